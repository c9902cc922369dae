package dev.skiff.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An SQS trigger in memory: polls a {@link SimulatedQueue} as Lambda polls a queue, calls the function, and deletes what the answer lets it delete. What failed comes back when
 * its visibility timeout is over. An immutable value; all state is in the queue, so several threads may poll.
 *
 * <pre>{@code
 * SqsEventSource source = SqsEventSource.of(new OrdersFunction(), orders).withReportBatchItemFailures();
 * orders.send("{\"id\":\"1\"}");
 * source.run();
 * assertThat(orders.messages()).isEmpty();
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">AWS: errors of SQS triggers</a>
 */
public final class SqsEventSource {
    private static final int MOST_INVOCATIONS = 20_000;
    private static final int MOST_BATCH_BYTES =
            6 * 1024 * 1024 - 64 * 1024; // Lambda's payload less the rest of the event

    private final RequestStreamHandler function;
    private final SimulatedQueue queue;
    private final Settings settings;

    private SqsEventSource(RequestStreamHandler function, SimulatedQueue queue, Settings settings) {
        this.function = function;
        this.queue = queue;
        this.settings = settings;
        settings.check(queue);
    }

    /** With Lambda's defaults: batches of 10, no window, a function timeout of 3 seconds, and any answer is success. */
    public static SqsEventSource of(RequestStreamHandler function, SimulatedQueue queue) {
        return new SqsEventSource(function, queue, new Settings(10, Duration.ZERO, Duration.ofSeconds(3), false));
    }

    /** {@code BatchSize}: up to 10; of a standard queue up to 10,000, above 10 with a window of a second or more. */
    public SqsEventSource withBatchSize(int messages) {
        return with(new Settings(messages, settings.window, settings.timeout, settings.reporting));
    }

    /** {@code MaximumBatchingWindowInSeconds}: how long a batch that isn't full is waited for, up to 5 minutes; a FIFO queue has none. */
    public SqsEventSource withBatchingWindow(Duration window) {
        return with(new Settings(settings.batchSize, window, settings.timeout, settings.reporting));
    }

    /** Batch size and window together, where one needs the other. */
    public SqsEventSource withBatches(int messages, Duration window) {
        return with(new Settings(messages, window, settings.timeout, settings.reporting));
    }

    /** The function's {@code Timeout}, in virtual time: not more than the queue's visibility timeout, or AWS refuses the trigger. */
    public SqsEventSource withFunctionTimeout(Duration timeout) {
        return with(new Settings(settings.batchSize, settings.window, timeout, settings.reporting));
    }

    /** {@code FunctionResponseTypes: [ReportBatchItemFailures]}. */
    public SqsEventSource withReportBatchItemFailures() {
        return with(new Settings(settings.batchSize, settings.window, settings.timeout, true));
    }

    /** One batch, if a message is there now. */
    public Optional<BatchInvocation> poll() {
        List<FakeSqsMessage> messages = gather();
        return messages.isEmpty() ? Optional.empty() : Optional.of(invoke(messages));
    }

    /**
     * Polls until the queue is empty, letting time pass until hidden messages show: done, in the dead-letter queue, or gone with the queue's retention.
     *
     * @throws IllegalStateException after 20,000 calls, when messages come back and back
     */
    public List<BatchInvocation> run() {
        List<BatchInvocation> invocations = new ArrayList<>();
        for (Optional<Instant> next = queue.nextVisible(); next.isPresent(); next = queue.nextVisible()) {
            if (invocations.size() == MOST_INVOCATIONS) {
                throw new IllegalStateException("After " + MOST_INVOCATIONS + " calls " + queue
                        + " is not empty: has it a dead-letter queue, and does no handler show its messages at once?");
            }
            queue.clock().advanceTo(next.get());
            poll().ifPresent(invocations::add);
        }
        return invocations;
    }

    /** The window begins with the first message. */
    private List<FakeSqsMessage> gather() {
        List<FakeSqsMessage> messages = new ArrayList<>(receive(List.of()));
        if (messages.isEmpty() || messages.size() == settings.batchSize) {
            return messages;
        }
        Instant end = queue.clock().instant().plus(settings.window);
        for (Optional<Instant> next = queue.nextVisible(); isDue(next, end); next = queue.nextVisible()) {
            queue.clock().advanceTo(next.orElse(end));
            List<FakeSqsMessage> more = receive(messages);
            messages.addAll(more);
            if (more.isEmpty() || messages.size() == settings.batchSize) {
                return messages;
            }
        }
        queue.clock().advanceTo(end);
        return messages;
    }

    private static boolean isDue(Optional<Instant> next, Instant end) {
        return next.isPresent() && !next.get().isAfter(end);
    }

    /** As many more as the batch has room for. */
    private List<FakeSqsMessage> receive(List<FakeSqsMessage> before) {
        int bytes = before.stream().mapToInt(SimulatedQueue::size).sum();
        return queue.receive(settings.batchSize - before.size(), MOST_BATCH_BYTES - bytes, settings.visibility(queue));
    }

    private BatchInvocation invoke(List<FakeSqsMessage> messages) {
        List<String> ids = messages.stream().map(FakeSqsMessage::id).toList();
        byte[] event = FakeSqsEvent.of(messages).withQueue(queue.name()).toBytes();
        Instant at = queue.clock().instant();
        BatchInvocation.Answered answered = new BatchCaller(function, settings.timeout, queue.clock()).call(event);
        BatchVerdict verdict =
                BatchVerdict.of(answered, settings.reporting, ids, json -> json instanceof String id ? id : null);
        if (verdict.verdict() != Verdict.FAILURE) {
            delete(messages, verdict.retried());
        }
        return new BatchInvocation(at, event, ids, answered, verdict);
    }

    private void delete(List<FakeSqsMessage> messages, List<String> retried) {
        for (FakeSqsMessage message : messages) {
            if (!retried.contains(message.id())) {
                queue.delete(message.receiptHandle());
            }
        }
    }

    private SqsEventSource with(Settings changed) {
        return new SqsEventSource(function, queue, changed);
    }

    @Override
    public String toString() {
        return "SqsEventSource of " + queue.name();
    }

    private record Settings(int batchSize, Duration window, Duration timeout, boolean reporting) {

        void check(SimulatedQueue queue) {
            int most = queue.isFifo() || window.toSeconds() < 1 ? 10 : 10_000;
            if (batchSize < 1 || batchSize > most) {
                throw new IllegalArgumentException(
                        "A batch of " + queue.name() + " has 1 to " + most + " messages, not " + batchSize
                                + (queue.isFifo() ? "" : "; above 10 it needs a window of a second or more"));
            }
            if (window.isNegative()
                    || window.compareTo(Duration.ofMinutes(5)) > 0
                    || (queue.isFifo() && !window.isZero())) {
                throw new IllegalArgumentException(
                        "A batching window has 0 to 300 seconds, and a FIFO queue none: " + window);
            }
            if (queue.visibilityTimeout().compareTo(timeout) < 0) {
                throw new IllegalArgumentException("The queue's visibility timeout, " + queue.visibilityTimeout()
                        + ", is less than the function's, " + timeout
                        + ": AWS refuses the trigger; six times as much is advised");
            }
        }

        /** Lambda hides messages for longer where window and timeout together are beyond the queue's own time. */
        Duration visibility(SimulatedQueue queue) {
            Duration needed = window.plus(timeout);
            return needed.compareTo(queue.visibilityTimeout()) > 0 ? needed.plusSeconds(30) : queue.visibilityTimeout();
        }
    }
}
