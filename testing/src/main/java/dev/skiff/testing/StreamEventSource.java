package dev.skiff.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;

/**
 * A trigger of Kinesis, DynamoDB Streams or Kafka in memory: reads a {@link SimulatedStream} in order as Lambda does, calls the function, moves the checkpoint, and retries, splits and
 * gives up as configured. An immutable value; all state is in the stream.
 *
 * <pre>{@code
 * StreamOutcome outcome = StreamEventSource.of(new ProjectionFunction(), stream)
 *         .withReportBatchItemFailures()
 *         .withBisectBatchOnFunctionError()
 *         .withMaximumRetryAttempts(2)
 *         .run();
 * }</pre>
 *
 * <p>Between retries of a batch a second of virtual time passes, then two, four, up to a minute; AWS's own pace is not published. Not simulated: several shards, a parallelization factor,
 * batching and tumbling windows, filters.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">AWS: partial batch responses of Kinesis</a>
 */
public final class StreamEventSource<R> {
    private final RequestStreamHandler function;
    private final SimulatedStream<R> stream;
    private final Settings settings;

    private StreamEventSource(RequestStreamHandler function, SimulatedStream<R> stream, Settings settings) {
        this.function = function;
        this.stream = stream;
        this.settings = settings;
    }

    /** With Lambda's defaults: batches of 100, a function timeout of 3 seconds, retries until records expire, and any answer is success. */
    public static <R> StreamEventSource<R> of(RequestStreamHandler function, SimulatedStream<R> stream) {
        return new StreamEventSource<>(function, stream, new Settings());
    }

    /** {@code BatchSize}: 1 to 10,000. */
    public StreamEventSource<R> withBatchSize(int records) {
        if (records < 1 || records > 10_000) {
            throw new IllegalArgumentException("A batch has 1 to 10,000 records, not " + records);
        }
        Settings copy = settings.copy();
        copy.batchSize = records;
        return with(copy);
    }

    /** The function's {@code Timeout}, in virtual time. */
    public StreamEventSource<R> withFunctionTimeout(Duration timeout) {
        Settings copy = settings.copy();
        copy.timeout = timeout;
        return with(copy);
    }

    /** {@code FunctionResponseTypes: [ReportBatchItemFailures]}. */
    public StreamEventSource<R> withReportBatchItemFailures() {
        Settings copy = settings.copy();
        copy.reporting = true;
        return with(copy);
    }

    /** {@code BisectBatchOnFunctionError}: a batch that fails is retried in two halves, each for itself; that is no retry that counts. */
    public StreamEventSource<R> withBisectBatchOnFunctionError() {
        Settings copy = settings.copy();
        copy.bisecting = true;
        return with(copy);
    }

    /** {@code MaximumRetryAttempts}: 0 to 10,000; then the batch goes to the on-failure destination. */
    public StreamEventSource<R> withMaximumRetryAttempts(int attempts) {
        if (attempts < 0 || attempts > 10_000) {
            throw new IllegalArgumentException(
                    "There are 0 to 10,000 retries, not " + attempts + "; leave them out for no limit");
        }
        Settings copy = settings.copy();
        copy.retries = attempts;
        return with(copy);
    }

    /** {@code MaximumRecordAgeInSeconds}: a minute to 7 days; what is older goes to the on-failure destination. */
    public StreamEventSource<R> withMaximumRecordAge(Duration age) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0 || age.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("Records get 60 seconds to 7 days old, not " + age);
        }
        Settings copy = settings.copy();
        copy.age = age;
        return with(copy);
    }

    /**
     * Reads the stream to its end, letting time pass between retries. Every record is done, with the on-failure destination, or expired in the end.
     *
     * @throws IllegalStateException after 20,000 calls
     */
    public StreamOutcome<R> run() {
        return new StreamRun<>(new BatchCaller(function, settings.timeout, stream.clock()), stream, settings).outcome();
    }

    private StreamEventSource<R> with(Settings changed) {
        return new StreamEventSource<>(function, stream, changed);
    }

    @Override
    public String toString() {
        return "StreamEventSource of " + stream;
    }

    /** Changed only between being copied and being handed over. */
    static final class Settings implements Cloneable {
        static final Duration ANY_AGE = Duration.ofDays(36_500);

        int batchSize = 100;
        int retries = Integer.MAX_VALUE;
        boolean reporting;
        boolean bisecting;
        Duration timeout = Duration.ofSeconds(3);
        Duration age = ANY_AGE;

        private Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
