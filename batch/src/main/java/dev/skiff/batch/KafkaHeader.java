package dev.skiff.batch;

import java.nio.charset.StandardCharsets;

/** A header of a Kafka record. Immutable. */
public final class KafkaHeader {
    private final String name;
    private final byte[] value;

    KafkaHeader(String name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    public String name() {
        return name;
    }

    /** The bytes, a copy. */
    public byte[] value() {
        return value.clone();
    }

    /** The value as UTF-8. */
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
