package dev.skiff.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * A route's path in API Gateway's syntax: literal segments, {@code {name}} for one segment, and {@code {name+}} for all that is left, at least one.
 * Written decoded: {@code /café}, not {@code /caf%C3%A9}.
 */
final class PathTemplate {
    /** Of what has no route. */
    static final PathTemplate NONE = new PathTemplate("", List.of(), new String[0]);

    private final String text;
    private final List<String> segments;
    private final String[] names;

    private PathTemplate(String text, List<String> segments, String[] names) {
        this.text = text;
        this.segments = segments;
        this.names = names;
    }

    static PathTemplate parse(String text) {
        if (text.isEmpty() || text.equals("/")) {
            return new PathTemplate("/", List.of(), new String[0]);
        }
        if (text.charAt(0) != '/') {
            throw fault(text, "begins with a slash: write /" + text);
        }
        List<String> segments = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean plain = text.indexOf('?') < 0 && text.indexOf('#') < 0 && text.indexOf('%') < 0;
        int start = 1;
        while (start <= text.length()) {
            int end = text.indexOf('/', start);
            if (end < 0) {
                end = text.length();
            }
            add(text, text.substring(start, end), end == text.length(), plain, segments, names);
            start = end + 1;
        }
        return new PathTemplate(text, segments, names.toArray(new String[0]));
    }

    /** Joins a prefix and a template without a slash too many. */
    static String joined(String prefix, String template) {
        String head = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return template.isEmpty() || template.equals("/") ? head.isEmpty() ? "/" : head : head + template;
    }

    /** The same names, and no text: for what lies below a prefix and has no route. */
    PathTemplate ofNoRoute() {
        return new PathTemplate("", segments, names);
    }

    String text() {
        return text;
    }

    /** Literals as they are, {@code {}} for a parameter, {@code {+}} for a greedy one; a trailing slash is an empty literal at the end. */
    List<String> segments() {
        return segments;
    }

    String[] names() {
        return names;
    }

    boolean hasParameters() {
        return names.length > 0;
    }

    static boolean isParameter(String segment) {
        return segment.equals("{}");
    }

    static boolean isGreedy(String segment) {
        return segment.equals("{+}");
    }

    private static void add(
            String text, String segment, boolean last, boolean plain, List<String> segments, List<String> names) {
        if (segment.isEmpty() && !last) {
            throw fault(text, "has an empty segment: //");
        }
        if (segment.indexOf('{') < 0 && segment.indexOf('}') < 0) {
            if (!plain) {
                checkLiteral(text, segment);
            }
            segments.add(segment);
            return;
        }
        if (segment.charAt(0) != '{' || segment.indexOf('}') != segment.length() - 1 || segment.lastIndexOf('{') != 0) {
            throw fault(
                    text,
                    "has the segment " + segment
                            + ", but a parameter takes a whole segment: {name}, or {name+} for the rest of the path");
        }
        boolean greedy = segment.endsWith("+}");
        String name = segment.substring(1, segment.length() - (greedy ? 2 : 1));
        checkName(text, name);
        if (names.contains(name)) {
            throw fault(text, "names the parameter {" + name + "} twice");
        }
        if (greedy && !last) {
            throw fault(text, "has {" + name + "+} before its end: a greedy parameter comes last");
        }
        names.add(name);
        segments.add(greedy ? "{+}" : "{}");
    }

    private static void checkName(String text, String name) {
        if (name.isEmpty()) {
            throw fault(text, "has a parameter without a name");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                throw fault(
                        text, "has the parameter name " + name + ", but names are letters, digits, '_', '-' and '.'");
            }
        }
    }

    private static void checkLiteral(String text, String literal) {
        if (literal.indexOf('?') >= 0 || literal.indexOf('#') >= 0) {
            throw fault(text, "has a query or fragment, which are no part of a path");
        }
        int percent = literal.indexOf('%');
        if (percent >= 0
                && percent + 2 < literal.length()
                && isHex(literal.charAt(percent + 1))
                && isHex(literal.charAt(percent + 2))) {
            throw fault(text, "is percent-encoded: write it decoded");
        }
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 0x80;
    }

    private static IllegalArgumentException fault(String text, String fault) {
        return new IllegalArgumentException("The route " + text + " " + fault);
    }
}
