package dev.skiff.core;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import com.fasterxml.jackson.jr.ob.impl.ValueWriterLocator;
import dev.skiff.core.internal.JsonGenerators;
import dev.skiff.core.internal.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link JsonWriter} doesn't: java.time as ISO text and Optional, and by jackson-jr beans, arrays and the rest, whose own values come back to
 * {@link JsonWriter} where they are records. Loaded by the first such value.
 */
final class JsonRarerWriter extends ReaderWriterProvider {
    private static final int FEATURES = JSON.Feature.defaults() | JSON.Feature.WRITE_NULL_PROPERTIES.mask();

    private final JsonWriter writer;
    private final JacksonJrWriter jr = new JacksonJrWriter();
    private final ValueWriterLocator locator = ValueWriterLocator.blueprint(this, null);

    private JsonRarerWriter(JsonWriter writer) {
        this.writer = writer;
    }

    void write(JsonOutput output, Object value) {
        if (value instanceof Optional<?> optional) {
            writer.write(output, optional.orElse(null));
        } else if (value.getClass().getName().startsWith("java.time.")) {
            output.text(value.toString());
        } else {
            output.raw(byJr(value));
        }
    }

    private byte[] byJr(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JsonGenerators.of(bytes)) {
            jr.perOperationInstance(FEATURES, locator, null, generator).writeValue(value);
        } catch (IOException e) {
            throw JsonFailure.writing(e, value, null);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable ValueWriter findValueWriter(JSONWriter context, Class<?> type) {
        ((JacksonJrWriter) context).lookingFor(type);
        if (type.isRecord() || type == Optional.class || (type.getName().startsWith("java.time.") && !type.isEnum())) {
            return new Back(type);
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

    /** From jackson-jr back to our own writer. */
    private final class Back implements ValueWriter {
        private final Class<?> type;

        Back(Class<?> type) {
            this.type = type;
        }

        @Override
        public void writeValue(JSONWriter context, JsonGenerator generator, Object value) throws IOException {
            JsonOutput output = new JsonOutput(256);
            writer.write(output, value);
            generator.writeRawValue(new String(output.toByteArray(), StandardCharsets.UTF_8));
        }

        @Override
        public Class<?> valueType() {
            return type;
        }
    }

    /** Makes it when it is first needed. */
    static final class Holder {
        private final JsonWriter writer;
        private volatile @Nullable JsonRarerWriter made;

        Holder(JsonWriter writer) {
            this.writer = writer;
        }

        JsonRarerWriter get() {
            JsonRarerWriter rarer = made;
            if (rarer == null) {
                rarer = new JsonRarerWriter(writer); // by several threads at worst: each is as good
                made = rarer;
            }
            return rarer;
        }
    }
}
