package dev.skiff.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.batch.SqsFunction;
import dev.skiff.core.LambdaFunction;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import io.avaje.json.JsonReader;
import io.avaje.jsonb.Jsonb;
import io.avaje.sigma.Sigma;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.jspecify.annotations.NullMarked;

/**
 * A function with the call that it is measured with: one row of the table.
 *
 * @param what it is made of, for the reader of the table
 * @param kind of call, by which rows are compared
 * @param variables of its environment, beside Lambda's own
 * @param options of its JVM, beside those of the managed runtime
 */
record ColdFunction(
        String name,
        String what,
        Kind kind,
        Path taskRoot,
        String handler,
        Map<String, String> variables,
        List<String> options) {
    private static final String FUNCTIONS = "dev.skiff.benchmarks.functions.";
    private static final String EXAMPLE = "dev.skiff.examples.hello.HelloFunction";

    /** The calls, and what everyone who takes one answers. */
    enum Kind {
        GET("GET /users/{id}", HttpCall.get("/users/42"), Answers::user42),
        POST(
                "POST /users",
                HttpCall.post("/users").withJson("{\"name\":\"Ada\",\"email\":\"ada@example.com\"}"),
                Answers::newAda),
        TEXT("GET /hello", HttpCall.get("/hello"), Answers::helloWorld),
        TABLE("GET /table", HttpCall.get("/table"), Answers::nanos),
        SECRET("GET /secret", HttpCall.get("/secret"), Answers::secret),
        /** No call of HTTP: ten messages of a queue. */
        SQS("10 messages", HttpCall.get("/"), answer -> {}) {
            @Override
            byte[] event() {
                return Messages.event();
            }

            @Override
            void check(byte[] answer) {
                Messages.check(answer);
            }
        };

        private final String route;

        @SuppressWarnings("ImmutableEnumChecker") // a value
        private final HttpCall call;

        @SuppressWarnings("ImmutableEnumChecker") // a static method
        private final Answers check;

        Kind(String route, HttpCall call, Answers check) {
            this.route = route;
            this.call = call.withHeader("Accept", "*/*").withHeader("User-Agent", "curl/8.5.0");
            this.check = check;
        }

        String route() {
            return route;
        }

        /** As an HTTP API sends it, payload format 2.0. */
        byte[] event() {
            HttpDeployment deployment =
                    HttpDeployment.of(HttpSource.HTTP_API_2_0).withRoute(route);
            return HttpSource.HTTP_API_2_0.event(call, deployment);
        }

        /** What stands in the answer's body. */
        String text(byte[] answer) {
            return HttpSource.HTTP_API_2_0.answer(answer, call).text();
        }

        /** Throws unless the answer is what was asked for: a broken function must not look fast. */
        void check(byte[] answer) {
            check.check(HttpSource.HTTP_API_2_0.answer(answer, call));
        }
    }

    ColdFunction(String name, String what, Kind kind, Path taskRoot, String handler) {
        this(name, what, kind, taskRoot, handler, Map.of(), List.of());
    }

    ColdFunction withVariables(Map<String, String> variables) {
        return new ColdFunction(name, what, kind, taskRoot, handler, Map.copyOf(variables), options);
    }

    ColdFunction withOptions(List<String> options) {
        return new ColdFunction(name, what, kind, taskRoot, handler, variables, List.copyOf(options));
    }

    static List<ColdFunction> all(TaskRoots roots, Path exampleZip) throws IOException {
        Path example = roots.unzipped("skiff", exampleZip);
        Path streaming =
                roots.staged("streaming", List.of(folder("streaming")), List.of(Context.class, JsonFactory.class));
        Path usual = roots.staged(
                "usual",
                List.of(folder("usual")),
                List.of(
                        Context.class,
                        APIGatewayV2HTTPEvent.class,
                        DateTime.class,
                        JsonFactory.class,
                        JsonProperty.class,
                        ObjectMapper.class));
        // Maven would add two annotation processors and a plugin, which nothing reads at run time
        Path sigma = roots.staged(
                "sigma",
                List.of(folder("sigma"), "dev/jsonb", "io/avaje", "META-INF/services"),
                List.of(Context.class, Sigma.class, Jsonb.class, JsonReader.class));
        Path batch = roots.staged(
                "batch",
                List.of(folder("batch")),
                List.of(
                        Context.class,
                        SqsFunction.class,
                        LambdaFunction.class,
                        JsonFactory.class,
                        JSON.class,
                        NullMarked.class));
        String skiff = "Skiff: examples/hello";
        String byHand = "streaming by hand, jackson-core";
        String pojos = "usual: POJO events, databind";
        String peer = "avaje-sigma, avaje-jsonb";
        return List.of(
                floor(roots),
                new ColdFunction("skiff-get", skiff, Kind.GET, example, EXAMPLE),
                new ColdFunction("skiff-post", skiff, Kind.POST, example, EXAMPLE),
                new ColdFunction("skiff-text", skiff, Kind.TEXT, example, EXAMPLE),
                of("streaming-get", byHand, Kind.GET, streaming, "streaming.StreamingFunction"),
                of("streaming-post", byHand, Kind.POST, streaming, "streaming.StreamingFunction"),
                of("usual-get", pojos, Kind.GET, usual, "usual.FindUserFunction"),
                of("usual-post", pojos, Kind.POST, usual, "usual.CreateUserFunction"),
                of("sigma-get", peer, Kind.GET, sigma, "sigma.SigmaFunction"),
                of("sigma-post", peer, Kind.POST, sigma, "sigma.SigmaFunction"),
                of("skiff-sqs", "Skiff: SqsFunction, typed", Kind.SQS, batch, "batch.OrdersFunction"),
                of("usual-sqs", pojos, Kind.SQS, usual, "usual.OrdersFunction"));
    }

    /** The example's GET alone. */
    static ColdFunction example(TaskRoots roots, Path exampleZip) throws IOException {
        return new ColdFunction(
                "skiff-get", "Skiff: examples/hello", Kind.GET, roots.unzipped("skiff", exampleZip), EXAMPLE);
    }

    /** What all others are compared with. */
    static ColdFunction floor(TaskRoots roots) throws IOException {
        Path root = roots.staged("floor", List.of(folder("floor")), List.of(Context.class));
        return of("floor", "floor: constant bytes", Kind.GET, root, "floor.FloorFunction");
    }

    /** What the archive is made with; nothing checks its answer. */
    static ColdFunction archive(TaskRoots roots) throws IOException {
        Path root = roots.staged("archive", List.of(folder("archive")), List.of(Context.class));
        return of("archive", "archive", Kind.GET, root, "archive.ArchiveFunction");
    }

    static ColdFunction of(String name, String what, Kind kind, Path root, String handler) {
        return new ColdFunction(name, what, kind, root, FUNCTIONS + handler);
    }

    /** Where this module has the classes of its functions. */
    static String folder(String name) {
        return (FUNCTIONS + name).replace('.', '/');
    }
}
