package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events as plain maps, and the deployment whose clock and ids stand still. */
final class Events {
    static final String REQUEST_ID = "6f0c1f7e-3d8a-4b1c-9d2e-5a7b8c9d0e1f";
    static final String SHORT_REQUEST_ID = "MzYxMGZiZjItNzQ=";
    static final String TRACE_ID = "Root=1-6a514498-5f84c7a11c3d2e4b6a7988f0";

    /** A path with a blank, repeats, an address and both kinds of plus in the query, a header sent twice, two cookies. */
    static final HttpCall CALL = HttpCall.post("/a/b%20c?k=1&k=2&u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=")
            .plusHeader("User-Agent", "curl/8.5.0")
            .plusHeader("X-Twice", "first")
            .plusHeader("X-Twice", "second")
            .withCookie("a", "1")
            .withCookie("b", "2")
            .withJson("{\"name\":\"Zoë\"}");

    private Events() {}

    static HttpDeployment still(HttpSource source) {
        boolean brief = source == HttpSource.HTTP_API_1_0 || source == HttpSource.HTTP_API_2_0;
        return HttpDeployment.of(source)
                .withStage("prod")
                .withClock(InstantSource.fixed(Instant.parse("2026-07-10T19:19:04.123Z")))
                .withRequestIds(() -> brief ? SHORT_REQUEST_ID : REQUEST_ID)
                .withTraceIds(() -> TRACE_ID);
    }

    static Map<String, Object> event(HttpCall call, HttpDeployment deployment) {
        return read(deployment.source().event(call, deployment));
    }

    static Map<String, Object> event(HttpCall call, HttpSource source) {
        return event(call, still(source));
    }

    static Map<String, Object> read(byte[] json) {
        try {
            return JSON.std.mapFrom(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static Map<String, Object> file(String name) {
        try (InputStream file = Objects.requireNonNull(Events.class.getResourceAsStream("/events/" + name), name)) {
            return JSON.std.mapFrom(file);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** The value under these keys; fails if one of them is absent, so that null can be told from missing. */
    static @Nullable Object at(Map<String, Object> event, String... keys) {
        Object value = event;
        for (String key : keys) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
                throw new AssertionError("no key '" + key + "' in " + value);
            }
            value = map.get(key);
        }
        return value;
    }

    /** The same as text, to look for what must not be in it. */
    static String text(Map<String, Object> event, String... keys) {
        return String.valueOf(at(event, keys));
    }

    /** JSON with single quotes, so that tests stay readable. */
    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    /** An answer that begins like this and has a body that fills it up to this many bytes. */
    static byte[] sized(String start, int bytes) {
        String body = start + ",\"body\":\"";
        return (body + "x".repeat(bytes - body.length() - 2) + "\"}").getBytes(UTF_8);
    }
}
