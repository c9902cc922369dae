package dev.skiff.core;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What jackson-jr doesn't write as we want: records (all components, declared order), java.time, Optional. */
final class JacksonJrWriters extends ReaderWriterProvider {

    @Override
    public @Nullable ValueWriter findValueWriter(JSONWriter context, Class<?> type) {
        ((JacksonJrWriter) context).lookingFor(type);
        if (type.isRecord()) {
            return RecordWriter.of(type);
        }
        if (type.getName().startsWith("java.time.") && !type.isEnum()) {
            return new TextWriter(type);
        }
        if (type == Optional.class) {
            return new OptionalWriter();
        }
        if (hasNoForm(type)) {
            throw JsonFailure.writing(type.getName(), null);
        }
        return null;
    }

    /** jackson-jr would write what it doesn't know as a bean: a Locale as the list of all its getters. */
    private static boolean hasNoForm(Class<?> type) {
        return type.getName().startsWith("java.util.")
                && !type.isEnum()
                && !Iterable.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && type != UUID.class
                && !Date.class.isAssignableFrom(type)
                && !Calendar.class.isAssignableFrom(type);
    }

    static final class Extension extends JacksonJrExtension {

        @Override
        protected void register(ExtensionContext context) {
            context.appendProvider(new JacksonJrWriters());
        }
    }

    private static final class RecordWriter implements ValueWriter {
        private final Class<?> type;
        private final SerializedString[] names;
        private final Method[] accessors;

        private RecordWriter(Class<?> type, SerializedString[] names, Method[] accessors) {
            this.type = type;
            this.names = names;
            this.accessors = accessors;
        }

        static RecordWriter of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            SerializedString[] names = new SerializedString[components.length];
            Method[] accessors = new Method[components.length];
            for (int i = 0; i < components.length; i++) {
                names[i] = new SerializedString(components[i].getName());
                accessors[i] = components[i].getAccessor();
                accessors[i].setAccessible(true);
            }
            return new RecordWriter(type, names, accessors);
        }

        @Override
        public void writeValue(JSONWriter context, JsonGenerator generator, Object value) throws IOException {
            generator.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                generator.writeFieldName(names[i]);
                context.writeValue(component(i, value));
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

        @Override
        public Class<?> valueType() {
            return type;
        }
    }

    private static final class TextWriter implements ValueWriter {
        private final Class<?> type;

        TextWriter(Class<?> type) {
            this.type = type;
        }

        @Override
        public void writeValue(JSONWriter context, JsonGenerator generator, Object value) throws IOException {
            generator.writeString(value.toString());
        }

        @Override
        public Class<?> valueType() {
            return type;
        }
    }

    private static final class OptionalWriter implements ValueWriter {

        @Override
        public void writeValue(JSONWriter context, JsonGenerator generator, Object value) throws IOException {
            context.writeValue(((Optional<?>) value).orElse(null));
        }

        @Override
        public Class<?> valueType() {
            return Optional.class;
        }
    }
}
