package dev.skiff.core;

import dev.skiff.core.internal.JsonInput;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Beans: a constructor without arguments, then public setters and public fields, the inherited ones too. */
final class JsonBeanReader extends JsonReader {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Map<String, JsonProperty> properties;

    private JsonBeanReader(Class<?> type, Constructor<?> constructor, Map<String, JsonProperty> properties) {
        this.type = type;
        this.constructor = constructor;
        this.properties = properties;
    }

    static JsonReader of(Class<?> raw, Type type, JsonReaders readers) {
        Constructor<?> constructor = JsonConstructors.noArguments(raw);
        Map<String, JsonProperty> properties = new HashMap<>();
        collect(raw, type, readers, properties);
        return new JsonBeanReader(raw, constructor, properties);
    }

    private static void collect(Class<?> raw, Type type, JsonReaders readers, Map<String, JsonProperty> properties) {
        Type parent = raw.getGenericSuperclass();
        if (parent != null && parent != Object.class) {
            collect(raw.getSuperclass(), JsonGenerics.bind(parent, type), readers, properties);
        }
        for (Field field : raw.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                properties.put(
                        field.getName(), property(field, JsonGenerics.bind(field.getGenericType(), type), readers));
            }
        }
        for (Method method : raw.getDeclaredMethods()) {
            if (isSetter(method)) {
                Type parameter = JsonGenerics.bind(method.getGenericParameterTypes()[0], type);
                properties.put(propertyName(method), property(method, parameter, readers));
            }
        }
    }

    private static boolean isSetter(Method method) {
        return method.getParameterCount() == 1
                && method.getName().startsWith("set")
                && method.getName().length() > 3
                && Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic();
    }

    /** As jackson-jr names it when it writes: the first letter lower, unless the second is upper too. */
    private static String propertyName(Method setter) {
        String name = setter.getName().substring(3);
        if (name.length() > 1 && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonProperty property(AccessibleObject target, Type type, JsonReaders readers) {
        target.setAccessible(true);
        return new JsonProperty(0, target, type, readers);
    }

    @Override
    Object read(JsonInput input) {
        if (input.token() != JsonInput.OBJECT) {
            throw JsonMismatch.expected(type, input);
        }
        Object bean = JsonConstructors.make(constructor);
        for (String name = input.nextName(); name != null; name = input.nextName()) {
            JsonProperty property = properties.get(name);
            input.next();
            if (property == null) {
                input.skip();
            } else {
                set(bean, property, property.reader().readOrNull(input));
            }
        }
        return bean;
    }

    private void set(Object bean, JsonProperty property, @Nullable Object value) {
        try {
            if (property.target instanceof Method setter) {
                setter.invoke(bean, value);
            } else if (property.target instanceof Field field) {
                field.set(bean, value);
            }
        } catch (InvocationTargetException e) {
            throw JsonMismatch.refused(e.getCause());
        } catch (IllegalAccessException e) {
            throw JsonMismatch.unsupported(type);
        }
    }

    @Override
    boolean owns(String name) {
        return properties.containsKey(name);
    }

    @Override
    @Nullable JsonReader child(@Nullable String name) {
        JsonProperty property = properties.get(name);
        return property == null ? null : property.reader();
    }
}
