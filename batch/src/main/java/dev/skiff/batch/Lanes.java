package dev.skiff.batch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the records of one batch to its workers: those of a lane one after the other, and of those that may be begun the first. A lane that failed hands out
 * no more; of a shard with one checkpoint, nothing behind the failure is begun. Thread-safe.
 */
final class Lanes {
    private final PriorityQueue<Lane> ready = new PriorityQueue<>();
    private final Lane[] lanes;
    private final @Nullable String[] shards;
    private final Map<String, Integer> firstFailures = new HashMap<>();
    private final boolean stopShards;
    private final boolean[] taken;
    private int count;
    private boolean closed;

    <R extends BatchRecord> Lanes(List<R> records, Source<? super R> source, boolean stopShards) {
        this.lanes = new Lane[records.size()];
        this.shards = new String[records.size()];
        this.taken = new boolean[records.size()];
        this.stopShards = stopShards;
        Map<String, Lane> byName = new HashMap<>();
        for (int i = 0; i < lanes.length; i++) {
            R record = records.get(i);
            shards[i] = source.shard(record);
            String name = source.lane(record);
            lanes[i] = name == null ? added() : byName.computeIfAbsent(name, any -> added());
            lanes[i].add(i);
        }
        for (int i = 0; i < lanes.length; i++) {
            if (lanes[i].next() == i) {
                ready.add(lanes[i]);
            }
        }
    }

    /** How many records could be worked on at a time. */
    int count() {
        return count;
    }

    /** The next record to begin, or -1 when there is none for the asker. */
    synchronized int take() {
        while (!closed) {
            Lane lane = ready.poll();
            if (lane == null) {
                return -1;
            }
            if (mayBegin(lane.next())) {
                int index = lane.take();
                taken[index] = true;
                return index;
            }
        }
        return -1;
    }

    /** A record that was taken has come back. */
    synchronized void returned(int index, boolean finished) {
        Lane lane = lanes[index];
        if (!finished) {
            String shard = shards[index];
            if (shard != null) {
                firstFailures.merge(shard, index, Math::min);
            }
        } else if (lane.hasNext()) {
            ready.add(lane);
        }
    }

    /** Whether the record was handed out. */
    synchronized boolean taken(int index) {
        return taken[index];
    }

    /** Nothing is begun any more. */
    synchronized void close() {
        closed = true;
    }

    private boolean mayBegin(int index) {
        String shard = shards[index];
        Integer failure = shard == null || !stopShards ? null : firstFailures.get(shard);
        return failure == null || index < failure;
    }

    private Lane added() {
        count++;
        return new Lane();
    }

    /** The places in the batch of the records of a lane that are yet to begin. */
    private static final class Lane implements Comparable<Lane> {
        private int[] places = new int[1];
        private int length;
        private int at;

        void add(int place) {
            if (length == places.length) {
                places = Arrays.copyOf(places, length * 2);
            }
            places[length++] = place;
        }

        boolean hasNext() {
            return at < length;
        }

        int next() {
            return places[at];
        }

        int take() {
            return places[at++];
        }

        @Override
        @SuppressWarnings("ComparableType") // lanes are compared by a queue that never asks for equality
        public int compareTo(Lane other) {
            return Integer.compare(next(), other.next());
        }
    }
}
