package dev.skiff.core;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Constructors found and called by reflection, with its failures sorted into theirs (the value) and ours (the type). */
final class JsonConstructors {
    private JsonConstructors() {}

    static Constructor<?> noArguments(Class<?> type) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw JsonMismatch.unsupported(type);
        }
        return find(type);
    }

    static Constructor<?> find(Class<?> type, Class<?>... parameters) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException | RuntimeException e) { // no such constructor, or a module that isn't open
            throw JsonMismatch.unsupported(type);
        }
    }

    static Object make(Constructor<?> constructor, @Nullable Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw JsonMismatch.refused(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw JsonMismatch.unsupported(constructor.getDeclaringClass());
        }
    }
}
