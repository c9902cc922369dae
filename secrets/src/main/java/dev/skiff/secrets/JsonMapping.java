package dev.skiff.secrets;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** As a type, read from JSON by a codec. */
final class JsonMapping<T> implements Mapping<T> {
    private final JsonCodec codec;
    private final Type type;

    JsonMapping(JsonCodec codec, Type type) {
        this.codec = codec;
        this.type = type;
    }

    @Override
    @SuppressWarnings("unchecked") // what a codec reads is of the type asked for
    public T map(Content content, String id) {
        byte[] copy = content.value(0).clone();
        try {
            return (T) codec.read(copy, type);
        } catch (JsonException failure) {
            throw new SecretException(id, SecretFailure.INVALID, "NotThisJson", failure.getMessage() + asType());
        } catch (RuntimeException failure) { // what a codec of the user's says may repeat the value
            throw new SecretException(
                    id, SecretFailure.INVALID, "NotThisJson", failure.getClass().getName() + asType());
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    private String asType() {
        return ", read as " + type.getTypeName();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonMapping<?> that && codec == that.codec && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
