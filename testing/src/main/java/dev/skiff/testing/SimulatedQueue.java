package dev.skiff.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue in memory and in virtual time: visibility timeouts, receive counts, redrive to a dead-letter queue, delays, retention, and for names that end in {@code .fifo}
 * message groups, which are locked while one of their messages is in flight, and deduplication for five minutes. Thread-safe.
 *
 * <p>It is gentler than AWS in one thing: a standard queue delivers in order and never twice within a visibility timeout. Send a message twice to see what a
 * duplicate does.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html">AWS: the developer guide of SQS</a>
 */
public final class SimulatedQueue {
    /** SQS: a message can't be hidden for longer. */
    static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    private static final int LARGEST_MESSAGE = 1024 * 1024;
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
    private static final Duration RETENTION = Duration.ofDays(4);

    private final Builder settings;
    private final List<Held> messages = new ArrayList<>();
    private final Map<String, Sent> sent = new HashMap<>(); // by deduplication id
    private long sequence = 18_850_000_000_000_000L;

    private SimulatedQueue(Builder settings) {
        this.settings = settings;
    }

    /** A queue with SQS's defaults: hidden for 30 seconds, kept for 4 days, no delay and no dead-letter queue. */
    public static SimulatedQueue of(String name, VirtualClock clock) {
        return builder(name, clock).build();
    }

    /** For a queue that differs from SQS's defaults. A name that ends in {@code .fifo} makes a FIFO queue. */
    public static Builder builder(String name, VirtualClock clock) {
        return new Builder(name, clock);
    }

    /** What a queue is made of; see {@link SimulatedQueue#builder}. */
    public static final class Builder {
        private final String name;
        private final VirtualClock clock;
        private Duration visibilityTimeout = Duration.ofSeconds(30);
        private Duration delay = Duration.ZERO;
        private Duration retention = RETENTION;
        private int maxReceiveCount;
        private @Nullable SimulatedQueue deadLetters;

        private Builder(String name, VirtualClock clock) {
            this.name = name;
            this.clock = clock;
        }

        /** How long a received message is hidden: up to 12 hours. */
        public Builder visibilityTimeout(Duration timeout) {
            visibilityTimeout = checkedVisibility(timeout);
            return this;
        }

        /** How long a sent message is hidden before it can be received. */
        public Builder delay(Duration delay) {
            this.delay = delay;
            return this;
        }

        /** How long a message is kept; then it is gone. */
        public Builder retention(Duration retention) {
            this.retention = retention;
            return this;
        }

        /** {@code RedrivePolicy}: a message that was received that often goes there in place of being received again. */
        public Builder deadLetters(SimulatedQueue queue, int maxReceiveCount) {
            if (maxReceiveCount < 1) {
                throw new IllegalArgumentException(
                        "A message is received once at least, not " + maxReceiveCount + " times");
            }
            if (queue.isFifo() != name.endsWith(".fifo")) {
                throw new IllegalArgumentException(
                        "The dead-letter queue of a FIFO queue is a FIFO queue, and of a standard queue a standard one");
            }
            this.deadLetters = queue;
            this.maxReceiveCount = maxReceiveCount;
            return this;
        }

        public SimulatedQueue build() {
            Builder copy = new Builder(name, clock);
            copy.visibilityTimeout = visibilityTimeout;
            copy.delay = delay;
            copy.retention = retention;
            copy.maxReceiveCount = maxReceiveCount;
            copy.deadLetters = deadLetters;
            return new SimulatedQueue(copy);
        }
    }

    public String name() {
        return settings.name;
    }

    /** As in an event's {@code eventSourceARN}. */
    public String arn() {
        return Arn.of("sqs", settings.name);
    }

    public boolean isFifo() {
        return settings.name.endsWith(".fifo");
    }

    public VirtualClock clock() {
        return settings.clock;
    }

    public Duration visibilityTimeout() {
        return settings.visibilityTimeout;
    }

    /** Sends each body as a message of its own; to a FIFO queue, in the group {@code default}. */
    public void send(String... bodies) {
        for (String body : bodies) {
            send(isFifo() ? FakeSqsMessage.of(body).withGroup("default") : FakeSqsMessage.of(body));
        }
    }

    /**
     * Sends a message; to a FIFO queue it needs a group, and its deduplication id is its id where it has none. A duplicate is accepted and not delivered.
     *
     * @return the message's id, for a duplicate that of the message sent before
     */
    public synchronized String send(FakeSqsMessage message) {
        if (size(message) > LARGEST_MESSAGE) {
            throw new IllegalArgumentException("A message has 1 MiB at most, not " + size(message) + " bytes");
        }
        Instant now = clock().instant();
        FakeSqsMessage ready = message.withSentTimestamp(now);
        if (isFifo()) {
            if (message.group().isEmpty()) {
                throw new IllegalArgumentException(
                        "A message to the FIFO queue " + name() + " needs a group: withGroup(…)");
            }
            String deduplication = message.attributes().getOrDefault("MessageDeduplicationId", message.id());
            Sent before = sent.get(deduplication);
            if (before != null && now.isBefore(before.at.plus(DEDUPLICATION))) {
                return before.id;
            }
            sent.put(deduplication, new Sent(message.id(), now));
            ready = ready.withDeduplicationId(deduplication).withSequenceNumber(Long.toString(sequence++));
        }
        messages.add(new Held(ready, now, now.plus(settings.delay), 0));
        return message.id();
    }

    /** Receives up to that many messages and hides them for the queue's visibility timeout. */
    public List<FakeSqsMessage> receive(int most) {
        return receive(most, settings.visibilityTimeout);
    }

