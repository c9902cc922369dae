package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.testing.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The event files, and what functions make of them: bytes in, bytes out, as Lambda does it. */
final class Events {
    static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    /** Any handler as a function. */
    static final class Function extends HttpFunction {
        Function(Handler handler) {
            super(handler);
        }

        Function(Handler handler, HttpOptions options) {
            super(handler, options);
        }
    }

    static byte[] bytes(String name) {
        try (InputStream file = Events.class.getResourceAsStream("/events/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no event " + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The event, to be changed. */
    static ObjectNode json(String name) {
        return (ObjectNode) tree(bytes(name));
    }

    /** Where the event is from: each source has a folder. */
    static Source source(String name) {
        return switch (name.substring(0, name.indexOf('/'))) {
            case "rest" -> Source.REST_API;
            case "http-1" -> Source.HTTP_API_1_0;
            case "http-2" -> Source.HTTP_API_2_0;
            case "url" -> Source.FUNCTION_URL;
            case "alb" -> Source.ALB;
            default -> throw new IllegalArgumentException(name + " is not from an HTTP source");
        };
    }

    /** The names of all events in a folder. */
    static List<String> in(String folder) {
        try (Stream<Path> files =
                Files.list(Path.of(Events.class.getResource("/events/" + folder).toURI()))) {
            return files.map(
                            file -> folder + "/" + file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static byte[] invoke(HttpFunction function, byte[] event) {
        return invoke(function, event, FakeContext.create());
    }

    static byte[] invoke(HttpFunction function, byte[] event, Context context) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event), output, context);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return output.toByteArray();
    }

    /** The function's answer to the event. */
    static Answer answer(Handler handler, byte[] event) {
        return Answer.of(invoke(new Function(handler), event));
    }

    static Answer answer(Handler handler, JsonNode event) {
        return answer(handler, event.toString().getBytes(UTF_8));
    }

    static Answer answer(Handler handler, String name) {
        return answer(handler, bytes(name));
    }

    /** The request that a handler is given for the event. */
    static Request request(byte[] event) {
        AtomicReference<Request> request = new AtomicReference<>();
        answer(
                received -> {
                    request.set(received);
                    return Response.noContent();
                },
                event);
        return Objects.requireNonNull(request.get(), "The handler was not called");
    }

    static Request request(JsonNode event) {
        return request(event.toString().getBytes(UTF_8));
    }

    static Request request(String name) {
        return request(bytes(name));
    }

    /** The request that a route of this router is given for the event. */
    static Request routed(Router.Builder router, byte[] event) {
        AtomicReference<Request> request = new AtomicReference<>();
        Router recording = router.any("/{path+}", received -> recorded(request, received))
                .any("/", received -> recorded(request, received))
                .build();
        answer(recording, event);
        return Objects.requireNonNull(request.get(), "The handler was not called");
    }

    static Request routed(Router.Builder router, String name) {
        return routed(router, bytes(name));
    }

    private static Response recorded(AtomicReference<Request> request, Request received) {
        request.set(received);
        return Response.noContent();
    }
}
