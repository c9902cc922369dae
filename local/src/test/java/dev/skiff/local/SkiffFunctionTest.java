package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.core.LambdaFunction;
import dev.skiff.local.functions.Primed;
import dev.skiff.routing.HttpFunction;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crac.Core;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Skiff function, packaged as on Lambda, under the real Runtime Interface Client. */
class SkiffFunctionTest {
    private static final int CALLERS = 32;

    private Path root;

    @BeforeEach
    void packageFunction(@TempDir Path directory) throws IOException, URISyntaxException {
        root = directory;
        Functions.packageFunction(
                root,
                Primed.class,
                HttpFunction.class,
                LambdaFunction.class,
                Context.class,
                JsonFactory.class,
                JSON.class,
                Core.class);
    }

    @Test
    void samples_run_before_a_snap_start_checkpoint() {
        assertThat(firstAnswer(InitializationType.SNAP_START)).isEqualTo("sample while priming, caller");
    }

    @Test
    void samples_run_while_provisioned_concurrency_starts() {
        assertThat(firstAnswer(InitializationType.PROVISIONED_CONCURRENCY)).isEqualTo("sample while priming, caller");
    }

    @Test
    void samples_do_not_run_on_demand() {
        assertThat(firstAnswer(InitializationType.ON_DEMAND)).isEqualTo("caller");
    }

    @Test
    void calls_at_once_do_not_see_each_other() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (LocalFunction function =
                LocalFunction.start(definition().maxConcurrency(CALLERS).build(), line -> {})) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS * 10; i++) {
                String id = Integer.toString(i);
                calls.add(() -> checkEcho(function, id));
            }
            for (Future<Void> call : callers.invokeAll(calls)) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static Void checkEcho(LocalFunction function, String id) {
        HttpCall call =
                HttpCall.post("/echo/" + id + "?q=" + id).plusHeader("X-Id", id).withText("body " + id);
        HttpDeployment deployment = HttpDeployment.of(HttpSource.HTTP_API_2_0).withRequestIds(() -> "request-" + id);

        assertThat(send(function, call, deployment).text())
                .isEqualTo(id + " " + id + " body " + id + " " + id + " request-" + id);
        return null;
    }

    private String firstAnswer(InitializationType type) {
        try (LocalFunction function =
                LocalFunction.start(definition().initialization(type).build(), line -> {})) {
            return send(function, HttpCall.get("/seen/caller"), HttpDeployment.of(HttpSource.HTTP_API_2_0))
                    .text();
        }
    }

    private static HttpAnswer send(LocalFunction function, HttpCall call, HttpDeployment deployment) {
        Outcome outcome = function.invoke(HttpSource.HTTP_API_2_0.event(call, deployment));
        return HttpSource.HTTP_API_2_0.answer(outcome.payload(), call, deployment);
    }

    private FunctionDefinition.Builder definition() {
        return FunctionDefinition.builder("Primed", Primed.class.getName(), root)
                .memorySize(256);
    }
}
