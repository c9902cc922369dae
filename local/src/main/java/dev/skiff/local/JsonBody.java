package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object that someone sent: fields by name, and a refusal that names what is missing. */
final class JsonBody {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JSON READER =
            JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS).with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private final Map<String, Object> fields;

    private JsonBody(Map<String, Object> fields) {
        this.fields = fields;
    }

    static JsonBody of(Map<String, ?> fields) {
        return new JsonBody(new LinkedHashMap<>(fields));
    }

    /** An empty body stands for an object without fields. */
    static JsonBody read(byte[] json) {
        if (json.length == 0) {
            return of(Map.of());
        }
        if (!isJson(json)) {
            throw new LocalException("the body is no JSON");
        }
        try {
            return of(READER.mapFrom(json));
        } catch (IOException notAnObject) {
            throw new LocalException("the body is no JSON object", notAnObject);
        }
    }

    static JsonBody read(String json) {
        return read(json.getBytes(UTF_8));
    }

    /** Whether it is one JSON value and nothing else. */
    static boolean isJson(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException malformed) {
            return false;
        }
    }

    static String write(@Nullable Object value) {
        try {
            return READER.asString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Map<String, Object> fields() {
        return fields;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable Object get(String name) {
        return fields.get(name);
    }

    String required(String name) {
        return text(name)
                .orElseThrow(
                        () -> new LocalException("the field " + name + " is missing; there is " + fields.keySet()));
    }

    /** A text, or the JSON of what else stands there. */
    Optional<String> text(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value instanceof String text ? text : write(value));
    }

    Optional<Long> number(String name) {
        Optional<String> text = text(name);
        try {
            return text.map(Long::valueOf);
        } catch (NumberFormatException wrong) {
            throw new LocalException("the field " + name + " is " + text.orElse("") + ", expected a number", wrong);
        }
    }

    /** An object, or the text of one; empty if there is none. */
    Map<String, Object> object(String name) {
        Object value = fields.get(name);
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, one) -> copy.put(String.valueOf(key), one));
            return copy;
        }
        return value == null ? Map.of() : read(String.valueOf(value)).fields();
    }

    /** The texts of a list; a text stands for a list of one. */
    List<String> texts(String name) {
        Object value = fields.get(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    @Override
    public String toString() {
        return "JSON with " + fields.keySet();
    }
}
