package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The function's answer as JSON, and the readings of its keys that sources share. What a reading refuses, it names. */
final class FunctionAnswer {
    /** What Lambda lets through in either direction of a synchronous answer: 6 MiB and 100 bytes. */
    static final int MOST_BYTES = 6 * 1024 * 1024 + 100;

    private final @Nullable Object json;
    private final Map<?, ?> keys;

    private FunctionAnswer(@Nullable Object json) {
        this.json = json;
        this.keys = json instanceof Map<?, ?> map ? map : Map.of();
    }

    static FunctionAnswer read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new MalformedAnswerException("the answer has " + bytes.length + " bytes, Lambda takes " + MOST_BYTES);
        }
        return new FunctionAnswer(json(bytes));
    }

    /** Any JSON, and nothing behind it: maps, lists, texts, {@link Long} and larger, decimals, booleans and null. */
    static @Nullable Object json(byte[] bytes) {
        try (JsonParser parser = Json.FACTORY.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedAnswerException("the function answered nothing");
            }
            Object json = value(parser, first);
            if (parser.nextToken() != null) {
                throw new MalformedAnswerException("something follows the JSON of the function's answer");
            }
            return json;
        } catch (IOException notJson) {
            throw new MalformedAnswerException("the function's answer is not JSON", notJson);
        }
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    void requireObject() {
        if (!(json instanceof Map)) {
            throw new MalformedAnswerException("the function's answer is JSON, but no object");
        }
    }

    void requireOnly(Set<String> known) {
        for (Object key : keys.keySet()) {
            if (!known.contains(key)) {
                throw new MalformedAnswerException("the source knows no key '" + key + "', only " + known);
            }
        }
    }

    void requireNotNull(String key) {
        if (has(key) && keys.get(key) == null) {
            throw new MalformedAnswerException("'" + key + "' is null: leave it out, or give it a value");
        }
    }

    /** Such as {@code 200 OK}: the status, one blank, a reason. */
    void requireStatusDescription(int status) {
        String start = status + " ";
        if (!(keys.get("statusDescription") instanceof String text && text.startsWith(start))) {
            throw new MalformedAnswerException("'statusDescription' is " + keys.get("statusDescription")
                    + ", expected '" + start + "' and a reason");
        }
    }

    /** A number; also its digits as text, unless {@code strictly}. */
    int status(boolean strictly) {
        Object value = keys.get("statusCode");
        if (value instanceof String text && !strictly && text.matches("[1-9][0-9]{2}")) {
            return Integer.parseInt(text);
        }
        if (value instanceof Long number && number >= 100 && number <= 599) {
            return number.intValue();
        }
        throw new MalformedAnswerException("'statusCode' is " + value + ", expected 100 to 599");
    }

    /** {@code headers}, in which numbers and booleans pass as text, unless {@code strictly}. */
    HeaderLines headers(boolean strictly) {
        if (strictly) {
            requireNotNull("headers");
        }
        HeaderLines lines = HeaderLines.NONE;
        for (Map.Entry<?, ?> header : map("headers").entrySet()) {
            String value = headerText(header.getKey(), header.getValue(), strictly);
            lines = value == null ? lines : plus(lines, header.getKey(), value);
        }
        return lines;
    }

    HeaderLines multiValueHeaders(boolean strictly) {
        if (strictly) {
            requireNotNull("multiValueHeaders");
        }
        HeaderLines lines = HeaderLines.NONE;
        for (Map.Entry<?, ?> header : map("multiValueHeaders").entrySet()) {
            if (!(header.getValue() instanceof List<?> values)) {
                throw new MalformedAnswerException("the multi-value header '" + header.getKey() + "' is no list");
            }
            for (Object one : values) {
                String value = headerText(header.getKey(), one, strictly);
                lines = value == null ? lines : plus(lines, header.getKey(), value);
            }
        }
        return lines;
    }

    /** Each text of {@code cookies}. */
    List<String> cookies() {
        Object cookies = keys.get("cookies");
        if (cookies == null) {
            return List.of();
        }
        if (cookies instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new MalformedAnswerException("'cookies' is no list of texts");
    }

    byte[] body(boolean decodes) {
        Object body = keys.get("body");
        if (body != null && !(body instanceof String)) {
            throw new MalformedAnswerException("'body' is JSON, expected text: write the JSON into a string");
        }
        String text = body == null ? "" : (String) body;
        return isBase64() && decodes ? decoded(text) : text.getBytes(UTF_8);
    }

    private boolean isBase64() {
        if (!has("isBase64Encoded")) {
            return false;
        }
        if (keys.get("isBase64Encoded") instanceof Boolean truth) {
            return truth;
        }
        throw new MalformedAnswerException(
                "'isBase64Encoded' is " + keys.get("isBase64Encoded") + ", expected true or false");
    }

    private Map<?, ?> map(String key) {
        Object value = keys.get(key);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedAnswerException("'" + key + "' is no object");
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedAnswerException("'body' is not base64 without line breaks", notBase64);
        }
    }

    private static HeaderLines plus(HeaderLines lines, Object name, String value) {
        try {
            return lines.plus((String) name, value);
        } catch (IllegalArgumentException breaksLine) {
            throw new MalformedAnswerException("a header can't be sent", breaksLine);
        }
    }

    private static @Nullable String headerText(Object name, @Nullable Object value, boolean strictly) {
        if (value instanceof String text) {
            return text;
        }
        if (strictly || value instanceof Map || value instanceof List) {
            throw new MalformedAnswerException("the header '" + name + "' is " + value + ", expected a string");
        }
        return value == null ? null : value.toString();
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                parser.getNumberValue() instanceof Integer small ? Long.valueOf(small) : parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            map.put(name, value(parser, parser.nextToken()));
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }
}
