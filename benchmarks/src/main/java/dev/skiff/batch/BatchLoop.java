package dev.skiff.batch;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.benchmarks.warm.QueueEvent;
import dev.skiff.testing.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch of messages of SQS, one after the other, whose handler does nothing. JMH extends it, so it is not final. */
@State(Scope.Thread)
public class BatchLoop {
    @Param("10")
    public int records;

    private final Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {}).reportItemFailures();
    private final SqsSource source = new SqsSource();
    private final Engine<SqsMessage, SqsMessage> engine = Engine.of(source, batch);
    private final Function function = new Function(batch);
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final Context context = context();
    private byte[] event = {};
    private List<SqsMessage> messages = List.of();

    @Setup
    public void setUp() {
        event = QueueEvent.of(records);
        messages = source.read(event);
        if (messages.size() != records || !loop().isEmpty()) {
            throw new IllegalStateException("the batch was not worked on");
        }
    }

    /** The records as they were read, worked on: what the loop adds to the handler. */
    @Benchmark
    public List<SqsMessage> loop() {
        return engine.failed(messages, context);
    }

    /** From the event to its records. */
    @Benchmark
    public List<SqsMessage> decode() {
        return source.read(event);
    }

    /** From the event to the report. */
    @Benchmark
    public ByteArrayOutputStream whole() throws IOException {
        answer.reset();
        function.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer;
    }

    /** Asks one clock for the time left, as Lambda's does. */
    private static Context context() {
        long deadline = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
        return FakeContext.create().withRemaining(() -> Duration.ofMillis(deadline - System.currentTimeMillis()));
    }

    private static final class Function extends SqsFunction {
        Function(Batch<SqsMessage, SqsMessage> batch) {
            super(batch);
        }
    }
}
