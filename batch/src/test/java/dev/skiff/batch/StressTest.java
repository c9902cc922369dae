package dev.skiff.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A million records and more, most of them failing, through every kind of executor: each failed id is reported, none is lost, none invented. This is the load
 * under which failures that many threads append to one list get lost.
 */
@Tag("long")
class StressTest {
    /** A record says by its body what its handler does, so that the test knows what has to be reported. */
    private static final String[] ENDS = {"done", "exception", "error", "exception", "exception", "yields"};

    @ParameterizedTest(name = "{0}, batches of {1}, {2} of them")
    @CsvSource({
        "4, 10, 16000",
        "4, 100, 1600",
        "16, 10, 16000",
        "16, 100, 1600",
        "50, 10, 16000",
        "50, 100, 1600",
        "virtual, 10, 16000",
        "virtual, 100, 1600",
        "refusing, 10, 8000",
        "refusing, 100, 800"
    })
    void every_failed_id_is_reported_none_lost_none_invented(String threads, int size, int batches) throws Exception {
        List<Set<Object>> expected = new ArrayList<>();
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(event(size, i, expected));
        }
        try (Pool pool = Pool.of(threads)) {
            RequestStreamHandler function = Events.sqs(pool.on(Batch.sqs(StressTest::handle)));
            for (int i = 0; i < batches; i++) {
                check(function, events.get(i % 50), expected.get(i % 50));
            }
        }
    }

    @ParameterizedTest(name = "{0} threads in each of 32 calls at once")
    @CsvSource({"4", "virtual"})
    void one_function_object_serves_32_calls_at_once(String threads) throws Exception {
        List<Set<Object>> expected = new ArrayList<>();
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(event(20, i, expected));
        }
        RequestStreamHandler function =
                Events.sqs(Pool.threads(threads, Batch.sqs(StressTest::handle)).reportItemFailures());
        ExecutorService callers = Executors.newFixedThreadPool(32);
        List<Future<?>> calls = new ArrayList<>();
        for (int caller = 0; caller < 32; caller++) {
            int first = caller;
            calls.add(callers.submit(() -> {
                for (int i = 0; i < 150; i++) {
                    check(function, events.get((first + i) % 50), expected.get((first + i) % 50));
                }
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        callers.shutdown();
    }

    /** Answers are equal as sets and as counts: nothing twice. */
    private static void check(RequestStreamHandler function, byte[] event, Set<Object> expected) {
        List<Object> reported = Events.failures(
                FunctionClient.of(function).withContext(FakeContext.create()).invoke(event));
        if (reported.size() != expected.size() || !expected.containsAll(reported)) {
            Set<Object> lost = new HashSet<>(expected);
            lost.removeAll(reported);
            Set<Object> invented = new HashSet<>(reported);
            invented.removeAll(expected);
            assertThat(reported)
                    .as("lost %s, invented %s", lost, invented)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static byte[] event(int size, int seed, List<Set<Object>> expected) {
        Set<Object> failing = new HashSet<>();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String end = ENDS[seed == 0 ? 1 : (i * 7 + seed) % ENDS.length]; // the first event is an outage: all fail
            String id = "m-" + seed + "-" + i;
            messages.add(Events.sqsMessage(id, Events.QUEUE, "", end));
            if (!end.equals("done") && !end.equals("yields")) {
                failing.add(id);
            }
        }
        expected.add(failing);
        return Events.records(messages);
    }

    private static void handle(SqsMessage message) {
        switch (message.body()) {
            case "exception" -> throw new IllegalStateException(message.id());
            case "error" -> throw new StackOverflowError(message.id());
            case "yields" -> LockSupport.parkNanos(1);
            default -> {}
        }
    }

    /** The threads of one run, and its end. */
    private record Pool(String kind, ExecutorService service) implements AutoCloseable {
        static Pool of(String kind) {
            int threads = Character.isDigit(kind.charAt(0)) ? Integer.parseInt(kind) : 8;
            return new Pool(kind, Executors.newFixedThreadPool(threads));
        }

        <R extends BatchRecord, T> Batch<R, T> on(Batch<R, T> batch) {
            Batch<R, T> reporting = batch.reportItemFailures();
            return switch (kind) {
                case "virtual" -> threads(kind, reporting);
                case "refusing" -> reporting.parallel(8).executor(refusing(service));
                default -> reporting.parallel(Integer.parseInt(kind)).executor(service);
            };
        }

        static <R extends BatchRecord, T> Batch<R, T> threads(String kind, Batch<R, T> batch) {
            return kind.equals("virtual")
                    ? batch.parallel(64).virtualThreads()
                    : batch.parallel(Integer.parseInt(kind));
        }

        /** Refuses a third of what it is given, but never all workers of a batch: what then happens is {@link WorkTest}'s. */
        private static Executor refusing(Executor executor) {
            int[] accepted = {0};
            return work -> {
                if (accepted[0]++ % 8 != 0 && ThreadLocalRandom.current().nextInt(3) == 0) {
                    throw new RejectedExecutionException("full");
                }
                executor.execute(work);
            };
        }

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
