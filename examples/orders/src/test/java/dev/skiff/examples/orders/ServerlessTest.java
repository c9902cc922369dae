package dev.skiff.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** serverless.yml describes the service of template.yaml: whoever changes one of the two changes the other. */
class ServerlessTest {
    private final Tree sam = Tree.read("template.yaml");
    private final Tree serverless = Tree.read("serverless.yml");

    private final Tree globals = sam.at("Globals", "Function");
    private final Tree provider = serverless.at("provider");

    @Test
    void its_functions_are_those_of_the_template() {
        assertThat(serverless.at("functions").fields().keySet())
                .isEqualTo(functions().keySet());
        forEachFunction((properties, function) -> {
            assertThat(function.at("handler")).isEqualTo(properties.at("Handler"));
            assertThat(function.at("description")).isEqualTo(properties.at("Description"));
            assertThat(function.at("environment")).isEqualTo(properties.at("Environment", "Variables"));
            assertThat(function.at("snapStart").equals(new Tree("true")))
                    .isEqualTo(properties.fields().containsKey("SnapStart"));
        });
    }

    @Test
    void what_functions_have_in_common_is_the_same() {
        assertThat(provider.at("runtime")).isEqualTo(globals.at("Runtime"));
        assertThat(provider.at("architecture"))
                .isEqualTo(globals.at("Architectures").only());
        assertThat(provider.at("memorySize")).isEqualTo(globals.at("MemorySize"));
        assertThat(provider.at("timeout")).isEqualTo(globals.at("Timeout"));
        assertThat(provider.at("environment")).isEqualTo(globals.at("Environment", "Variables"));
        assertThat(serverless.at("package", "artifact")).isEqualTo(globals.at("CodeUri"));
        for (String function : functions().keySet()) {
            assertThat(extension(function).at("LoggingConfig")).as(function).isEqualTo(globals.at("LoggingConfig"));
        }
    }

    @Test
    void its_layer_is_that_of_the_template() {
        Tree properties = sam.at("Resources", "AwsSdk", "Properties");
        Tree layer = serverless.at("layers", "AwsSdk");

        assertThat(layer.at("package", "artifact")).isEqualTo(properties.at("ContentUri"));
        assertThat(layer.at("compatibleRuntimes")).isEqualTo(properties.at("CompatibleRuntimes"));
        assertThat(layer.at("compatibleArchitectures")).isEqualTo(properties.at("CompatibleArchitectures"));
    }

    @Test
    void the_same_routes_ask_for_the_same_token() {
        forEachFunction((properties, function) -> assertThat(events(function, "httpApi")
                        .map(route -> route(route.at("method"), route.at("path"), route.at("authorizer", "name"))))
                .containsExactlyInAnyOrderElementsOf(samEvents(properties, "HttpApi")
                        .map(route -> route(route.at("Method"), route.at("Path"), authorizer(route)))
                        .toList()));
    }

    /** Those who name none have the API's. */
    private static Tree authorizer(Tree route) {
        boolean open = route.at("Auth", "Authorizer").equals(new Tree("NONE"));
        return open ? new Tree(Map.of()) : new Tree("customers");
    }

    private static List<Tree> route(Tree... parts) {
        return List.of(parts);
    }

    @Test
    void pages_of_the_same_origins_may_call_it() {
        Tree expected = sam.at("Resources", "Api", "Properties", "CorsConfiguration");
        Tree cors = provider.at("httpApi", "cors");

        assertThat(cors.at("allowedMethods")).isEqualTo(expected.at("AllowMethods"));
        assertThat(cors.at("allowedHeaders")).isEqualTo(expected.at("AllowHeaders"));
        assertThat(cors.at("exposedResponseHeaders")).isEqualTo(expected.at("ExposeHeaders"));
        assertThat(cors.at("maxAge")).isEqualTo(expected.at("MaxAge"));
        assertThat(serverless.at("params", "default", "allowedOrigin"))
                .isEqualTo(sam.at("Parameters", "AllowedOrigin", "Default"));
    }

