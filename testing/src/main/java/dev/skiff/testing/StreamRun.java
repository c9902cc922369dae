package dev.skiff.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One reading of a stream, from its checkpoint to its end. Belongs to one thread. */
final class StreamRun<R> {
    private static final int MOST_INVOCATIONS = 20_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final BatchCaller caller;
    private final SimulatedStream<R> stream;
    private final StreamEventSource.Settings settings;
    private final Deque<Piece<R>> pieces = new ArrayDeque<>(); // of the batch at hand, the next one first
    private final List<BatchInvocation> invocations = new ArrayList<>();
    private final List<DiscardedRecords<R>> discarded = new ArrayList<>();
    private final List<R> expired = new ArrayList<>();

    StreamRun(BatchCaller caller, SimulatedStream<R> stream, StreamEventSource.Settings settings) {
        this.caller = caller;
        this.stream = stream;
        this.settings = settings;
    }

    StreamOutcome<R> outcome() {
        while (fill()) {
            Piece<R> piece = pieces.pop();
            if (piece.attempts > 0) {
                stream.clock().advance(pause(piece.attempts));
                if (!dropOld(piece)) {
                    continue; // with what is left of it
                }
            }
            work(piece);
        }
        return new StreamOutcome<>(invocations, discarded, expired);
    }

    /** Whether there is a piece to work on. */
    private boolean fill() {
        if (pieces.isEmpty()) {
            forgetOld();
            List<R> batch = stream.next(settings.batchSize);
            if (!batch.isEmpty()) {
                pieces.push(new Piece<>(batch, 0));
            }
        }
        return !pieces.isEmpty();
    }

    /** False when some of the piece's records are too old by now: the rest of it is next. */
    private boolean dropOld(Piece<R> piece) {
        Set<String> old = forgetOld();
        if (without(piece.records, old).size() == piece.records.size()) {
            return true;
        }
        for (Piece<R> each : withFirst(piece)) {
            List<R> left = without(each.records, old);
            if (!left.isEmpty()) {
                pieces.addLast(new Piece<>(left, each.attempts));
            }
        }
        return false;
    }

    private List<Piece<R>> withFirst(Piece<R> piece) {
        List<Piece<R>> all = new ArrayList<>(List.of(piece));
        all.addAll(pieces);
        pieces.clear();
        return all;
    }

    /** The ids of the records that are too old now. */
    private Set<String> forgetOld() {
        List<R> gone = stream.expire();
        expired.addAll(gone);
        List<R> old = stream.takeOlder(settings.age);
        if (!old.isEmpty()) {
            discarded.add(new DiscardedRecords<>(DiscardedRecords.Condition.MAXIMUM_RECORD_AGE_EXCEEDED, old, 0));
        }
        Set<String> ids = ids(gone);
        ids.addAll(ids(old));
        return ids;
    }

    private void work(Piece<R> piece) {
        BatchVerdict verdict = invoke(piece.records);
        List<R> left = left(piece.records, verdict);
        stream.passed(ids(without(piece.records, ids(left))));
        if (left.isEmpty()) {
            return;
        }
        boolean progress = left.size() < piece.records.size();
        if (settings.bisecting && progress) {
            pieces.push(new Piece<>(left, piece.attempts));
        } else if (settings.bisecting && left.size() > 1) {
            split(left, piece.attempts);
        } else {
            retry(left, piece.attempts + 1);
        }
    }

    private BatchVerdict invoke(List<R> records) {
        if (invocations.size() == MOST_INVOCATIONS) {
            throw new IllegalStateException("After " + MOST_INVOCATIONS + " calls " + stream + ": limit the retries");
        }
        List<String> ids = records.stream().map(stream.kind()::id).toList();
        byte[] event = stream.kind().event(records);
        Instant at = stream.clock().instant();
        BatchInvocation.Answered answered = caller.call(event);
        BatchVerdict verdict = BatchVerdict.of(answered, settings.reporting, ids, stream.kind()::named);
        invocations.add(new BatchInvocation(at, event, ids, answered, redelivered(verdict, records)));
        return verdict;
    }

    /** Not only what is reported comes again: all behind it does. */
    private BatchVerdict redelivered(BatchVerdict verdict, List<R> records) {
        List<String> ids =
                left(records, verdict).stream().map(stream.kind()::id).toList();
        return new BatchVerdict(verdict.verdict(), verdict.reason(), ids);
    }

    /** What a partition's lowest reported record and all behind it are. */
    private List<R> left(List<R> records, BatchVerdict verdict) {
        Set<String> reported = new HashSet<>(verdict.retried());
        Set<String> stopped = new HashSet<>();
        List<R> left = new ArrayList<>();
        for (R record : records) {
            if (reported.contains(stream.kind().id(record))) {
                stopped.add(stream.kind().partition(record));
            }
            if (stopped.contains(stream.kind().partition(record))) {
                left.add(record);
            }
        }
        return left;
    }

    private void split(List<R> records, int attempts) {
        int half = (records.size() + 1) / 2;
        pieces.push(new Piece<>(records.subList(half, records.size()), attempts));
        pieces.push(new Piece<>(records.subList(0, half), attempts));
    }

    private void retry(List<R> records, int attempts) {
        if (attempts <= settings.retries) {
            pieces.push(new Piece<>(records, attempts));
        } else {
            discarded.add(
                    new DiscardedRecords<>(DiscardedRecords.Condition.RETRY_ATTEMPTS_EXHAUSTED, records, attempts));
            stream.passed(ids(records));
        }
    }

    private List<R> without(List<R> records, Set<String> ids) {
        return records.stream()
                .filter(record -> !ids.contains(stream.kind().id(record)))
                .toList();
    }

    private Set<String> ids(List<R> records) {
        Set<String> ids = new HashSet<>();
        records.forEach(record -> ids.add(stream.kind().id(record)));
        return ids;
    }

    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Records of a batch that are worked on together, and how often they have been retried. */
    private record Piece<R>(List<R> records, int attempts) {}
}
