package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.testing.BatchAnswer;
import dev.skiff.testing.FakeDynamoDbEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import dev.skiff.testing.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the records of a shard to a function, in order: again, in parts, or to the on-failure destination when the function
 * fails. Thread-safe.
 */
final class StreamDelivery {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 8;

    private final SamStreamEvent mapping;
    private final String functionArn;
    private final Function<byte[], Outcome> function;
    private final MessageSender onFailure;
    private final Consumer<String> log;
    private final CountDownLatch closed = new CountDownLatch(1);

    StreamDelivery(
            SamStreamEvent mapping,
            String functionArn,
            Function<byte[], Outcome> function,
            MessageSender onFailure,
            Consumer<String> log) {
        this.mapping = mapping;
        this.functionArn = functionArn;
        this.function = function;
        this.onFailure = onFailure;
        this.log = log;
    }

    /** A record with what the event leaves out. */
    record Change(FakeDynamoDbRecord record, Instant created) {
        String sequenceNumber() {
            return record.sequenceNumber();
        }
    }

    /** Changes that are delivered together, and how often they have been retried. */
    private record Piece(List<Change> changes, int retries) {}

    /** What a call came to: the changes that must come again, and the state of its tumbling window. */
    private record Called(
            Outcome outcome, List<Change> left, @Nullable Map<String, Object> state) {}

    /** Returns when each record is done, or given up and its destination told; false if closed before. */
    boolean deliver(String shard, List<Change> batch) {
        return deliver(shard, batch, UnaryOperator.identity(), Map.of(), false) != null;
    }

    /**
     * The same within a tumbling window.
     *
     * @param state that the window has so far
     * @return the state afterwards; null if closed before
     */
    @Nullable Map<String, Object> deliver(
            String shard, List<Change> batch, Instant window, Map<String, Object> state, boolean isLast) {
        UnaryOperator<FakeDynamoDbEvent> inWindow = event -> {
            FakeDynamoDbEvent placed = event.withWindow(window, mapping.tumblingWindow());
            return isLast ? placed.asFinalInvoke() : placed;
        };
        return deliver(shard, batch, inWindow, state, isLast);
    }

    void close() {
        closed.countDown();
    }

    private @Nullable Map<String, Object> deliver(
            String shard,
            List<Change> batch,
            UnaryOperator<FakeDynamoDbEvent> window,
            Map<String, Object> before,
            boolean alsoEmpty) {
        Map<String, Object> state = before;
        Deque<Piece> pieces = new ArrayDeque<>();
        pieces.push(new Piece(batch, 0));
        while (!pieces.isEmpty()) {
            Piece piece = withoutOld(shard, pieces.pop());
            if (piece.changes.isEmpty() && !alsoEmpty) {
                continue;
            }
            if (isClosedAfter(piece.retries)) {
                return null;
            }
            Map<String, Object> given = state;
            Called called = call(shard, piece.changes, event -> window.apply(event.withState(given)));
            state = called.state == null ? state : called.state;
            again(shard, piece, called, pieces);
        }
        return state;
    }

    private void again(String shard, Piece piece, Called called, Deque<Piece> pieces) {
        List<Change> left = called.left;
        boolean failedWithoutRecords = piece.changes.isEmpty() && called.outcome.failed();
        if (left.isEmpty() && !failedWithoutRecords) {
            return;
        }
        if (mapping.bisects() && left.size() < piece.changes.size()) {
            pieces.push(new Piece(left, piece.retries));
        } else if (mapping.bisects() && left.size() > 1) {
            int half = (left.size() + 1) / 2;
            pieces.push(new Piece(left.subList(half, left.size()), piece.retries));
            pieces.push(new Piece(left.subList(0, half), piece.retries));
        } else if (piece.retries < mapping.maximumRetries().orElse(Integer.MAX_VALUE)) {
            pieces.push(new Piece(left, piece.retries + 1));
        } else {
            giveUp(shard, left, "RetryAttemptsExhausted", piece.retries + 1, called.outcome);
        }
    }

    /** Gives up what is too old. */
    private Piece withoutOld(String shard, Piece piece) {
        if (mapping.maximumAge().isEmpty()) {
            return piece;
        }
        Instant oldest = Instant.now().minus(mapping.maximumAge().get());
        List<Change> old = piece.changes.stream()
                .filter(change -> change.created.isBefore(oldest))
                .toList();
        giveUp(shard, old, "MaximumRecordAgeExceeded", piece.retries, null);
        return old.isEmpty()
                ? piece
                : new Piece(
                        piece.changes.stream()
                                .filter(change -> !old.contains(change))
                                .toList(),
                        piece.retries);
    }

