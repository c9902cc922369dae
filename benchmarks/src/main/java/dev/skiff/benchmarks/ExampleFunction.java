package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.FunctionDefinition;
import dev.skiff.testing.FakeCognitoEvent;
import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function of an example with the event that it is started by.
 *
 * @param source what calls it, for the reader of the table
 * @param zip what is deployed of it
 * @param layer what it needs beside that
 * @param event JSON
 * @param answer what its answer must hold: a broken function must not look fast
 * @param api what it calls
 */
record ExampleFunction(
        String handler, String source, Path zip, Optional<Path> layer, String event, String answer, String api) {
    private static final Path EXAMPLES = Path.of("examples");
    private static final int MEMORY = 512;

    /** Those whose starts tell something, the smallest first. */
    static List<ExampleFunction> all() {
        return List.of(
                of("hello", "HelloFunction", "HTTP API", httpApi("/users/42", "GET /users/{id}"), "User 42", "none"),
                of("storefront", "Storefront", "Function URL", behindCloudFront(), "quick to start", "none"),
                of("accounts", "SignUp", "Cognito", signUp(), "\"autoConfirmUser\":false", "none"),
                of("uploads", "Import", "S3", upload(), "", "S3 and SNS, by the SDK"),
                orders());
    }

    /** The one of which all ways to start are measured. */
    static ExampleFunction orders() {
        ExampleFunction api = of(
                "orders",
                "OrdersApi",
                "HTTP API",
                httpApi("/orders/" + StubServices.ORDER, "GET /orders/{id}"),
                StubServices.ORDER,
                "a parameter; DynamoDB, by the SDK");
        return new ExampleFunction(
                api.handler,
                api.source,
                api.zip,
                Optional.of(EXAMPLES.resolve("orders/target/layer.zip")),
                api.event,
                api.answer,
                api.api);
    }

    FunctionDefinition.Builder definition(JavaHome java, StubServices services) {
        FunctionDefinition.Builder definition = FunctionDefinition.builder(name(), handler, zip)
                .memorySize(MEMORY)
                .timeout(Duration.ofSeconds(30))
                .javaHome(java.home())
                .environment(variables(services));
        layer.ifPresent(definition::layer);
        return definition;
    }

    String name() {
        return handler.substring(handler.lastIndexOf('.') + 1);
    }

    private static ExampleFunction of(
            String example, String name, String source, byte[] event, String answer, String calls) {
        return new ExampleFunction(
                "dev.skiff.examples." + example + "." + name,
                source,
                EXAMPLES.resolve(example).resolve("target").resolve(example + ".zip"),
                Optional.empty(),
                new String(event, UTF_8),
                answer,
                calls);
    }

    /** What the templates say, as far as it is needed. */
    private static Map<String, String> variables(StubServices services) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", services.url());
        variables.put("ORDERS_TABLE_PARAMETER", "/orders/table");
        variables.put("TOTALS_TABLE_PARAMETER", "/orders/totals");
        variables.put("RECEIPTS_PARAMETER", "/orders/receipts");
        variables.put("SIGNING_KEY", "orders/key");
        variables.put("PLACED_QUEUE_URL", services.url() + "/123456789012/placed");
        variables.put("ACCEPTED_QUEUE_URL", services.url() + "/123456789012/accepted.fifo");
        variables.put("TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:imported");
        variables.put("OWN_DOMAIN", "ours.example");
        variables.put("BLOCKED_DOMAINS", "mailinator.com");
        return variables;
    }

    private static byte[] httpApi(String path, String route) {
        HttpDeployment deployment = HttpDeployment.of(HttpSource.HTTP_API_2_0)
                .withRoute(route)
                .withJwt(Map.of("sub", "ada", "iss", "https://issuer.example"), List.of());
        return HttpSource.HTTP_API_2_0.event(HttpCall.get(path), deployment);
    }

    private static byte[] behindCloudFront() {
        HttpDeployment deployment =
                HttpDeployment.of(HttpSource.FUNCTION_URL).withIam(Map.of("accessKey", "CloudFront"));
        return HttpSource.FUNCTION_URL.event(HttpCall.get("/"), deployment);
    }

    private static byte[] signUp() {
        return FakeCognitoEvent.preSignUp()
                .withUserAttribute("email", "ada@customer.example")
                .toBytes();
    }

    private static byte[] upload() {
        return FakeS3Event.created("incoming/stock.csv").toBytes();
    }
}