    @Test
    void the_same_queues_are_polled_in_the_same_way() {
        forEachFunction((properties, function) -> assertThat(events(function, "sqs")
                        .map(event -> List.of(
                                event.at("arn"),
                                event.at("batchSize"),
                                event.at("maximumBatchingWindow"),
                                event.at("functionResponseType"),
                                event.at("maximumConcurrency"))))
                .containsExactlyElementsOf(samEvents(properties, "SQS")
                        .map(event -> List.of(
                                event.at("Queue"),
                                event.at("BatchSize"),
                                event.at("MaximumBatchingWindowInSeconds"),
                                event.at("FunctionResponseTypes").only(),
                                event.at("ScalingConfig", "MaximumConcurrency")))
                        .toList()));
    }

    @Test
    void the_same_stream_is_read_in_the_same_way() {
        forEachFunction((properties, function) -> assertThat(events(function, "stream")
                        .map(event -> List.of(
                                event.at("arn"),
                                event.at("startingPosition"),
                                event.at("batchSize"),
                                event.at("maximumRetryAttempts"),
                                event.at("bisectBatchOnFunctionError"),
                                event.at("functionResponseType"),
                                event.at("destinations", "onFailure", "arn"))))
                .containsExactlyElementsOf(samEvents(properties, "DynamoDB")
                        .map(event -> List.of(
                                event.at("Stream"),
                                event.at("StartingPosition"),
                                event.at("BatchSize"),
                                event.at("MaximumRetryAttempts"),
                                event.at("BisectBatchOnFunctionError"),
                                event.at("FunctionResponseTypes").only(),
                                event.at("DestinationConfig", "OnFailure", "Destination")))
                        .toList()));
    }

    @Test
    void the_same_function_is_called_every_morning_and_its_failures_are_kept() {
        forEachFunction((properties, function) -> assertThat(events(function, "schedule"))
                .containsExactlyElementsOf(samEvents(properties, "Schedule")
                        .map(event -> event.at("Schedule"))
                        .toList()));
        functions().forEach((name, properties) -> assertThat(extension(name).at("DeadLetterConfig", "TargetArn"))
                .as(name)
                .isEqualTo(properties.at("DeadLetterQueue", "TargetArn")));
    }

    @Test
    void queues_tables_parameters_and_alarms_are_the_same_to_the_letter() {
        assertThat(sam.at("Resources").fields()).hasSizeGreaterThan(20).allSatisfy((name, resource) -> {
            if (!resource.at("Type").toString().startsWith("AWS::Serverless::")) {
                assertThat(serverless.at("resources", "Resources", name)).isEqualTo(resource);
            }
        });
    }

    @Test
    void each_function_has_the_rights_of_the_template_and_beyond_them_what_sam_adds_by_itself() {
        functions().forEach((name, properties) -> {
            List<Tree> expected =
                    properties.at("Policies").only().at("Statement").items();
            List<Tree> statements = serverless
                    .at("resources", "Resources", name + "Role", "Properties", "Policies")
                    .only()
                    .at("PolicyDocument", "Statement")
                    .items();

            assertThat(serverless.at("functions", name, "role")).isEqualTo(new Tree(name + "Role"));
            assertThat(statements).as(name).isNotEmpty().containsAll(expected);
            assertThat(statements.stream()
                            .filter(statement -> !expected.contains(statement))
                            .map(statement -> statement.at("Sid").toString()))
                    .as(name)
                    .isSubsetOf("Queue", "Stream", "Failures");
        });
    }

    private void forEachFunction(BiConsumer<Tree, Tree> check) {
        functions().forEach((name, properties) -> check.accept(properties, serverless.at("functions", name)));
    }

    /** Their properties in the template, by their names. */
    private Map<String, Tree> functions() {
        Map<String, Tree> functions = sam.at("Resources").fields();
        functions.values().removeIf(resource -> !resource.at("Type").equals(new Tree("AWS::Serverless::Function")));
        functions.replaceAll((name, resource) -> resource.at("Properties"));
        return functions;
    }

    private Tree extension(String function) {
        return serverless.at("resources", "extensions", function + "LambdaFunction", "Properties");
    }

    private static Stream<Tree> events(Tree function, String type) {
        return function.at("events").items().stream()
                .filter(event -> event.fields().containsKey(type))
                .map(event -> event.at(type));
    }

    private static Stream<Tree> samEvents(Tree properties, String type) {
        return properties.at("Events").fields().values().stream()
                .filter(event -> event.at("Type").equals(new Tree(type)))
                .map(event -> event.at("Properties"));
    }
}
