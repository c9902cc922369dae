package dev.skiff.core;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The JSON seam: typed bodies and messages go through here, events do not. Implementations are immutable and serve many
 * threads at once.
 *
 * <p>Reading fails with a {@link JsonException} when the JSON is to blame, and with an {@link IllegalArgumentException}
 * when the type is: the first is the sender's mistake, the second ours.
 */
public interface JsonCodec {

    /** One value of the type, which may be generic, from UTF-8 JSON. The value is the whole text and never null. */
    Object read(byte[] json, Type type);

    /** The value as UTF-8 JSON. */
    byte[] write(@Nullable Object value);

    @SuppressWarnings(
            "unchecked") // what read returns is of the type asked for; a cast by the class would refuse int.class
    default <T> T read(byte[] json, Class<T> type) {
        return (T) read(json, (Type) type);
    }

    /** {@code read(json, new JsonType<List<Order>>() {})}. */
    @SuppressWarnings("unchecked") // as above
    default <T> T read(byte[] json, JsonType<T> type) {
        return (T) read(json, type.type());
    }

    /**
     * The codec that starts fast: records, beans (which jackson-jr writes), collections, java.time. Each one
     * remembers the types it has met, so keep it where the handler lives.
     */
    static JsonCodec jacksonJr() {
        return new JacksonJrCodec();
    }
}