    /** Receives up to that many messages and hides them. */
    public synchronized List<FakeSqsMessage> receive(int most, Duration visibilityTimeout) {
        return receive(most, Integer.MAX_VALUE, checkedVisibility(visibilityTimeout));
    }

    /** Also no more than so many bytes of bodies. */
    synchronized List<FakeSqsMessage> receive(int most, int mostBytes, Duration visibility) {
        expire();
        Instant now = clock().instant();
        Set<String> locked = lockedGroups(now);
        List<FakeSqsMessage> received = new ArrayList<>();
        int bytes = 0;
        for (Held held : List.copyOf(messages)) {
            if (received.size() == most || held.visibleAt.isAfter(now) || locked.contains(held.group())) {
                continue;
            }
            if (redriven(held)) {
                continue;
            }
            bytes += size(held.message);
            if (bytes > mostBytes) {
                break;
            }
            received.add(held.receive(now, visibility));
        }
        return received;
    }

    /**
     * Deletes the message that was received with this handle. As on AWS nothing happens, and the answer is false, when the message was received again since, or, in a FIFO
     * queue, when its visibility timeout is over.
     */
    public synchronized boolean delete(String receiptHandle) {
        Held held = held(receiptHandle);
        if (held == null || (isFifo() && !held.inFlight(clock().instant()))) {
            return false;
        }
        return messages.remove(held);
    }

    /** Hides the message that was received with this handle for so long from now, or shows it at once by zero. Refused when it is not in flight. */
    public synchronized void changeVisibility(String receiptHandle, Duration timeout) {
        Instant now = clock().instant();
        Held held = held(receiptHandle);
        if (held == null || !held.inFlight(now)) {
            throw new IllegalArgumentException("The message with this receipt handle is not in flight in " + name());
        }
        held.visibleAt = now.plus(checkedVisibility(timeout));
    }

    /** All messages that are in the queue, also those that are hidden, in the order they were sent. */
    public synchronized List<FakeSqsMessage> messages() {
        expire();
        return messages.stream().map(held -> held.message).toList();
    }

    /** Their bodies. */
    public List<String> bodies() {
        return messages().stream().map(FakeSqsMessage::body).toList();
    }

    /** When the next message can be received: now, or when a hidden one shows; empty when there are none. */
    synchronized Optional<Instant> nextVisible() {
        expire();
        Instant now = clock().instant();
        Map<String, Instant> shown =
                new HashMap<>(); // a group shows when its first message does, and none is in flight
        for (Held held : messages) {
            Instant at = held.visibleAt.isAfter(now) ? held.visibleAt : now;
            String key = isFifo() ? held.group() : "";
            Instant known = shown.get(key);
            if (known == null || (isFifo() ? held.inFlight(now) && at.isAfter(known) : at.isBefore(known))) {
                shown.put(key, at);
            }
        }
        return shown.values().stream().min(Instant::compareTo);
    }

    private void expire() {
        Instant oldest = clock().instant().minus(settings.retention);
        messages.removeIf(held -> held.sentAt.isBefore(oldest));
    }

    private Set<String> lockedGroups(Instant now) {
        Set<String> locked = new HashSet<>();
        if (isFifo()) {
            for (Held held : messages) {
                if (held.inFlight(now)) {
                    locked.add(held.group());
                }
            }
        }
        return locked;
    }

    /** Whether the message went to the dead-letter queue in place of being received. */
    private boolean redriven(Held held) {
        SimulatedQueue deadLetters = settings.deadLetters;
        if (deadLetters == null || held.receiveCount < settings.maxReceiveCount) {
            return false;
        }
        messages.remove(held);
        deadLetters.take(held, arn());
        return true;
    }

    /** A message that moves keeps its age, and its receive count goes on. */
    private synchronized void take(Held held, String from) {
        FakeSqsMessage message = held.message.withAttribute("DeadLetterQueueSourceArn", from);
        messages.add(new Held(message, held.sentAt, clock().instant(), held.receivedBefore + held.receiveCount));
    }

    private @Nullable Held held(String receiptHandle) {
        for (Held held : messages) {
            if (receiptHandle.equals(held.receiptHandle)) {
                return held;
            }
        }
        return null;
    }

    static int size(FakeSqsMessage message) {
        return message.body().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Duration checkedVisibility(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST_VISIBILITY) > 0) {
            throw new IllegalArgumentException("A message is hidden for 0 seconds to 12 hours, not " + timeout);
        }
        return timeout;
    }

    @Override
    public String toString() {
        return "SimulatedQueue " + name() + " with " + messages().size() + " messages";
    }

    private record Sent(String id, Instant at) {}

    /** A message, and how it stands; guarded by its queue. */
    private static final class Held {
        private FakeSqsMessage message;
        private final Instant sentAt;
        private final int receivedBefore; // in the queue it came from
        private Instant visibleAt;
        private int receiveCount;
        private @Nullable String receiptHandle;

        Held(FakeSqsMessage message, Instant sentAt, Instant visibleAt, int receivedBefore) {
            this.message = message;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
            this.receivedBefore = receivedBefore;
        }

        boolean inFlight(Instant now) {
            return receiptHandle != null && visibleAt.isAfter(now);
        }

        String group() {
            return message.group().orElse("");
        }

        FakeSqsMessage receive(Instant now, Duration visibility) {
            receiveCount++;
            receiptHandle = UUID.randomUUID().toString();
            visibleAt = now.plus(visibility);
            FakeSqsMessage seen = receiveCount == 1 ? message.withFirstReceived(now) : message;
            message = seen.withReceiveCount(receivedBefore + receiveCount).withReceiptHandle(receiptHandle);
            return message;
        }
    }
}
