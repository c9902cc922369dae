package dev.skiff.batch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a message waits before its next delivery: {@code first} after the first receive, twice that after the second and so on up to {@code most}, with
 * jitter: between half of that and all of it. Immutable.
 */
public final class Backoff {
    /** SQS counts the 12 hours from when the message was received; the invocation takes at most 15 minutes of them. */
    private static final Duration CAP = Duration.ofHours(12).minusMinutes(15);

    private final Duration first;
    private final Duration most;

    private Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /**
     * Doubles from {@code first} to {@code most}, both at least a second; SQS takes whole seconds and 12 hours at most, so more than 11 h 45 min is cut to that.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html">AWS: ChangeMessageVisibility</a>
     */
    public static Backoff exponential(Duration first, Duration most) {
        if (first.toSeconds() < 1 || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "A backoff goes from at least one second to as much or more, not from " + first + " to " + most);
        }
        return new Backoff(least(first, CAP), least(most, CAP));
    }

    /** The delay after the receive of that number, counted from 1. */
    Duration delay(int receiveCount, DoubleSupplier random) {
        long seconds = first.toSeconds();
        for (int receive = 1; receive < receiveCount && seconds < most.toSeconds(); receive++) {
            seconds *= 2;
        }
        long whole = Math.min(seconds, most.toSeconds());
        return Duration.ofSeconds(Math.max(1, Math.round(whole * (0.5 + random.getAsDouble() / 2))));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
