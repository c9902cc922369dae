package dev.skiff.batch;

import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.dynamoDbRecord;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.kafka;
import static dev.skiff.batch.Events.kinesisRecord;
import static dev.skiff.batch.Events.sqsMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** One function object, called from 32 threads at once with different events: each answer is that of its own event, and each record sees its own call. */
@Timeout(120)
class ConcurrentCallsTest {
    private static final int THREADS = 32;
    private static final int ROUNDS = 20;

    /** What one call sends, and what it must get. */
    private record Call(String event, List<Object> failures) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void messages_of_sqs(int parallel) throws Exception {
        RequestStreamHandler function =
                Events.sqs(Batch.sqs(this::work).reportItemFailures().parallel(parallel));
        each(function, call -> {
            List<String> messages = new ArrayList<>();
            List<Object> failed = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                messages.add(sqsMessage(call + ":" + i, QUEUE, "", "x"));
                if (fails(call + ":" + i)) {
                    failed.add(call + ":" + i);
                }
            }
            return new Call(event(messages), failed);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void messages_of_a_fifo_queue(int parallel) throws Exception {
        RequestStreamHandler function =
                Events.sqs(Batch.sqs(this::work).reportItemFailures().parallel(parallel));
        each(function, call -> {
            List<String> messages = new ArrayList<>();
            List<Object> failed = new ArrayList<>();
            boolean[] stopped = new boolean[3];
            for (int i = 0; i < 10; i++) {
                messages.add(sqsMessage(call + ":" + i, Events.FIFO, "g" + i % 3, "x"));
                stopped[i % 3] |= fails(call + ":" + i);
                if (stopped[i % 3]) {
                    failed.add(call + ":" + i);
                }
            }
            return new Call(event(messages), failed);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void records_of_kinesis(int parallel) throws Exception {
        RequestStreamHandler function =
                Events.kinesis(Batch.kinesis(this::work).reportItemFailures().parallel(parallel));
        each(function, call -> stream(call, id -> kinesisRecord(id, "k" + id.hashCode() % 3, "x")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void records_of_dynamodb(int parallel) throws Exception {
        RequestStreamHandler function =
                Events.dynamoDb(Batch.dynamoDb(this::work).reportItemFailures().parallel(parallel));
        each(
                function,
                call -> stream(
                        call,
                        id -> dynamoDbRecord(
                                id, "MODIFY", "\"Keys\":{\"id\":{\"S\":\"o" + id.hashCode() % 3 + "\"}}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void records_of_kafka(int parallel) throws Exception {
        RequestStreamHandler function =
                Events.kafka(Batch.kafka(this::work).reportItemFailures().parallel(parallel));
        each(function, call -> {
            Map<String, List<Long>> offsets = new LinkedHashMap<>();
            List<Object> failed = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                String name = "t" + call + "-" + partition;
                offsets.put(name, IntStream.range(0, 5).mapToObj(i -> (long) i).toList());
                offsets.get(name).stream()
                        .filter(offset -> fails(name + "@" + offset))
                        .findFirst()
                        .ifPresent(offset -> failed.add(Map.of("partition", name, "offset", offset.intValue())));
            }
            return new Call(kafka(offsets), failed);
        });
    }

    @Test
    void virtual_threads_where_there_are_any() throws Exception {
        RequestStreamHandler function = Events.sqs(
                Batch.sqs(this::work).reportItemFailures().parallel(4).virtualThreads());
        each(function, call -> {
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                messages.add(sqsMessage(call + ":" + i, QUEUE, "", "x"));
            }
            return new Call(
                    event(messages),
                    IntStream.range(0, 10)
                            .<Object>mapToObj(i -> call + ":" + i)
                            .filter(id -> fails(id.toString()))
                            .toList());
        });
    }

    private interface Calls {
        Call of(int call);
    }

    private interface RecordOf {
        String json(String id);
    }

    /** Ten records whose numbers begin with that of the call. */
    private static Call stream(int call, RecordOf record) {
        List<String> records = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = Integer.toString(1_000 + call * 10 + i);
            records.add(record.json(id));
            if (failed.isEmpty() && fails(id)) {
                failed.add(id);
            }
        }
        return new Call(event(records), failed);
    }

    private static String event(List<String> records) {
        return new String(Events.records(records), UTF_8);
    }

    private static boolean fails(String id) {
        return id.hashCode() % 5 == 0;
    }

    /** Sees to it that the thread is set for this very record, leaves it in disorder, and fails when it shall. */
    private void work(BatchRecord record) {
        String call = MDC.get("call");
        if (!record.id().equals(MDC.get("record_id")) || call == null || MDC.get("left") != null) {
            throw new AssertionError("The thread is set for another record: " + MDC.getCopyOfContextMap());
        }
        MDC.put("left", "behind");
        MDC.put("call", "none");
        if (fails(record.id())) {
            if (record.id().length() % 2 == 0) {
                throw new StackOverflowError(record.id());
            }
            throw new IllegalStateException(record.id());
        }
    }

    private void each(RequestStreamHandler function, Calls calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Integer>> answered = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            answered.add(threads.submit(() -> {
                FunctionClient client = FunctionClient.of(function).withContext(FakeContext.create());
                together.await();
                for (int round = 0; round < ROUNDS; round++) {
                    Call call = calls.of(thread * ROUNDS + round);
                    MDC.put("call", Integer.toString(thread));
                    assertThat(failures(client.invoke(call.event.getBytes(UTF_8))))
                            .containsExactlyInAnyOrderElementsOf(call.failures);
                    assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("call", Integer.toString(thread)));
                }
                return ROUNDS;
            }));
        }
        for (Future<Integer> future : answered) {
            assertThat(future.get()).isEqualTo(ROUNDS);
        }
        threads.shutdown();
    }
}
