package dev.skiff.routing;

import java.nio.charset.StandardCharsets;

/** Text that can be written as UTF-8. */
final class Text {
    private Text() {}

    /** The text with a question mark for each half of a surrogate pair, which no encoding knows. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
