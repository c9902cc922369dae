package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.template.SamQueue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A template with queues: functions under the real Runtime Interface Client, the AWS SDK as the user's client. */
@Tag("long")
@Timeout(90)
class QueuesTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/queues.yaml");

    private final Functions.Log log = new Functions.Log();

    @Test
    void the_queues_of_a_template_call_its_functions() {
        try (RunningTemplate running = local().start()) {
            Queues queues = running.queues().orElseThrow();
            SqsClient sqs = client(running);
            String url = queues.client().url("arn:aws:sqs:us-east-1:123456789012:orders");

            for (String body : List.of("{'kind':'order','n':1}", "{'kind':'order','n':'poison'}", "{'kind':'other'}")) {
                sqs.sendMessage(request -> request.queueUrl(url).messageBody(body.replace('\'', '"')));
            }

            log.awaitLine("got {\"kind\":\"order\",\"n\":1}");
            Functions.await(
                    "the poison in the dead-letter queue",
                    () -> depth(queues, "orders-dead").visible() == 1);
            assertThat(log.lines.stream().filter(line -> line.contains("poison")))
                    .hasSize(2);
            assertThat(log.lines).noneMatch(line -> line.contains("other"));
            assertThat(log.lines).anyMatch(line -> line.endsWith("queue " + url));
            assertThat(depth(queues, "orders").visible()
                            + depth(queues, "orders").inFlight())
                    .isZero();
            assertThat(url).endsWith("/123456789012/orders");
            assertThat(URI.create(url).getHost()).isEqualTo("127.0.0.1");

            queues.redrive("arn:aws:sqs:us-east-1:123456789012:orders-dead");

            Functions.await(
                    "two deliveries more",
                    () -> log.lines.stream()
                                    .filter(line -> line.contains("poison"))
                                    .count()
                            == 4);
        }
    }

    @Test
    void the_start_screen_names_queues_and_their_urls() {
        try (RunningTemplate running = local().start()) {
            String screen = String.join("\n", new StartScreen(running).lines());

            assertThat(screen)
                    .contains("  SQS     orders\n", "Queues:\n  http://127.0.0.1:", "/123456789012/orders-dead");
            assertThat(screen)
                    .contains("  SQS     local-Unread.fifo  (disabled)")
                    .doesNotContain("run locally yet");
        }
    }

    @Test
    void a_given_endpoint_takes_the_place_of_the_server() {
        try (Sqs elsewhere = Sqs.start()) {
            String endpoint = elsewhere.client.url(elsewhere.queue("orders", Map.of("VisibilityTimeout", "60")));
            String server = endpoint.substring(0, endpoint.indexOf("/123456789012"));
            try (RunningTemplate running = local().queueEndpoint(server).start()) {
                elsewhere.send("arn:aws:sqs:us-east-1:123456789012:orders", List.of("{\"kind\":\"order\"}"));

                log.awaitLine("got {\"kind\":\"order\"}");
                assertThat(running.queues().orElseThrow().describe()).contains(server + "/123456789012/orders");
                assertThat(log.lines).anyMatch(line -> line.contains("endpoint " + server + " queue"));
            }
            assertThat(elsewhere.client.attributes("arn:aws:sqs:us-east-1:123456789012:orders"))
                    .containsEntry("VisibilityTimeout", "5");
        }
    }

    @Test
    void a_queue_of_another_stack_is_made_on_the_own_server(@TempDir Path directory) throws IOException {
        Path template = Files.writeString(
                directory.resolve("template.yaml"), """
                Resources:
                  Orders:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: dev.skiff.local.functions.QueueFunctions::orders
                      Runtime: java21
                      CodeUri: CLASSES
                      Timeout: 60
                      Events:
                        Foreign:
                          Type: SQS
                          Properties:
                            Queue: arn:aws:sqs:us-east-1:123456789012:foreign
                """.replace("CLASSES", Functions.TEST_CLASSES.toString()));
        try (RunningTemplate running = Local.template(template)
                .port(0)
                .log((function, line) -> log.lines.add(line))
                .start()) {
            Queues queues = running.queues().orElseThrow();

            queues.sender().send("arn:aws:sqs:us-east-1:123456789012:foreign", "hello", Map.of());

            log.awaitLine("got hello");
            assertThat(queues.describe()).hasSize(1).allMatch(url -> url.endsWith("/123456789012/foreign"));
        }
    }

    @Test
    void stopping_is_prompt_though_a_poll_is_under_way() {
        RunningTemplate running = local().start();
        long from = System.nanoTime();

        running.close();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void two_queues_of_one_name_are_refused_with_both_places() {
        List<SamQueue> queues = List.of(queue("A", "t.yaml:3:5"), queue("B", "t.yaml:9:5"));

        assertThatThrownBy(() -> Queues.open(
                        queues,
                        List.of(),
                        function -> {
                            throw new AssertionError();
                        },
                        new Endpoints(Map.of(), 0)))
                .isInstanceOf(LocalException.class)
                .hasMessage("two queues have the name same: A (t.yaml:3:5) and B (t.yaml:9:5)");
    }

    @Test
    void an_endpoint_that_is_no_url_is_refused() {
        assertThatThrownBy(() -> local().endpointUrl("localhost:4566"))
                .isInstanceOf(LocalException.class)
                .hasMessage("the endpoint 'localhost:4566' is no URL; expected something like http://127.0.0.1:4566");
    }

    @Test
    void a_queue_port_that_is_taken_is_told() throws IOException {
        try (Sqs other = Sqs.start()) {
            int port =
                    URI.create(other.client.url(other.queue("any", Map.of()))).getPort();
            assertThatThrownBy(() -> local().queuePort(port).start())
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("the queue server can't have the port " + port)
                    .hasMessageContaining("--queue-port");
        }
    }

    @Test
    void a_template_without_queues_loads_nothing_of_them() throws Exception {
        assertThat(loaded("templates/single.yaml"))
                .contains("dev.skiff.local.RunningTemplate")
                .noneMatch(name -> name.startsWith("org.elasticmq.")
                        || name.startsWith("org.apache.pekko.")
                        || name.startsWith("scala.")
                        || name.startsWith("software.amazon.awssdk."));
        assertThat(loaded("templates/queues.yaml")).contains("org.elasticmq.rest.sqs.SQSRestServer");
    }

    @Test
    void without_the_server_the_message_names_what_to_add() throws Exception {
        String classPath = String.join(
                java.io.File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).stream()
                        .filter(entry -> !entry.contains("elasticmq"))
                        .toList());
        Process command = command(classPath, "templates/queues.yaml").start();
        String output = new String(command.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(command.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains(
                        "skiff-local: the template has queues: add org.elasticmq:elasticmq-rest-sqs_2.13",
                        "--endpoint-url")
                .doesNotContain("\tat ");
    }

    @Test
    void a_command_with_nothing_but_queues_lives_on_and_its_screen_is_clean() throws Exception {
        List<String> options = Runtime.version().feature() < 24
                ? List.of()
                : List.of("--sun-misc-unsafe-memory-access=allow"); // as the script does
        Process command = command(
                        System.getProperty("java.class.path"), "templates/queues.yaml", options.toArray(String[]::new))
                .start();
        List<String> screen = new ArrayList<>();
        try (var lines = command.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                screen.add(line);
                if (line.contains("Ctrl-C stops all")) {
                    break;
                }
            }
            assertThat(command.waitFor(1, TimeUnit.SECONDS)).isFalse();
            assertThat(String.join("\n", screen))
                    .startsWith("\nOrders  (dev.skiff.local.functions.QueueFunctions::orders")
                    .doesNotContain("SLF4J", "WARNING", "pekko", "elasticmq");
            command.destroy();
            assertThat(command.waitFor()).isEqualTo(143);
        } finally {
            command.destroyForcibly();
        }
    }

    /** The names of the classes that a command loads until it shows its start screen. */
    private static List<String> loaded(String template) throws Exception {
        Process command = command(System.getProperty("java.class.path"), template, "-verbose:class")
                .start();
        List<String> names = new ArrayList<>();
        try (var lines = command.inputReader()) {
            for (String line = lines.readLine();
                    line != null && !line.contains("Ctrl-C stops all");
                    line = lines.readLine()) {
                if (line.contains(" source: ")) {
                    names.add(line.substring(line.lastIndexOf("] ") + 2, line.indexOf(" source: ")));
                }
            }
        } finally {
            command.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
        return names;
    }

    private static ProcessBuilder command(String classPath, String template, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, SkiffLocal.class.getName(), "target/test-classes/" + template));
        command.addAll(List.of("--port", "0"));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private Local local() {
        return Local.template(TEMPLATE).port(0).log((function, line) -> log.lines.add(line));
    }

    private static SqsClient client(RunningTemplate running) {
        URI endpoint =
                URI.create(running.queues().orElseThrow().describe().get(0)).resolve("/");
        return new AwsAccess(endpoint, "us-east-1", "a", "b", Optional.empty()).client(SqsClient.builder());
    }

    private static Queues.Depth depth(Queues queues, String name) {
        return queues.depths().stream()
                .filter(depth -> depth.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SamQueue queue(String logicalId, String place) {
        return new SamQueue(
                logicalId, "same", "arn:aws:sqs:us-east-1:123456789012:same", Map.of(), Optional.empty(), place);
    }
}
