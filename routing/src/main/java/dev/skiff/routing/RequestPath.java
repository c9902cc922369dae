package dev.skiff.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path that routes see, and what was taken off in front of it: a stage, exactly once and only where the source puts it, and a base path. Prefixes
 * end at a segment's boundary. The text is as it came; where the source sends it encoded, {@link #isEscaped} tells whether there is something to
 * decode. Immutable.
 */
final class RequestPath {
    private static final int UNKNOWN = -1;

    private final String text;
    private final boolean encoded;
    private final String removed;
    private final String basePath;
    private final @Nullable String pendingStage;
    private final int surplus;

    private RequestPath(
            String text, boolean encoded, String removed, String basePath, @Nullable String pendingStage, int surplus) {
        this.text = text;
        this.encoded = encoded;
        this.removed = removed;
        this.basePath = basePath;
        this.pendingStage = pendingStage;
        this.surplus = surplus;
    }

    /** Of a source that sends the path as the client did, and no stage. */
    static RequestPath encoded(@Nullable String path) {
        return new RequestPath(rooted(path), true, "", "", null, UNKNOWN);
    }

    /** Of a source that sends the path decoded, and no stage. */
    static RequestPath decoded(@Nullable String path) {
        return new RequestPath(rooted(path), false, "", "", null, UNKNOWN);
    }

    /**
     * Of an HTTP API: decoded, with the stage in front unless it is {@code $default}. Simulators leave the stage out, so it is taken off only where it
     * is. With payload 1.0 a custom domain's mapping key may stand before it, to be taken off as a base path.
     */
    static RequestPath staged(@Nullable String path, @Nullable String stage, boolean inFrontOnly) {
        String text = rooted(path);
        if (stage == null || stage.isEmpty() || stage.equals("$default")) {
            return new RequestPath(text, false, "", "", null, UNKNOWN);
        }
        String prefix = "/" + stage;
        if (begins(text, prefix)) {
            return new RequestPath(behind(text, prefix), false, prefix, "", null, UNKNOWN);
        }
        return new RequestPath(text, false, "", "", inFrontOnly ? null : prefix, UNKNOWN);
    }

    /**
     * Of a REST API. The stage stands in the path only behind a custom domain whose mapping names none. Then there are more segments than the
     * API's resource accounts for; where an event doesn't say, the path is the same as that of the request context, which has the stage in any case.
     */
    static RequestPath rest(@Nullable String path, HttpEvent event) {
        String text = rooted(path);
        int surplus = surplus(text, event);
        if (event.stage == null || event.stage.isEmpty()) {
            return new RequestPath(text, true, "", "", null, surplus);
        }
        String prefix = "/" + event.stage;
        boolean mayHold = surplus == UNKNOWN ? text.equals(event.contextPath) : surplus > 0;
        if (mayHold && surplus <= 1 && begins(text, prefix)) {
            return new RequestPath(behind(text, prefix), true, prefix, "", null, surplus == UNKNOWN ? UNKNOWN : 0);
        }
        return new RequestPath(text, true, "", "", mayHold ? prefix : null, surplus);
    }

    /** Without the first of the base paths that it begins with; they come longest first. */
    RequestPath without(List<String> basePaths) {
        for (String base : basePaths) {
            if (begins(text, base)) {
                String rest = behind(text, base);
                boolean staged = pendingStage != null
                        && begins(rest, pendingStage)
                        && (surplus == UNKNOWN || surplus - segments(base) == 1);
                return staged && pendingStage != null
                        ? new RequestPath(
                                behind(rest, pendingStage), encoded, removed + base + pendingStage, base, null, 0)
                        : new RequestPath(rest, encoded, removed + base, base, null, UNKNOWN);
            }
        }
        return this;
    }

    /** Without what a REST API's custom domain put in front of the resource, where the event tells. */
    RequestPath withoutSurplus() {
        if (surplus <= 0) {
            return this;
        }
        int end = 0;
        for (int i = 0; i < surplus; i++) {
            end = text.indexOf('/', end + 1);
            if (end < 0) {
                end = text.length();
                break;
            }
        }
        String base = text.substring(0, end);
        return new RequestPath(rooted(text.substring(end)), encoded, removed + base, base, null, 0);
    }

    /** Another path in the place of this one, encoded as on the wire. */
    RequestPath with(String path) {
        return new RequestPath(rooted(path), true, removed, basePath, null, UNKNOWN);
    }

    /** Begins with a slash. */
    String text() {
        return text;
    }

    /** Whether the text must be decoded before it is compared or shown. */
    boolean isEscaped() {
        return encoded && text.indexOf('%') >= 0;
    }

    boolean isMalformed() {
        return isEscaped() && Percent.decode(text, 0, text.length()) == null;
    }

    /** The text for people, decoded where it can be. */
    String decoded() {
        String decoded = isEscaped() ? Percent.decode(text, 0, text.length()) : text;
        return decoded == null ? text : decoded;
    }

    String basePath() {
        return basePath;
    }

    /** All that was taken off, in its order: stage and base path. */
    String removed() {
        return removed;
    }

    /** Whether the path is the prefix or goes on below it. */
    static boolean begins(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static String behind(String path, String prefix) {
        return path.length() == prefix.length() ? "/" : path.substring(prefix.length());
    }

    private static String rooted(@Nullable String path) {
        return path == null || path.isEmpty() ? "/" : path.charAt(0) == '/' ? path : "/" + path;
    }

    private static int surplus(String text, HttpEvent event) {
        if (event.resource == null || event.resource.isEmpty()) {
            return UNKNOWN;
        }
        int expected = segments(event.resource);
        int greedy = event.resource.indexOf("+}");
        if (greedy >= 0) {
            String name = event.resource.substring(event.resource.lastIndexOf('{', greedy) + 1, greedy);
            String value = event.pathParameters == null ? null : event.pathParameters.first(name, false);
            if (value == null) {
                return UNKNOWN;
            }
            expected += segments("/" + value) - 1;
        }
        int surplus = segments(text) - expected;
        return surplus < 0 ? UNKNOWN : surplus;
    }

    /** How many segments, a trailing slash aside. */
    private static int segments(String path) {
        int count = 0;
        for (int i = 0; i < path.length() - 1; i++) {
            count += path.charAt(i) == '/' ? 1 : 0;
        }
        return count;
    }
}
