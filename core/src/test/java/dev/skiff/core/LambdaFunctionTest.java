package dev.skiff.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LambdaFunctionTest {
    private interface Line {
        byte[] answer(byte[] event, Context context) throws Exception;
    }

    private static final class Given extends LambdaFunction {
        private final Line line;

        Given(Line line) {
            this.line = line;
        }

        @Override
        protected byte[] answer(byte[] event, Context context) throws Exception {
            return line.answer(event, context);
        }
    }

    @Test
    void bytes_go_in_and_bytes_come_out() throws IOException {
        assertThat(call(new Given((event, context) -> event), "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_checked_exception_fails_the_invocation_as_the_cause_of_ours() {
        Exception culprit = new Exception("checked");

        assertThatThrownBy(() -> call(failing(culprit), "{}"))
                .isInstanceOf(FunctionException.class)
                .hasCause(culprit);
    }

    @Test
    void an_unchecked_exception_and_an_io_exception_fail_it_as_they_are() {
        RuntimeException unchecked = new IllegalStateException("unchecked");
        IOException io = new IOException("io");

        assertThatThrownBy(() -> call(failing(unchecked), "{}")).isSameAs(unchecked);
        assertThatThrownBy(() -> call(failing(io), "{}")).isSameAs(io);
    }

    @Test
    void nothing_is_written_by_a_failure() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> failing(new IllegalStateException())
                        .handleRequest(new ByteArrayInputStream(new byte[0]), output, new PrimingContext()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(output.size()).isZero();
    }

    @Test
    void the_log_context_is_there_during_a_call_and_gone_after_it() throws IOException {
        List<Map<String, String>> seen = new ArrayList<>();
        Given function = new Given((event, context) -> {
            seen.add(Objects.requireNonNull(MDC.getCopyOfContextMap()));
            return event;
        });
        System.setProperty("com.amazonaws.xray.traceHeader", "Root=1-5e-1;Parent=2;Sampled=1");
        try {
            call(function, "{}");
            call(function, "{}");
        } finally {
            System.clearProperty("com.amazonaws.xray.traceHeader");
        }

        assertThat(seen.get(0))
                .containsEntry("function_request_id", "priming")
                .containsEntry("cold_start", "true")
                .containsEntry("xray_trace_id", "1-5e-1")
                .containsKey("function_name");
        assertThat(seen.get(1)).containsEntry("cold_start", "false");
        assertThat(MDC.get("function_request_id")).isNull();
        assertThat(MDC.get("xray_trace_id")).isNull();
    }

    @Test
    void the_log_context_is_gone_after_a_failure() {
        assertThatThrownBy(() -> call(failing(new IllegalStateException()), "{}"))
                .isInstanceOf(IllegalStateException.class);

        assertThat(MDC.get("function_request_id")).isNull();
    }

    @Test
    void samples_run_at_once_under_provisioned_concurrency_and_never_on_demand() {
        List<String> seen = new ArrayList<>();
        Given function = new Given((event, context) -> {
            seen.add(new String(event, StandardCharsets.UTF_8) + " " + context.getAwsRequestId());
            return event;
        });

        function.primeAs("on-demand", SampleEvent.of("on demand"));
        function.primeAs(null, SampleEvent.of("elsewhere"));
        function.primeAs("provisioned-concurrency", SampleEvent.of("first"), SampleEvent.of("second"));

        assertThat(seen).containsExactly("first priming", "second priming");
    }

    @Test
    void samples_run_before_the_checkpoint_under_snap_start_and_not_before() throws Exception {
        List<String> seen = new ArrayList<>();
        Given function = new Given((event, context) -> {
            seen.add(new String(event, StandardCharsets.UTF_8) + " " + context.getAwsRequestId());
            return event;
        });

        function.primeAs("snap-start", SampleEvent.of("registered"));
        Resource hook = (Resource) Priming.beforeCheckpoint(function, SampleEvent.of("sample"));
        assertThat(seen).isEmpty();

        hook.beforeCheckpoint(Core.getGlobalContext());
        hook.afterRestore(Core.getGlobalContext());
        assertThat(seen).containsExactly("sample priming");
    }

    @Test
    void a_sample_that_fails_does_not_stop_the_others() {
        List<String> seen = new ArrayList<>();
        Given function = new Given((event, context) -> {
            seen.add(new String(event, StandardCharsets.UTF_8));
            throw new IllegalStateException("no database yet");
        });

        function.primeAs("provisioned-concurrency", SampleEvent.of("first"), SampleEvent.of("second"));

        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void without_a_provider_slf4j_says_nothing_and_what_must_be_said_goes_to_lambdas_logger() throws Exception {
        String withoutLogback = classPath(entry -> !entry.contains("logback"));

        String printed = run(withoutLogback);

        assertThat(printed)
                .doesNotContain("SLF4J")
                .contains("A sample event of")
                .contains("no database yet");
    }

    @Test
    void without_slf4j_everything_goes_to_lambdas_logger() throws Exception {
        assertThat(run(classPath(entry -> !entry.contains("logback") && !entry.contains("slf4j"))))
                .contains("A sample event of")
                .contains("no database yet");
    }

    @Test
    void with_a_provider_it_goes_there() throws Exception {
        assertThat(run(classPath(entry -> true)))
                .contains("WARN dev.skiff.core.LambdaFunction")
                .contains("no database yet");
    }

    /** Run in a process of its own, for SLF4J looks for its provider once. */
    static final class Quiet {
        private Quiet() {}

        public static void main(String[] arguments) throws IOException {
            Given function = failing(new IllegalStateException("no database yet"));
            function.primeAs("provisioned-concurrency", SampleEvent.of("{}"));
            call(new Given((event, context) -> event), "{}");
        }
    }

    private static String run(String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Quiet.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static String classPath(java.util.function.Predicate<String> kept) {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (kept.test(entry)) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Given failing(Exception failure) {
        return new Given((event, context) -> {
            throw failure;
        });
    }

    private static String call(LambdaFunction function, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new PrimingContext());
        return output.toString(StandardCharsets.UTF_8);
    }
}
