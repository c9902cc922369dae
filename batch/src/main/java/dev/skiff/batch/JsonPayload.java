package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import java.lang.reflect.Type;
import java.util.List;

/** One value of JSON. Classes, here and below, since each lambda costs a cold start more. */
final class JsonPayload<T> implements Payload<T> {
    private final Type type;

    JsonPayload(Type type) {
        this.type = type;
    }

    @Override
    @SuppressWarnings("unchecked") // what the codec reads is of the type asked for
    public List<T> read(byte[] bytes, JsonCodec json) {
        return List.of((T) json.read(bytes, type));
    }
}
