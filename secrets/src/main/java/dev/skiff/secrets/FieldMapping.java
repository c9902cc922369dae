package dev.skiff.secrets;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import org.jspecify.annotations.Nullable;

/** One field of a JSON object, as text: a number or boolean as it is written. */
final class FieldMapping implements Mapping<String> {
    private final String field;

    FieldMapping(String field) {
        this.field = field;
    }

    @Override
    public String map(Content content, String id) {
        String text;
        try {
            text = text(EventReader.ofSecret(content.value(0)));
        } catch (EventException failure) { // says "event", and may name other fields
            throw new SecretException(
                    id, SecretFailure.INVALID, "NotThisJson", "not a JSON object with text in \"" + field + "\"");
        }
        if (text == null) {
            throw new SecretException(id, SecretFailure.INVALID, "NoSuchField", "no field \"" + field + "\"");
        }
        return text;
    }

    /** To the end, so that half a text isn't taken for a whole one. */
    private @Nullable String text(EventReader json) {
        String text = null;
        while (json.next()) {
            if (json.name().equals(field)) {
                text = json.text();
            } else {
                json.skip();
            }
        }
        json.end();
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldMapping that && field.equals(that.field);
    }

    @Override
    public int hashCode() {
        return field.hashCode();
    }
}
