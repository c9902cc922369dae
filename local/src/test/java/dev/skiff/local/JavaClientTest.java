package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static dev.skiff.local.Functions.define;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.Functions.Log;
import dev.skiff.local.functions.FailsToStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The Runtime Interface Client without its native code, as on systems for which it has none. */
class JavaClientTest {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient";

    private final Log log = new Log();

    @Test
    void it_stands_before_the_client_and_on_no_other_class_path() throws IOException {
        Path first = RuntimeInterfaceClient.classPath(true).get(0);
        try (ZipFile jar = new ZipFile(first.toFile())) {
            assertThat(jar.stream().map(Object::toString)).containsExactlyElementsOf(JavaClient.CLASSES);
        }
        assertThat(RuntimeInterfaceClient.classPath(false)).doesNotContain(first);
        assertThat(RuntimeInterfaceClient.javaOptions(17, true)).noneMatch(option -> option.contains("JNI"));
        URL ours = Objects.requireNonNull(getClass().getResource("/" + JavaClient.CLASSES.get(0)));
        assertThat(ours.toString()).contains("aws-lambda-java-runtime-interface-client");
    }

    /** What it replaces is package-private: a new version of the client may be another. */
    @Test
    void it_has_what_the_clients_own_class_is_asked_for() throws IOException {
        assertThat(RuntimeInterfaceClient.version()).isEqualTo("2.9.0");
        assertThat(methods(RuntimeInterfaceClient.classPath(true).get(0), CLIENT))
                .containsAll(List.of(
                        "init(Ljava/lang/String;)V",
                        "next()Lcom/amazonaws/services/lambda/runtime/api/client/runtimeapi/dto/InvocationRequest;",
                        "postInvocationResponse([B[B)V"));
        assertThat(methods(RuntimeInterfaceClient.classPath(false).get(0), CLIENT))
                .containsExactlyInAnyOrder(
                        "init(Ljava/lang/String;)V",
                        "initializeClient([B[B)V",
                        "next()Lcom/amazonaws/services/lambda/runtime/api/client/runtimeapi/dto/InvocationRequest;",
                        "postInvocationResponse([B[B)V");
        for (boolean javaClient : new boolean[] {false, true}) {
            Path jar = RuntimeInterfaceClient.classPath(javaClient).get(0);
            assertThat(methods(jar, "com.amazonaws.services.lambda.crac.DNSManager"))
                    .containsExactly("clearCache()V");
        }
    }

