package dev.skiff.batch;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message attribute of SQS: text (a number too) or bytes. Immutable. */
public final class MessageAttribute {
    private final String dataType;
    private final @Nullable String text;
    private final @Nullable String base64;

    MessageAttribute(String dataType, @Nullable String text, @Nullable String base64) {
        this.dataType = dataType;
        this.text = text;
        this.base64 = base64;
    }

    /** {@code String}, {@code Number} or {@code Binary}, maybe with a custom part behind a dot. */
    public String dataType() {
        return dataType;
    }

    /** The value of a string or number. */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The value of a binary attribute. */
    public Optional<byte[]> bytes() {
        return base64 == null
                ? Optional.empty()
                : Optional.of(Base64.getDecoder().decode(base64));
    }

    @Override
    public String toString() {
        return dataType;
    }
}
