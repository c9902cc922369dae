package dev.skiff.routing;

/** What may stand in a header that we send: nothing that could end it and begin another. */
final class HeaderRules {
    private HeaderRules() {}

    static Pairs plus(Pairs headers, String name, String value) {
        check(name, value);
        Pairs copy = headers.copy();
        copy.add(name, value);
        return copy;
    }

    static void check(String name, String value) {
        checkName(name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                throw new IllegalArgumentException("The value of header " + name + " has a control character ("
                        + (int) c + ") at " + i + "; line breaks in a header would let its author add headers");
            }
            if (Character.isSurrogate(c) && !paired(value, i)) {
                throw new IllegalArgumentException(
                        "The value of header " + name + " has half a surrogate pair at " + i);
            }
        }
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A header needs a name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isTokenCharacter(c)) {
                throw new IllegalArgumentException("A header's name has the character " + (int) c + " at " + i
                        + ", which HTTP doesn't allow there");
            }
        }
    }

    static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean paired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
