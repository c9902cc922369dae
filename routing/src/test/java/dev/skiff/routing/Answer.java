package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A function's answer as it leaves: the raw JSON, and the rules each source has for it. */
record Answer(JsonNode json) {
    private static final Map<Source, Set<String>> KEYS = Map.of(
            Source.REST_API, Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"),
            Source.HTTP_API_1_0, Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"),
            Source.HTTP_API_2_0, Set.of("statusCode", "headers", "cookies", "body", "isBase64Encoded"),
            Source.FUNCTION_URL, Set.of("statusCode", "headers", "cookies", "body", "isBase64Encoded"),
            Source.ALB,
                    Set.of(
                            "statusCode",
                            "statusDescription",
                            "headers",
                            "multiValueHeaders",
                            "body",
                            "isBase64Encoded"));

    static Answer of(byte[] bytes) {
        return new Answer(Events.tree(bytes));
    }

    int status() {
        return json.get("statusCode").intValue();
    }

    byte[] body() {
        String text = json.get("body").textValue();
        return json.get("isBase64Encoded").booleanValue()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** The values of a header, from wherever they stand; names are compared as they are. */
    List<String> header(String name) {
        List<String> values = new ArrayList<>();
        json.path("headers").path(name).forEach(value -> values.add(value.textValue()));
        if (json.path("headers").has(name)) {
            values.add(json.get("headers").get(name).textValue());
        }
        json.path("multiValueHeaders").path(name).forEach(value -> values.add(value.textValue()));
        return values;
    }

    /** What a source's clients get as Set-Cookie lines. */
    List<String> cookies() {
        List<String> cookies = new ArrayList<>(header("Set-Cookie"));
        json.path("cookies").forEach(value -> cookies.add(value.textValue()));
        return cookies;
    }

    /** Fails unless the answer is one that the source takes. */
    Answer isLegalFor(Source source) {
        assertThat(json.isObject()).isTrue();
        json.fieldNames().forEachRemaining(key -> assertThat(KEYS.get(source)).contains(key));
        assertThat(json.get("statusCode").isInt()).isTrue();
        assertThat(status()).isBetween(100, 599);
        assertThat(json.get("body").isTextual()).isTrue();
        assertThat(json.get("isBase64Encoded").isBoolean()).isTrue();
        assertThat(body()).isNotNull();
        json.path("headers").forEach(value -> assertThat(value.isTextual()).isTrue());
        json.path("cookies").forEach(value -> assertThat(value.isTextual()).isTrue());
        json.path("multiValueHeaders").forEach(Answer::isListOfText);
        if (source == Source.ALB) {
            isLegalForAlb();
        } else {
            assertThat(json.get("headers").isObject()).isTrue();
        }
        return this;
    }

    private void isLegalForAlb() {
        assertThat(json.get("statusDescription").textValue()).matches(status() + " \\S.*");
        assertThat(json.has("headers")).isNotEqualTo(json.has("multiValueHeaders"));
    }

    private static void isListOfText(JsonNode list) {
        assertThat(list.isArray()).isTrue();
        list.forEach(value -> assertThat(value.isTextual()).isTrue());
    }
}
