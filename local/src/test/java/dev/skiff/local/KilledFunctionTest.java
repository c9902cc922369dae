package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.batch.SqsFunction;
import dev.skiff.core.LambdaFunction;
import dev.skiff.local.functions.Storm;
import dev.skiff.local.template.SamQueueEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch function on a server that speaks SQS, in processes under the real Runtime Interface Client. They fail, hang and
 * exit at random, and are killed at moments that nothing in them can prepare for: every message ends done or in the
 * dead-letter queue.
 */
@Timeout(180)
@Tag("long")
class KilledFunctionTest {
    private static final int ENVIRONMENTS = 4;

    @TempDir
    private Path directory = Path.of("");

    private final Sqs sqs = Sqs.start();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService killers = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void packageFunction() throws Exception {
        Functions.packageFunction(
                directory.resolve("task"),
                Storm.class,
                SqsFunction.class,
                LambdaFunction.class,
                JsonFactory.class,
                JSON.class);
    }

    @AfterEach
    void stop() {
        killers.shutdownNow();
        sqs.close();
    }

    @Test
    void of_20_000_messages_none_is_lost() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            sent.add("m " + i + (i % 1_000 == 0 ? " hopeless" : ""));
        }

        Run run = run("", sent, 60);

        assertThat(run.lost()).isEmpty();
        assertThat(run.dead).containsAll(run.hopeless());
        assertThat(run.killed).isPositive();
        assertThat(run.ends).containsOnlyKeys("answered", "killed", "exited", "timed out");
    }

    @Test
    void groups_of_a_fifo_queue_keep_their_order() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sent.add("g" + i % 100 + " " + i + (i % 666 == 0 ? " hopeless" : ""));
        }

        Run run = run(".fifo", sent, 15);

        assertThat(run.lost()).isEmpty();
        assertThat(run.dead).containsAll(run.hopeless());
        assertThat(run.killed).isPositive();
        assertThat(run.ends.keySet()).isSubsetOf("answered", "killed", "exited", "timed out");
        assertThat(run.journal.outOfOrder(sent, run.dead)).isEmpty();
    }

    /** Sends the messages and has them worked on until the queue is empty; one of so many calls comes with a kill. */
    private Run run(String suffix, List<String> sent, int callsPerKill) throws Exception {
        Map<String, String> kind = suffix.isEmpty() ? Map.of() : Map.of("FifoQueue", "true");
        String dead = sqs.queue("dead" + suffix, kind);
        String queue = sqs.queue("orders" + suffix, giveUpAfterFiveTries(kind, dead));
        sqs.send(queue, sent);
        Queue<Future<Boolean>> kills = new ConcurrentLinkedQueue<>();
        Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        try (LocalFunction function = LocalFunction.start(storm(), line -> {})) {
            pollUntilEmpty(queue, function, event -> {
                if (ThreadLocalRandom.current().nextInt(callsPerKill) == 0) {
                    kills.add(killSoon());
                }
                Outcome outcome = function.invoke(event);
                outcomes.add(outcome);
                return outcome;
            });
        }
        assertThat(strange).isEmpty();
        Run run = new Run(sent, Journal.read(journal()), sqs.drain(dead), delivered(kills), ends(outcomes));
        System.out.println(run);
        return run;
    }

    private void pollUntilEmpty(String queue, LocalFunction function, Function<byte[], Outcome> calls)
            throws InterruptedException {
        SamQueueEvent event = new SamQueueEvent(
                "Orders", queue, 10, Duration.ZERO, true, OptionalInt.empty(), List.of(), true, "template.yaml:1:1");
        MessageVisibility visibility = MessageVisibility.of(
                Duration.ofSeconds(2), function.definition().timeout(), event);
        QueuePoller poller =
                new QueuePoller(sqs.client, event, visibility, calls, function.callsAtOnce(), strange::add);
        poller.start();
        while (sqs.size(queue) > 0) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        poller.close();
    }

    private static Map<String, String> giveUpAfterFiveTries(Map<String, String> kind, String dead) {
        Map<String, String> attributes = new TreeMap<>(kind);
        attributes.put("VisibilityTimeout", "2");
        attributes.put("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + dead + "\",\"maxReceiveCount\":\"5\"}");
        return attributes;
    }

    private FunctionDefinition storm() {
        return FunctionDefinition.builder("Storm", Storm.class.getName(), directory.resolve("task"))
                .memorySize(256)
                .timeout(Duration.ofSeconds(1))
                .environment("JOURNAL", journal().toString())
                .maxEnvironments(ENVIRONMENTS)
                .build();
    }

    private Path journal() {
        return directory.resolve("journal");
    }

    /** Kills one of the function's processes within the time of a call or two, as {@code kill -9} does. */
    private Future<Boolean> killSoon() {
        return killers.schedule(
                KilledFunctionTest::killOne, ThreadLocalRandom.current().nextInt(20), TimeUnit.MILLISECONDS);
    }

    /** By its handler: a child that is only being made has still the name and arguments of this process. */
    private static boolean killOne() {
        List<ProcessHandle> processes = ProcessHandle.current()
                .children()
                .filter(process -> process.info().commandLine().orElse("").endsWith(" " + Storm.class.getName()))
                .toList();
        return !processes.isEmpty()
                && processes
                        .get(ThreadLocalRandom.current().nextInt(processes.size()))
                        .destroyForcibly();
    }

    private static int delivered(Queue<Future<Boolean>> kills) throws Exception {
        int delivered = 0;
        for (Future<Boolean> kill : kills) {
            delivered += kill.get() ? 1 : 0;
        }
        return delivered;
    }

    private static Map<String, Long> ends(Queue<Outcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(KilledFunctionTest::end, TreeMap::new, Collectors.counting()));
    }

    private static String end(Outcome outcome) {
        if (!outcome.failed()) {
            return "answered";
        }
        if (outcome.errorType().orElse("").equals("Sandbox.Timedout")) {
            return "timed out";
        }
        return outcome.text().contains("signal: killed")
                ? "killed"
                : outcome.text().contains("exit status") ? "exited" : outcome.text();
    }

    /** What came of the messages. */
    private record Run(List<String> sent, Journal journal, Set<String> dead, int killed, Map<String, Long> ends) {
        List<String> hopeless() {
            return sent.stream().filter(body -> body.endsWith("hopeless")).toList();
        }

        Set<String> lost() {
            Set<String> lost = new HashSet<>(sent);
            lost.removeAll(journal.done());
            lost.removeAll(dead);
            return lost;
        }

        @Override
        public String toString() {
            return sent.size() + " messages: " + journal.done().size() + " done, " + dead.size() + " dead-lettered, "
                    + lost().size() + " lost; " + killed + " processes killed; calls " + ends + "; "
                    + journal.begun() + " messages begun, " + journal.needless()
                    + " of them needlessly, since they were done";
        }
    }
}
