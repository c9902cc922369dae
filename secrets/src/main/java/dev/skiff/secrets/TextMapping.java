package dev.skiff.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** As text. */
final class TextMapping implements Mapping<String> {
    static final TextMapping INSTANCE = new TextMapping();

    private TextMapping() {}

    @Override
    public String map(Content content, String id) {
        return text(content.value(0), id);
    }

    /** Decoded strictly, so that binary values aren't silently spoiled. */
    static String text(byte[] bytes, String id) {
        for (byte b : bytes) {
            if (b < 0) {
                return decoded(bytes, id);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decoded(byte[] bytes, String id) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new SecretException(id, SecretFailure.INVALID, "NotText", "it is binary: read it by bytes(…)");
        }
    }
}
