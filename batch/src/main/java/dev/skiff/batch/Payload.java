package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what a record carries. A record can hold several values (the objects of an S3 notification) or none; they are handled one after the other, and the record
 * is finished when all of them are. Implementations are thread-safe; what they throw is the record's failure, an {@link UnreadablePayloadException}.
 */
@FunctionalInterface
public interface Payload<T> {

    /**
     * The values in it.
     *
     * @param json the batch's codec
     */
    List<T> read(byte[] bytes, JsonCodec json) throws Exception;

    /** UTF-8 text. */
    static Payload<String> text() {
        return (bytes, json) -> List.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The bytes as they are. */
    static Payload<byte[]> bytes() {
        return (bytes, json) -> List.of(bytes);
    }

    /** One value of JSON. */
    static <T> Payload<T> json(Class<T> type) {
        return (bytes, json) -> List.of(json.read(bytes, type));
    }

    /** One value of JSON, of a generic type. */
    static <T> Payload<T> json(JsonType<T> type) {
        return (bytes, json) -> List.of(json.read(bytes, type));
    }
}