    /** Whatever else of the client is native would end a function where the native code doesn't run. */
    @Test
    void it_replaces_all_that_is_native() throws IOException {
        Path client = RuntimeInterfaceClient.classPath(false).get(0);
        List<String> arguments = new ArrayList<>(List.of("-p", "-cp", client.toString()));
        try (ZipFile jar = new ZipFile(client.toFile())) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("com/amazonaws/services/lambda/") && name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .forEach(arguments::add);
        }
        Set<String> natives = new TreeSet<>();
        String type = "";
        for (String line : javap(arguments.toArray(String[]::new)).lines().toList()) {
            type = line.endsWith("{") ? line.replaceAll(".*class (\\S+).*", "$1") : type;
            if (line.contains(" native ")) {
                natives.add(type.replace('.', '/') + ".class");
            }
        }
        assertThat(natives).containsExactlyInAnyOrderElementsOf(JavaClient.CLASSES);
    }

    @Test
    void calls_are_answered_and_it_is_the_one_that_runs() {
        try (LocalFunction function = start(behaviour("nativeClient"))) {
            assertThat(call(function, "{}").text()).contains("ric-java-client-");
        }
    }

    @Test
    void a_function_sees_its_context() throws IOException {
        Invocation invocation = Invocation.of("{}".getBytes(UTF_8))
                .withRequestId("one")
                .withTraceId("Root=1-2-3")
                .withClientContext("{\"client\":{\"installation_id\":\"phone\"}}")
                .withCognitoIdentity("{\"cognitoIdentityId\":\"me\",\"cognitoIdentityPoolId\":\"pool\"}")
                .withTenantId("blue");
        try (LocalFunction function = start(behaviour("context"))) {
            Map<String, Object> seen =
                    JSON.std.mapFrom(function.invoke(invocation).text());

            assertThat(seen)
                    .containsEntry("requestId", "one")
                    .containsEntry("trace", "Root=1-2-3")
                    .containsEntry("arn", "arn:aws:lambda:us-east-1:123456789012:function:Tested")
                    .containsEntry("installation", "phone")
                    .containsEntry("identity", "me")
                    .containsEntry("tenant", "blue");
            assertThat((Integer) seen.get("remaining")).isBetween(15_000, 20_000);
        }
    }

    @Test
    void errors_are_those_of_the_native_client() {
        try (LocalFunction function = start(behaviour("fail"))) {
            assertThat(call(function, "{}").text()).contains("\"errorMessage\":\"no such user\"");
            assertThat(call(function, "{}").failed()).isTrue();
        }
        try (LocalFunction function = start(define(FailsToStart.class.getName() + "::handle"))) {
            assertThat(call(function, "{}").errorType()).contains("Runtime.BadFunctionCode");
        }
        try (LocalFunction function = start(behaviour("exit"))) {
            assertThat(call(function, "7").text()).contains("exit status 7");
        }
        try (LocalFunction function = start(behaviour("sleep").timeout(Duration.ofSeconds(1)))) {
            assertThat(call(function, "60000").errorType()).contains("Sandbox.Timedout");
        }
    }

    @Test
    void big_events_and_answers_pass_and_too_big_ones_are_refused() {
        try (LocalFunction function = start(behaviour("echo").memorySize(512))) {
            String event = "\"" + "x".repeat(6_000_000) + "\"";
            assertThat(call(function, event).text()).isEqualTo(event);
        }
        try (LocalFunction function = start(behaviour("answerOf").memorySize(512))) {
            assertThat(call(function, "6291557").errorType()).contains("Function.ResponseSizeTooLarge");
            assertThat(call(function, "6291556").payload()).hasSize(6_291_556);
        }
    }

    @Test
    void several_calls_run_at_once_in_one_process() {
        try (LocalFunction function = start(behaviour("sleep").maxConcurrency(4).maxEnvironments(1))) {
            call(function, "1");
            long from = System.nanoTime();
            List<CompletableFuture<Outcome>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> call(function, "500"), task -> new Thread(task).start()))
                    .toList();

            assertThat(calls).allSatisfy(it -> assertThat(it.join().text()).isEqualTo("\"slept\""));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(1_800));
        }
    }

    @Test
    void connections_are_reused() {
        try (LocalFunction function = start(behaviour("count"))) {
            call(function, "{}");
            long from = System.nanoTime();
            for (int i = 2; i <= 300; i++) {
                assertThat(call(function, "{}").text()).isEqualTo(Integer.toString(i));
            }
            System.out.println("a warm call with the Java client: "
                    + Duration.ofNanos(System.nanoTime() - from).dividedBy(299).toNanos() / 1_000 + " µs");
        }
    }

    @Test
    void a_killed_idle_process_costs_no_call() {
        try (LocalFunction function = start(behaviour("process"))) {
            long first = Long.parseLong(call(function, "{}").text());
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            assertThat(Long.parseLong(call(function, "{}").text())).isNotEqualTo(first);
        }
    }

    /** The names and types of the class's methods, without loading it: that of the native client would load its library. */
    private static List<String> methods(Path jar, String name) {
        return Pattern.compile("(\\w+)\\([^)]*\\)[^;]*;\\R +descriptor: (\\S+)")
                .matcher(javap("-p", "-s", "-cp", jar.toString(), name))
                .results()
                .map(method -> method.group(1) + method.group(2))
                .filter(method -> !method.matches("(NativeClient|DNSManager|endWith)\\(.*"))
                .toList();
    }

    private static String javap(String... arguments) {
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("javap").orElseThrow().run(new PrintWriter(out), new PrintWriter(out), arguments);
        return out.toString();
    }

    private LocalFunction start(FunctionDefinition.Builder definition) {
        return LocalFunction.start(definition.javaClient(true).build(), log.lines::add);
    }
}
