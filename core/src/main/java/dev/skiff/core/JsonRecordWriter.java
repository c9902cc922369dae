package dev.skiff.core;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Writes the records of one class: all components, in the order they are declared. */
final class JsonRecordWriter {
    private final Class<?> type;
    private final SerializedString[] names;
    private final Method[] accessors;

    private JsonRecordWriter(Class<?> type, SerializedString[] names, Method[] accessors) {
        this.type = type;
        this.names = names;
        this.accessors = accessors;
    }

    static JsonRecordWriter of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        SerializedString[] names = new SerializedString[components.length];
        Method[] accessors = new Method[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = new SerializedString(components[i].getName());
            accessors[i] = components[i].getAccessor();
            accessors[i].setAccessible(true);
        }
        return new JsonRecordWriter(type, names, accessors);
    }

    void write(JsonGenerator generator, Object value, JsonWriter writer) throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            generator.writeFieldName(names[i]);
            writer.write(generator, component(i, value));
        }
        generator.writeEndObject();
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
        return type.getName() + "." + names[index].getValue();
    }
}
