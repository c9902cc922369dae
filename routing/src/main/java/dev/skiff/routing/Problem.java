package dev.skiff.routing;

import dev.skiff.core.internal.JsonOutput;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problem details, the JSON of an error answer. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problem {
    private final int status;
    private final String type;
    private final String title;
    private final String detail;
    private final String instance;
    private final Map<String, Object> extensions;

    private Problem(
            int status, String type, String title, String detail, String instance, Map<String, Object> extensions) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("A problem has a status from 400 to 599, not " + status);
        }
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.instance = instance;
        this.extensions = extensions;
    }

    /** With the status' own title and no detail. */
    public static Problem of(int status) {
        return of(status, "");
    }

    /** With the status' own title. */
    public static Problem of(int status, String detail) {
        return new Problem(status, "", Status.reason(status), detail, "", Map.of());
    }

    /** With a URI that names the kind of problem; without one it is {@code about:blank}, the status says it all. */
    public Problem withType(String type) {
        return new Problem(status, type, title, detail, instance, extensions);
    }

    /** With a title: the same for every problem of its type. */
    public Problem withTitle(String title) {
        return new Problem(status, type, title, detail, instance, extensions);
    }

    /** With a detail: what went wrong this time, in words for the client. */
    public Problem withDetail(String detail) {
        return new Problem(status, type, title, detail, instance, extensions);
    }

    /** With a URI that names this occurrence. */
    public Problem withInstance(String instance) {
        return new Problem(status, type, title, detail, instance, extensions);
    }

    /** With a member more; its value is text, a number, a boolean, or a list or map of them. */
    public Problem withExtension(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(name, value);
        return new Problem(status, type, title, detail, instance, Collections.unmodifiableMap(more));
    }

    /** From 400 to 599. */
    public int status() {
        return status;
    }

    /** Empty where it is {@code about:blank}. */
    public String type() {
        return type;
    }

    /** Never empty. */
    public String title() {
        return title;
    }

    /** Empty where there is none. */
    public String detail() {
        return detail;
    }

    /** Empty where there is none. */
    public String instance() {
        return instance;
    }

    /** Members beyond RFC 9457's own. */
    public Map<String, Object> extensions() {
        return extensions;
    }

    @Override
    public String toString() {
        return status + " " + title;
    }

    /** Written without a codec: a problem looks the same whatever JSON library the function uses. */
    byte[] json() {
        JsonOutput json = new JsonOutput(256).beginObject();
        text(json, "type", type);
        text(json, "title", title);
        json.name("status").number(status);
        text(json, "detail", detail);
        text(json, "instance", instance);
        for (Map.Entry<String, Object> extension : extensions.entrySet()) {
            json.name(extension.getKey());
            write(json, extension.getValue());
        }
        return json.endObject().toByteArray();
    }

    private static void text(JsonOutput json, String name, String value) {
        if (!value.isEmpty()) {
            json.name(name).text(value);
        }
    }

    /** Neither infinite nor no number at all, for which JSON has no words; such a one is written as text. */
    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static void write(JsonOutput json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.endObject();
        } else if (value instanceof Iterable<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (value instanceof Number number && isFinite(number)) {
            json.raw(number.toString());
        } else if (value instanceof Boolean flag) {
            json.flag(flag);
        } else if (value == null) {
            json.nothing();
        } else {
            json.text(value.toString());
        }
    }
}
