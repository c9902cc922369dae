package dev.skiff.core.internal;

/** Text from outside on its way into a log or a message: on one line, whatever it holds, and not longer than one can bear. */
public final class OneLine {
    private static final int MOST = 300;

    private OneLine() {}

    /** With a question mark for each control character and line separator, and cut where it is too long. */
    public static String of(String text) {
        int length = Math.min(text.length(), MOST);
        for (int i = 0; i < length; i++) {
            if (isUnseen(text.charAt(i))) {
                return replaced(text, length);
            }
        }
        return length < text.length() ? text.substring(0, length) + "…" : text;
    }

    private static String replaced(String text, int length) {
        StringBuilder line = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(isUnseen(c) ? '?' : c);
        }
        return line.append(length < text.length() ? "…" : "").toString();
    }

    private static boolean isUnseen(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