    /** Waits before a retry. */
    private boolean isClosedAfter(int retries) {
        long pause = retries == 0 ? 0 : FIRST_PAUSE_MILLIS << Math.min(retries - 1, MOST_DOUBLINGS);
        try {
            return closed.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Called call(String shard, List<Change> changes, UnaryOperator<FakeDynamoDbEvent> window) {
        FakeDynamoDbEvent event = FakeDynamoDbEvent.of(
                        changes.stream().map(Change::record).toList())
                .withTable(mapping.streamArn())
                .withShard(shard);
        Outcome outcome = outcome(window.apply(event).toBytes());
        if (outcome.failed()) {
            return new Called(outcome, changes, null);
        }
        Map<String, Object> state = mapping.tumblingWindow().isZero() ? Map.of() : state(outcome);
        if (state == null) {
            log.accept("The call counts as failed: in a tumbling window the answer must have a state");
            return new Called(Outcome.failed("Skiff.NoState", "no state in the answer"), changes, null);
        }
        return new Called(outcome, left(outcome, changes), state);
    }

    /** A call that can't be made is tried again, as one that failed. */
    private Outcome outcome(byte[] event) {
        try {
            return function.apply(event);
        } catch (RuntimeException notCalled) {
            log.accept("A batch from " + mapping.streamArn() + " couldn't be handed over: " + notCalled);
            return Outcome.failed("Skiff.NotCalled", notCalled.toString());
        }
    }

    /** The record with the lowest reported number and all behind it, also those that succeeded. */
    private List<Change> left(Outcome outcome, List<Change> changes) {
        List<String> numbers = changes.stream().map(Change::sequenceNumber).toList();
        BatchAnswer answer = BatchAnswer.of(outcome.payload(), mapping.reportsItemFailures(), numbers);
        if (answer.verdict() == Verdict.FAILURE) {
            log.accept("The whole batch of " + changes.size() + " counts as failed: " + answer.reason());
        }
        int lowest = answer.failed().stream().mapToInt(numbers::indexOf).min().orElse(changes.size());
        return changes.subList(lowest, changes.size());
    }

    private static @Nullable Map<String, Object> state(Outcome outcome) {
        try {
            Object state = JSON.std.mapFrom(outcome.text()).get("state");
            if (!(state instanceof Map<?, ?> fields)) {
                return null;
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            fields.forEach((name, value) -> copy.put(String.valueOf(name), value));
            return Collections.unmodifiableMap(copy);
        } catch (IOException noObject) {
            return null;
        }
    }

    private void giveUp(String shard, List<Change> changes, String condition, int calls, @Nullable Outcome outcome) {
        if (changes.isEmpty()) {
            return;
        }
        log.accept("Gave up " + changes.size() + " records of " + shard + " from "
                + changes.get(0).sequenceNumber() + ": " + condition);
        mapping.onFailureArn().ifPresent(arn -> {
            try {
                onFailure.send(arn, JSON.std.asString(word(shard, changes, condition, calls, outcome)), Map.of());
            } catch (IOException | LocalException lost) {
                log.accept("The on-failure destination wasn't told: " + lost.getMessage());
            }
        });
    }

    /** Where the records stand in the stream, not what they hold. */
    private Map<String, Object> word(
            String shard, List<Change> changes, String condition, int calls, @Nullable Outcome outcome) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", UUID.randomUUID().toString());
        request.put("functionArn", functionArn);
        request.put("condition", condition);
        request.put("approximateInvokeCount", calls);
        Map<String, Object> word = new LinkedHashMap<>();
        word.put("requestContext", request);
        if (outcome != null) {
            Map<String, Object> response = new HashMap<>(Map.of("statusCode", 200, "executedVersion", "$LATEST"));
            if (outcome.failed()) {
                response.put("functionError", "Unhandled");
            }
            word.put("responseContext", response);
        }
        word.put("version", "1.0");
        word.put("timestamp", Instant.now().toString());
        word.put("DDBStreamBatchInfo", place(shard, changes));
        return word;
    }

    private Map<String, Object> place(String shard, List<Change> changes) {
        Change first = changes.get(0);
        Change last = changes.get(changes.size() - 1);
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("shardId", shard);
        place.put("startSequenceNumber", first.sequenceNumber());
        place.put("endSequenceNumber", last.sequenceNumber());
        place.put("approximateArrivalOfFirstRecord", first.created.toString());
        place.put("approximateArrivalOfLastRecord", last.created.toString());
        place.put("batchSize", changes.size());
        place.put("streamArn", mapping.streamArn());
        return place;
    }
}
