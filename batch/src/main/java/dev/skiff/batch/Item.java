package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.internal.JsonOutput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An item of DynamoDB, or what a stream shows of one: attributes by name. Immutable. */
public final class Item {
    private final Map<String, AttributeValue> values;

    Item(Map<String, AttributeValue> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** By name, in the order of the event. */
    public Map<String, AttributeValue> values() {
        return values;
    }

    /** The attribute of that name. */
    public Optional<AttributeValue> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** As plain Java, all the way down: see {@link AttributeValue#plain}. */
    public Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, value.plain()));
        return plain;
    }

    /** As plain JSON in UTF-8: sets are arrays, bytes are base64. */
    public byte[] json() {
        JsonOutput output = new JsonOutput(values.size() * 32);
        write(output);
        return output.toByteArray();
    }

    /** As a type of yours, by way of JSON. Fails with a {@link dev.skiff.core.JsonException} when it doesn't fit. */
    public <T> T as(Class<T> type, JsonCodec codec) {
        return codec.read(json(), type);
    }

    void write(JsonOutput output) {
        output.beginObject();
        values.forEach((name, value) -> {
            output.name(name);
            value.write(output);
        });
        output.endObject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names: values don't belong into logs. */
    @Override
    public String toString() {
        return "Item " + values.keySet();
    }
}
