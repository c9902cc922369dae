package dev.skiff.batch;

import dev.skiff.core.internal.JsonOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a DynamoDB item, by its type. Asking for another type throws an {@link IllegalStateException} that names both. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html">AWS: AttributeValue</a>
 */
public final class AttributeValue {
    /** DynamoDB's types. */
    public enum Type {
        S,
        N,
        B,
        BOOL,
        NULL,
        SS,
        NS,
        BS,
        L,
        M
    }

    private final Type type;
    private final Object value;

    private AttributeValue(Type type, Object value) {
        this.type = type;
        this.value = value;
    }

    static AttributeValue string(String text) {
        return new AttributeValue(Type.S, text);
    }

    static AttributeValue number(BigDecimal number) {
        return new AttributeValue(Type.N, number);
    }

    /** Keeps the bytes. */
    static AttributeValue binary(byte[] bytes) {
        return new AttributeValue(Type.B, bytes);
    }

    static AttributeValue flag(boolean flag) {
        return new AttributeValue(Type.BOOL, flag);
    }

    static AttributeValue nothing() {
        return new AttributeValue(Type.NULL, "null");
    }

    static AttributeValue strings(List<String> texts) {
        return new AttributeValue(Type.SS, List.copyOf(texts));
    }

    static AttributeValue numbers(List<BigDecimal> numbers) {
        return new AttributeValue(Type.NS, List.copyOf(numbers));
    }

    static AttributeValue binaries(List<byte[]> binaries) {
        return new AttributeValue(Type.BS, List.copyOf(binaries));
    }

    static AttributeValue list(List<AttributeValue> values) {
        return new AttributeValue(Type.L, List.copyOf(values));
    }

    static AttributeValue item(Item item) {
        return new AttributeValue(Type.M, item);
    }

    public Type type() {
        return type;
    }

    /** Of an S. */
    public String string() {
        return (String) value(Type.S);
    }

    /** Of an N, with all of its digits. */
    public BigDecimal number() {
        return (BigDecimal) value(Type.N);
    }

    /** Of a B, a copy. */
    public byte[] bytes() {
        return ((byte[]) value(Type.B)).clone();
    }

    /** Of a BOOL. */
    public boolean flag() {
        return (Boolean) value(Type.BOOL);
    }

    public boolean isNull() {
        return type == Type.NULL;
    }

    /** Of an SS, in the order of the event. */
    @SuppressWarnings("unchecked") // made so above
    public List<String> strings() {
        return (List<String>) value(Type.SS);
    }

    /** Of an NS, in the order of the event. */
    @SuppressWarnings("unchecked") // made so above
    public List<BigDecimal> numbers() {
        return (List<BigDecimal>) value(Type.NS);
    }

    /** Of a BS, in the order of the event, copies. */
    public List<byte[]> binaries() {
        List<byte[]> copies = new ArrayList<>();
        for (byte[] binary : ownBinaries()) {
            copies.add(binary.clone());
        }
        return copies;
    }

    /** Of an L. */
    @SuppressWarnings("unchecked") // made so above
    public List<AttributeValue> list() {
        return (List<AttributeValue>) value(Type.L);
    }

    /** Of an M. */
    public Item item() {
        return (Item) value(Type.M);
    }

    /** As plain Java: {@code String}, {@link BigDecimal}, {@code byte[]}, {@code Boolean}, null, {@code List}, or {@code Map} with names for keys. */
    public @Nullable Object plain() {
        return switch (type) {
            case NULL -> null;
            case M -> item().plain();
            case B -> bytes();
            case BS -> binaries();
            case L -> {
                List<@Nullable Object> plain = new ArrayList<>();
                for (AttributeValue element : list()) {
                    plain.add(element.plain());
                }
                yield plain;
            }
            default -> value;
        };
    }

    void write(JsonOutput output) {
        switch (type) {
            case S -> output.text(string());
            case N -> output.raw(number().toString());
            case B -> output.plain(encoded((byte[]) value));
            case BOOL -> output.flag(flag());
            case NULL -> output.nothing();
            case M -> item().write(output);
            default -> {
                output.beginArray();
                writeAll(output);
                output.endArray();
            }
        }
    }

    private void writeAll(JsonOutput output) {
        switch (type) {
            case SS -> strings().forEach(output::text);
            case NS -> numbers().forEach(number -> output.raw(number.toString()));
            case BS -> ownBinaries().forEach(binary -> output.plain(encoded(binary)));
            default -> list().forEach(element -> element.write(output));
        }
    }

    /** By type and value; numbers by their value, so 1 equals 1.0, as in DynamoDB. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttributeValue that
                && type == that.type
                && comparable().equals(that.comparable());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, comparable());
    }

    /** The type: values don't belong into logs. */
    @Override
    public String toString() {
        return type.name();
    }

    private Object comparable() {
        return switch (type) {
            case N -> number().stripTrailingZeros();
            case NS -> numbers().stream().map(BigDecimal::stripTrailingZeros).toList();
            case B -> encodedText((byte[]) value);
            case BS -> ownBinaries().stream().map(AttributeValue::encodedText).toList();
            default -> value;
        };
    }

    @SuppressWarnings("unchecked") // made so above
    private List<byte[]> ownBinaries() {
        return (List<byte[]>) value(Type.BS);
    }

    private Object value(Type asked) {
        if (type != asked) {
            throw new IllegalStateException("The attribute is of type " + type + ", not " + asked);
        }
        return value;
    }

    private static byte[] encoded(byte[] bytes) {
        return Base64.getEncoder().encode(bytes);
    }

    private static String encodedText(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
