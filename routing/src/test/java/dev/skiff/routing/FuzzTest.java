package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skiff.core.EventException;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events that were damaged are refused with an {@link EventException}, or answered below 500; nothing else comes out. */
@Tag("long")
class FuzzTest {
    private static final int DAMAGED_EVENTS = 60_000;
    private static final Set<String> KEYS = Set.of(
            "statusCode", "statusDescription", "headers", "multiValueHeaders", "cookies", "body", "isBase64Encoded");
    private static final List<String> SPLINTERS = List.of(
            "null",
            "{}",
            "[]",
            "\"\"",
            "-1",
            "1e999",
            "1e99999999999",
            "true",
            "\"\\ud800\"",
            "[[[",
            "\"%zz\"",
            "\"/\"",
            "\"2.0\"",
            "\"REQUEST\"",
            "123456789012345678901234567890",
            "\"\\u0000\"",
            "{\"a\":{\"b\":[1,null,{}]}}");

    private final ObjectMapper jackson = new ObjectMapper();
    private final Random random = new Random(20261123);
    private final HttpFunction function = new HttpFunction(router()) {};

    @Test
    void a_damaged_event_is_refused_or_answered() throws IOException {
        List<byte[]> events = events();
        int answered = 0;
        for (int i = 0; i < DAMAGED_EVENTS; i++) {
            byte[] event = damaged(events.get(random.nextInt(events.size())));
            answered += isAnswered(event) ? 1 : 0;
        }

        assertThat(answered).as("both must happen").isBetween(DAMAGED_EVENTS / 100, DAMAGED_EVENTS * 99 / 100);
    }

    private boolean isAnswered(byte[] event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event), output, FakeContext.create());
        } catch (EventException refused) {
            return false;
        }
        JsonNode answer = jackson.readTree(output.toByteArray());
        assertThat(answer.get("statusCode").asInt())
                .as(new String(event, UTF_8))
                .isBetween(200, 499);
        assertThat(answer.get("body").isTextual()).isTrue();
        assertThat(answer.get("isBase64Encoded").isBoolean()).isTrue();
        answer.fieldNames().forEachRemaining(key -> assertThat(KEYS).contains(key));
        return true;
    }

    private byte[] damaged(byte[] event) {
        byte[] damaged = event.clone();
        for (int blow = random.nextInt(3); blow >= 0 && damaged.length > 2; blow--) {
            int place = random.nextInt(damaged.length);
            switch (random.nextInt(8)) {
                case 0 -> damaged[place] = (byte) random.nextInt(256);
                case 1 -> damaged = Arrays.copyOf(damaged, place);
                default ->
                    damaged =
                            withSplinter(new String(damaged, ISO_8859_1), place).getBytes(ISO_8859_1);
            }
        }
        return damaged;
    }

    /** In place of the next value. */
    private String withSplinter(String event, int place) {
        int colon = event.indexOf(':', place);
        if (colon < 0) {
            return event;
        }
        int end = colon + 1;
        while (end < event.length() && ",}]".indexOf(event.charAt(end)) < 0) {
            end++;
        }
        return event.substring(0, colon + 1) + SPLINTERS.get(random.nextInt(SPLINTERS.size())) + event.substring(end);
    }

    private static List<byte[]> events() {
        HttpCall call = HttpCall.post("/form/a%20b?k=1&k=2&u=https%3A%2F%2Fh&e=")
                .plusHeader("Accept-Encoding", "gzip")
                .plusHeader("Origin", "https://app.example")
                .plusHeader("X-Request-Id", "abc")
                .withCookie("a", "1")
                .withForm(Map.of("name", "Zoë", "city", "x y"));
        List<byte[]> events = new ArrayList<>();
        for (HttpSource source : HttpSource.values()) {
            HttpDeployment deployment = HttpDeployment.of(source);
            events.add(source.event(call, deployment));
            events.add(source.event(HttpCall.get("/a/b%20c?x=y"), deployment));
            events.add(source.event(HttpCall.post("/json").withJson("{\"a\":[1,2]}"), deployment));
            events.add(source.event(
                    HttpCall.get("/who"),
                    deployment
                            .withJwt(Map.of("sub", "ada", "scope", "a b"), List.of("a"))
                            .withStageVariables(Map.of("v", "1"))));
        }
        return events;
    }

    private static Router router() {
        return Router.builder()
                .filter(Cors.allowing("https://app.example"))
                .filter(RequestIds.echo())
                .filter(Compression.above(10))
                .filter(ETags.create())
                .basePath("/base")
                .basePathFromResource()
                .post(
                        "/form/{x}",
                        request -> Response.text(request.body().form().asMap().toString()))
                .post("/json", Map.class, (request, map) -> Response.json(map))
                .any("/{path+}", request -> Response.json(everything(request)))
                .build();
    }

    private static List<Object> everything(Request request) {
        return List.of(
                request.method(),
                request.path(),
                request.rawPath(),
                request.path("path"),
                request.query().asMap(),
                request.headers().asMap(),
                request.cookies().asMap(),
                request.sourceIp(),
                request.stage(),
                request.stageVariables(),
                request.requestId(),
                request.authorizer().claims(),
                request.authorizer().scopes(),
                request.url("/x"),
                request.body().text());
    }
}
