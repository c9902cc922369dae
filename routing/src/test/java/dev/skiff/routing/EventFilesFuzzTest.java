package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.core.EventException;
import dev.skiff.testing.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Broken events of all sources: the function answers below 500 in its source's form, or fails with an {@link EventException}, and with nothing else. For a longer
 * run set the system property {@code fuzz.mutations}.
 */
class EventFilesFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 25);
    private static final Input<List<Integer>> KEYS = Input.query("k").asInt().list();
    private static final Input<Optional<String>> ACCEPTED =
            Input.header("accept").optional();
    private static final Input<Optional<BigDecimal>> AMOUNT =
            Input.cookie("a").asDecimal().optional();
    private static final List<String> EVENTS = Stream.of("rest", "http-1", "http-2", "url", "alb", "other")
            .flatMap(folder -> Events.in(folder).stream())
            .toList();
    private static final String[] TEXTS = {
        "",
        "/",
        "//",
        "%",
        "%zz",
        "%C3",
        "a%2Fb",
        "\0",
        "\ud83c",
        "\udf55x",
        "a\r\nX: y",
        "{",
        "\"",
        "\\",
        "x".repeat(5000),
        "GET",
        "1.0",
        "2.0",
        "$default",
        "prod",
        "REQUEST",
        "true",
        "perhaps",
        "a=b=c&&=&%",
        "/prod/prod",
        "=;=; a",
        "\u2028",
        "🍕",
        "application/json",
        "gzip, *",
        "-1",
        "text/plain; charset=",
        "x.lambda-url.y.on.aws",
        "..",
        "{proxy+}",
        "/{proxy+}",
        "+}",
        "{+}"
    };

    private final AtomicReference<Source> source = new AtomicReference<>();
    private final HttpFunction function = new Events.Function(this::seen);
    private final Router router = Router.builder()
            .basePath("/base", "/a")
            .basePathFromResource()
            .get("/users/{id}", request -> Response.json(List.of(request.path("id"), told(request))))
            .any("/a/{x}/{rest+}", request -> Response.text(request.path("x") + request.path("rest") + told(request)))
            .post("/users", List.class, (request, body) -> Response.json(body))
            .any("/{path+}", request -> Response.text(told(request))
                    .plusCookie(Cookie.of("a", "b"))
                    .plusCookie(Cookie.of("c", "d")))
            .build();

    private Response seen(Request request) {
        source.set(request.source());
        return router.handle(request);
    }

    /** Everything there is to ask a request for; what the client got wrong may be thrown. */
    private static String told(Request request) {
        StringBuilder told = new StringBuilder(request.path())
                .append(request.query().asMap())
                .append(request.headers().asMap())
                .append(request.headers().elements("accept"))
                .append(request.cookies().asMap())
                .append(request.authorizer().kind())
                .append(request.authorizer().claims())
                .append(request.authorizer().scopes())
                .append(request.authorizer().claimList("sub"))
                .append(request.sourceIp())
                .append(request.stage())
                .append(request.stageVariables())
                .append(request.requestId())
                .append(request.url("/x"))
                .append(request.basePath())
                .append(request.body().length());
        if (request.query("text").isPresent() || request.method().equals("PUT")) {
            told.append(request.body().text());
        }
        if (request.method().equals("POST")) {
            told.append(request.inputs(KEYS, ACCEPTED, AMOUNT).get(KEYS));
        }
        return told.toString();
    }

    private void run(byte[] event) {
        source.set(null);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event), output, FakeContext.create());
        } catch (EventException refused) {
            assertThat(output.size()).isZero();
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(2000);
            return;
        } catch (Throwable other) {
            throw new AssertionError("Only events may be refused; this was " + text(event), other);
        }
        Source from = source.get();
        assertThat(from).isNotNull();
        if (from != null) {
            assertThat(Answer.of(output.toByteArray()).isLegalFor(from).status())
                    .as(text(event))
                    .isLessThan(500);
        }
    }

    private static String text(byte[] event) {
        String text = new String(event, UTF_8);
        return text.length() > 3000 ? text.substring(0, 3000) : text;
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void bytes_may_be_anything(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] event = Events.bytes(EVENTS.get(random.nextInt(EVENTS.size())));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                event = broken(event, random);
            }
            run(event);
        }
    }

    private static byte[] broken(byte[] event, Random random) {
        if (event.length == 0) {
            return event;
        }
        byte[] copy = event.clone();
        int at = random.nextInt(copy.length);
        switch (random.nextInt(5)) {
            case 0 -> copy[at] = (byte) random.nextInt(256);
            case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> copy = Arrays.copyOf(copy, at);
            case 3 -> {
                int from = random.nextInt(copy.length);
                int length = Math.min(random.nextInt(40), copy.length - Math.max(at, from));
                System.arraycopy(event, from, copy, at, length);
            }
            default -> copy[at] = (byte) "{}[]\",:\\0-.eE%&;".charAt(random.nextInt(16));
        }
        return copy;
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void fields_may_be_anything(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode event = Events.tree(Events.bytes(EVENTS.get(random.nextInt(EVENTS.size()))));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                change((ObjectNode) event, random);
            }
            byte[] bytes = written(event, random);
            run(bytes);
        }
    }

    /** As text with what no tree can hold: names twice, numbers without end, half surrogates as escapes, nesting without end. */
    private static byte[] written(JsonNode event, Random random) {
        String text = event.toString();
        return (switch (random.nextInt(12)) {
                    case 0 -> first(text, ",", ",\"headers\":" + value(random) + ",\"headers\":{\"a\":\"b\"},");
                    case 1 ->
                        first(text, "\"timeEpoch\":\\d+", "\"timeEpoch\":" + "9".repeat(random.nextInt(2000)) + "1");
                    case 2 -> first(text, ":null", ":1e" + "9".repeat(1 + random.nextInt(12)));
                    case 3 ->
                        first(text, ":null", ":" + "[".repeat(random.nextInt(400)) + "]".repeat(random.nextInt(400)));
                    case 4 -> text.replace("users", "\\ud83cus\\udf55");
                    case 5 ->
                        first(
                                text,
                                "\"authorizer\":\\{",
                                "\"authorizer\":{\"x\":-1.5e-" + "9".repeat(1 + random.nextInt(12)) + ",");
                    case 6 -> first(text, "\\{", "{\"requestContext\":" + value(random) + ",");
                    case 7 -> first(text, "\\{", "{\"" + "n".repeat(random.nextInt(100_000)) + "\":1,");
                    default -> text;
                })
                .getBytes(UTF_8);
    }

    private static String first(String text, String pattern, String replacement) {
        return text.replaceFirst(pattern, Matcher.quoteReplacement(replacement));
    }

    private static void change(ObjectNode event, Random random) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(event, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            object.set(TEXTS[random.nextInt(TEXTS.length)], value(random));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(TEXTS[random.nextInt(TEXTS.length)], value(random));
            case 2 -> object.set(name, object.get(names.get(random.nextInt(names.size()))));
            default -> object.set(name, value(random));
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (objects.size() < 1000) {
            node.forEach(child -> collect(child, objects));
        }
    }

    private static JsonNode value(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.numberNode(random.nextDouble() * 1e300);
            case 3 -> nodes.booleanNode(random.nextBoolean());
            case 4 -> nodes.objectNode().set(TEXTS[random.nextInt(TEXTS.length)], value(random));
            case 5 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(random));
                }
                yield array;
            }
            default -> nodes.textNode(TEXTS[random.nextInt(TEXTS.length)]);
        };
    }
}
