package dev.skiff.local;

/** Elements of XML that hold text. */
final class Xml {
    private Xml() {}

    static String element(String name, String text) {
        StringBuilder xml = new StringBuilder("<" + name + ">");
        text.codePoints().forEach(character -> append(xml, character));
        return xml.append("</").append(name).append('>').toString();
    }

    private static void append(StringBuilder xml, int character) {
        switch (character) {
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '&' -> xml.append("&amp;");
            default -> xml.appendCodePoint(isCharacter(character) ? character : '\uFFFD');
        }
    }

    /** Whether XML 1.0 can say it. */
    private static boolean isCharacter(int character) {
        return character == '\t'
                || character == '\n'
                || (character >= 0x20 && character < 0xD800)
                || (character >= 0xE000 && character < 0xFFFE)
                || character >= 0x10000;
    }
}
