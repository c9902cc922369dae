package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An event that is a list of records of one source. Immutable; changed by copying. */
abstract class FakeRecords<R extends Fake<R>, E> {
    private final String arn;
    private final String shard;
    private final List<R> records;

    FakeRecords(String arn, String shard, List<R> given) {
        List<R> placed = new ArrayList<>();
        for (R record : given) {
            Origin origin = record.origin().within(arn, shard, placed.size());
            placed.add(origin.equals(record.origin()) ? record : record.withOrigin(origin));
        }
        this.arn = arn;
        this.shard = shard;
        this.records = List.copyOf(placed);
    }

    abstract E copy(String changedArn, String changedShard, List<R> changed);

    E with(String changedArn, String changedShard) {
        return copy(changedArn, changedShard, records);
    }

    String arn() {
        return arn;
    }

    String shardId() {
        return shard;
    }

    List<R> list() {
        return records;
    }

    /** What stands beside the records; nothing. */
    Tree around() {
        return Tree.EMPTY;
    }

    public E plus(R record) {
        List<R> longer = new ArrayList<>(records);
        longer.add(record);
        return copy(arn, shard, longer);
    }

    /** Those it holds came about now by this clock, where they don't say themselves when they did. */
    public E withClock(InstantSource clock) {
        Instant now = clock.instant();
        return each(origin -> origin.withTime(now));
    }

    /** Those it holds get new ids, each asked for once, where they don't have one that was set. */
    public E withIds(Supplier<String> ids) {
        return each(origin -> origin.withId(ids.get()));
    }

    public byte[] toBytes() {
        return json().toBytes();
    }

    public String toJson() {
        return new String(toBytes(), UTF_8);
    }

    /** Equal if they send the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FakeRecords<?, ?> that && json().equals(that.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " of " + records.size() + " from " + arn;
    }

    Tree json() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (R record : records) {
            all.add(record.json().fields());
        }
        return around().over(Tree.EMPTY.with(all, "Records"));
    }

    private E each(UnaryOperator<Origin> change) {
        List<R> changed = new ArrayList<>();
        for (R record : records) {
            changed.add(record.withOrigin(change.apply(record.origin())));
        }
        return copy(arn, shard, changed);
    }
}
