package dev.skiff.core;

import dev.skiff.core.internal.JsonOutput;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Writes the records of one class: all components, in the order they are declared. */
final class JsonRecordWriter {
    private final Class<?> type;
    private final String[] names;
    private final Method[] accessors;

    private JsonRecordWriter(Class<?> type, String[] names, Method[] accessors) {
        this.type = type;
        this.names = names;
        this.accessors = accessors;
    }

    static JsonRecordWriter of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        String[] names = new String[components.length];
        Method[] accessors = new Method[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = components[i].getName();
            accessors[i] = components[i].getAccessor();
            accessors[i].setAccessible(true);
        }
        return new JsonRecordWriter(type, names, accessors);
    }

    void write(JsonOutput output, Object value, JsonWriter writer) {
        output.beginObject();
        for (int i = 0; i < names.length; i++) {
            output.name(names[i]);
            writer.write(output, component(i, value));
        }
        output.endObject();
    }

    private @Nullable Object component(int index, Object value) {
        try {
            return accessors[index].invoke(value);
        } catch (InvocationTargetException e) {
            throw JsonFailure.writing(culprit(index), e.getCause());
        } catch (IllegalAccessException e) {
            throw JsonFailure.writing(culprit(index), null);
        }
    }

    private String culprit(int index) {
        return type.getName() + "." + names[index];
    }
}
