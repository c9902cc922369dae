package dev.skiff.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One shard of a Kinesis stream or of a table's stream, or a Kafka topic, in memory and in virtual time: records in order, and how far an event source has come. Thread-safe.
 *
 * @param <R> its records
 */
public final class SimulatedStream<R> {
    private final Kind<R> kind;
    private final VirtualClock clock;
    private final Duration retention;
    private final List<Put<R>> records = new ArrayList<>(); // those behind the checkpoint are gone
    private final Map<String, Long> counts = new TreeMap<>();

    private SimulatedStream(Kind<R> kind, VirtualClock clock, Duration retention) {
        this.kind = kind;
        this.clock = clock;
        this.retention = retention;
    }

    /** A shard of a Kinesis stream, kept for 24 hours. */
    public static SimulatedStream<FakeKinesisRecord> kinesis(String stream, VirtualClock clock) {
        return new SimulatedStream<>(new StreamKinds.Kinesis(stream), clock, Duration.ofHours(24));
    }

    /** A shard of a table's stream, kept for 24 hours. */
    public static SimulatedStream<FakeDynamoDbRecord> dynamoDb(String table, VirtualClock clock) {
        return new SimulatedStream<>(new StreamKinds.DynamoDb(table), clock, Duration.ofHours(24));
    }

    /** Topics of Kafka, in as many partitions as its records name, kept for 7 days. */
    public static SimulatedStream<FakeKafkaRecord> kafka(VirtualClock clock) {
        return new SimulatedStream<>(new StreamKinds.Kafka(), clock, Duration.ofDays(7));
    }

    /** Puts records behind the last one. They get the next sequence numbers (Kafka: offsets of their partition, from 0) and the present time. */
    @SafeVarargs
    public final void put(R... added) {
        for (R record : added) {
            putOne(record);
        }
    }

    private synchronized void putOne(R record) {
        long number = counts.merge(kind.partition(record), 1L, Long::sum) - 1;
        records.add(new Put<>(kind.numbered(record, number, clock.instant()), clock.instant()));
    }

    public VirtualClock clock() {
        return clock;
    }

    /** The records that no event source is past yet. */
    public synchronized List<R> pending() {
        return records.stream().map(Put::record).toList();
    }

    Kind<R> kind() {
        return kind;
    }

    /** Those at the front that are older than the retention; they are gone. */
    synchronized List<R> expire() {
        return takeOlder(retention);
    }

    /** Takes those at the front that are older. */
    synchronized List<R> takeOlder(Duration age) {
        Instant oldest = clock.instant().minus(age);
        List<R> old = new ArrayList<>();
        while (!records.isEmpty() && records.get(0).at.isBefore(oldest)) {
            old.add(records.remove(0).record);
        }
        return old;
    }

    /** The next ones, which stay until they are {@link #passed}. */
    synchronized List<R> next(int most) {
        return records.stream().limit(most).map(Put::record).toList();
    }

    /** The checkpoint moves behind these, or, in Kafka, their partitions' offsets do. */
    synchronized void passed(Set<String> done) {
        records.removeIf(put -> done.contains(kind.id(put.record)));
    }

    @Override
    public String toString() {
        return "SimulatedStream of " + kind.name() + " with " + pending().size() + " records pending";
    }

    private record Put<R>(R record, Instant at) {}

    /** What differs between the sources of streams. Without state. */
    interface Kind<R> {
        String name();

        /** What has a checkpoint of its own. */
        String partition(R record);

        R numbered(R record, long number, Instant at);

        /** The record in invocations; unique. */
        String id(R record);

        /** The id of the record that a reported identifier names; null when it isn't one. */
        default @Nullable String named(@Nullable Object identifier) {
            return identifier instanceof String sequenceNumber ? sequenceNumber : null;
        }

        byte[] event(List<R> records);
    }
}
