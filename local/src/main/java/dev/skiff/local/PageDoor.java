package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.testing.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page about a running template, and the JSON that it is made of; {@link OwnPaths} keeps other sites away from it. */
final class PageDoor implements FrontServer.Door, AutoCloseable {
    static final String PATH = "/_skiff";

    private static final Map<String, String> FILES = Map.of(
            "",
            "index.html",
            "/",
            "index.html",
            "/page.css",
            "page.css",
            "/page.js",
            "page.js",
            "/icon.svg",
            "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Nothing but the page's own files runs in it, and nobody else's page frames it. */
    private static final List<Map.Entry<String, String>> SAFETY = List.of(
            Map.entry(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            Map.entry("X-Content-Type-Options", "nosniff"),
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("Cross-Origin-Resource-Policy", "same-origin"),
            Map.entry("Cache-Control", "no-store"));

    private final PageState state;
    private final RecentCalls calls;
    private final PageActions actions;

    PageDoor(PageState state, RecentCalls calls, PageActions actions) {
        this.state = state;
        this.calls = calls;
        this.actions = actions;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String path = call.rawPath().substring(PATH.length());
        if (path.startsWith("/api/")) {
            return api(call, path.substring("/api/".length()));
        }
        String file = FILES.get(path);
        return file == null ? missing() : file(file);
    }

    @Override
    public void close() {
        actions.close();
    }

    private HttpReply api(HttpCall call, String path) {
        try {
            if (!call.method().equals("POST")) {
                return json(200, read(path, call));
            }
            return isJson(call)
                    ? json(202, act(path, JSON.std.mapFrom(call.body())))
                    : json(415, Map.of("message", "Content-Type must be application/json"));
        } catch (NoSuch missing) {
            return missing();
        } catch (LocalException refused) {
            return json(400, Map.of("message", String.valueOf(refused.getMessage())));
        } catch (IOException malformed) {
            return json(400, Map.of("message", "the body is no JSON object"));
        }
    }

    /** What no form of another site can send. */
    private static boolean isJson(HttpCall call) {
        String type = call.header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
    }

    private Map<String, @Nullable Object> read(String path, HttpCall call) {
        if (path.equals("state")) {
            return state.now();
        }
        if (path.equals("calls")) {
            return calls.since(number(query(call, "since", "0")));
        }
        if (path.startsWith("calls/")) {
            long number = number(path.substring("calls/".length()));
            return calls.find(number, RecentCall::detail).orElseThrow(NoSuch::new);
        }
        if (path.equals("sample")) {
            return copy(actions.sample(query(call, "function", ""), query(call, "source", "")));
        }
        throw new NoSuch();
    }

    private Map<String, @Nullable Object> act(String path, Map<String, Object> body) {
        return switch (path) {
            case "invoke" -> copy(Map.of("requestId", actions.invoke(text(body, "function"), text(body, "event"))));
            case "replay" -> copy(Map.of("requestId", actions.replay(number(text(body, "call")))));
            case "redrive" -> {
                actions.redrive(text(body, "queue"));
                yield copy(Map.of());
            }
            case "fire" -> {
                actions.fire(text(body, "function"), text(body, "schedule"));
                yield copy(Map.of());
            }
            default -> throw new NoSuch();
        };
    }

    private static Map<String, @Nullable Object> copy(Map<String, ? extends Object> map) {
        return new LinkedHashMap<>(map);
    }

    private static String text(Map<String, Object> body, String name) {
        Object value = body.get(name);
        if (value == null || value instanceof Map || value instanceof List) {
            throw new LocalException("the body has no text " + name);
        }
        return value.toString();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw new LocalException(text + " is no number", malformed);
        }
    }

    private static String query(HttpCall call, String name, String otherwise) {
        for (String pair : Objects.requireNonNullElse(call.rawQuery(), "").split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        return otherwise;
    }

    private static HttpReply missing() {
        return json(404, Map.of("message", "Not Found"));
    }

    private static HttpReply json(int status, Map<String, ? extends @Nullable Object> value) {
        try {
            return reply(status, "application/json", JSON.std.asBytes(value));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static HttpReply file(String name) {
        try (InputStream in = Objects.requireNonNull(PageDoor.class.getResourceAsStream("page/" + name), name)) {
            String type = Objects.requireNonNull(TYPES.get(name.substring(name.indexOf('.') + 1)));
            return reply(200, type, in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HttpReply reply(int status, String type, byte[] body) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(SAFETY);
        headers.add(Map.entry("Content-Type", type));
        return HttpReply.of(status, headers, body);
    }

    private static final class NoSuch extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
