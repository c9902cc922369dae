package dev.skiff.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.TreeCodec;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.impl.BeanPropertyWriter;
import com.fasterxml.jackson.jr.ob.impl.JSONWriter;
import com.fasterxml.jackson.jr.ob.impl.ValueWriterLocator;
import java.io.IOException;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** jackson-jr's writer with enums by name, dates in ISO form, and failures that name the class and no value. */
final class JacksonJrWriter extends JSONWriter {
    private @Nullable Class<?> introspected; // the class whose writer is being looked for, in this one operation

    private JacksonJrWriter() {}

    private JacksonJrWriter(
            JacksonJrWriter base, int features, ValueWriterLocator locator, TreeCodec trees, JsonGenerator generator) {
        super(base, features, locator, trees, generator);
    }

    static JSON json(JsonFactory factory) {
        return JSON.builder(factory)
                .set(JSON.Feature.WRITE_NULL_PROPERTIES, true)
                .jsonWriter(new JacksonJrWriter())
                .register(new JacksonJrWriters.Extension())
                .build();
    }

    @Override
    public JSONWriter perOperationInstance(
            int features, ValueWriterLocator locator, TreeCodec trees, JsonGenerator generator) {
        return new JacksonJrWriter(this, features, locator, trees, generator);
    }

    void lookingFor(Class<?> type) {
        introspected = type;
    }

    @Override
    protected void writeEnumValue(Enum<?> value) throws IOException {
        _generator.writeString(value.name());
    }

    @Override
    protected void writeEnumField(String name, Enum<?> value) throws IOException {
        _generator.writeStringField(name, value.name());
    }

    @Override
    protected String keyToString(Object key) {
        return key instanceof Enum<?> constant ? constant.name() : super.keyToString(key);
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // users have it in their beans
    protected String dateToString(Date value) {
        return value.toInstant().toString();
    }

    @Override
    public void writeBeanValue(BeanPropertyWriter[] properties, Object bean) throws IOException {
        try {
            super.writeBeanValue(properties, bean);
        } catch (IOException e) { // from a getter, and its message repeats the getter's
            throw JsonFailure.writingBean(e, bean);
        }
    }

    @Override
    public void writeValue(@Nullable Object value) throws IOException {
        try {
            super.writeValue(value);
        } catch (RuntimeException e) {
            throw JsonFailure.writing(e, value, introspected);
        }
    }
}
