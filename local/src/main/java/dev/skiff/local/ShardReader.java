package dev.skiff.local;

import dev.skiff.local.StreamDelivery.Change;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.testing.FakeDynamoDbRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one shard from a place on to its end, four times a second, and has what it reads delivered. */
final class ShardReader implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long MOST_BYTES = 6L * 1024 * 1024 - 1024;
    private static final int MOST_PER_CALL = 1000;

    private final DynamoDbStreamsClient client;
    private final SamStreamEvent mapping;
    private final EventFilter filter;
    private final StreamDelivery delivery;
    private final String shard;
    private final ExecutorService lanes;
    private final CountDownLatch closed;
    private final Consumer<String> log;
    private final List<Change> read = new ArrayList<>();
    private @Nullable String iterator;
    private @Nullable Instant window;
    private Map<String, Object> state = Map.of();

    ShardReader(
            DynamoDbStreamsClient client,
            SamStreamEvent mapping,
            StreamDelivery delivery,
            String shard,
            String iterator,
            ExecutorService lanes,
            CountDownLatch closed,
            Consumer<String> log) {
        this.client = client;
        this.mapping = mapping;
        this.filter = EventFilter.of(mapping.filters(), mapping.place());
        this.delivery = delivery;
        this.shard = shard;
        this.iterator = iterator;
        this.lanes = lanes;
        this.closed = closed;
        this.log = log;
    }

    /** Returns at the end of the shard with all of it delivered, or when closed. */
    @Override
    public void run() {
        boolean told = false;
        while (!isClosed(Duration.ZERO) && (iterator != null || !read.isEmpty())) {
            try {
                gather();
                told = false;
                if (!deliver(take()) || isClosed(read.isEmpty() && iterator != null ? PAUSE : Duration.ZERO)) {
                    return;
                }
            } catch (RuntimeException outage) { // the SDK's, or whatever else: a reader goes on
                if (!told && !isClosed(Duration.ZERO)) {
                    log.accept("The stream " + mapping.streamArn() + " can't be read: " + outage.getMessage());
                }
                told = true;
                isClosed(PAUSE.multipliedBy(20));
            } catch (InterruptedException stopped) {
                return;
            }
        }
        endWindow();
    }

    /** Reads until there is a batch, its window is over, or there is nothing. */
    private void gather() {
        long end = read.isEmpty()
                ? Long.MAX_VALUE
                : System.nanoTime() + mapping.window().toNanos();
        while (iterator != null && read.size() < most()) {
            List<Change> changes = next(iterator);
            if (end == Long.MAX_VALUE && !changes.isEmpty()) {
                end = System.nanoTime() + mapping.window().toNanos();
            }
            read.addAll(changes);
            if (read.isEmpty() || System.nanoTime() >= end || (changes.isEmpty() && isClosed(PAUSE))) {
                return;
            }
        }
    }

    private List<Change> next(String from) {
        GetRecordsResponse answer =
                client.getRecords(request -> request.shardIterator(from).limit(Math.min(most(), MOST_PER_CALL)));
        iterator = answer.nextShardIterator();
        List<Change> changes = new ArrayList<>();
        for (Record record : answer.records()) {
            FakeDynamoDbRecord fake = StreamRecords.of(record);
            if (filter.isEmpty() || filter.passes(fake.toJson())) {
                changes.add(new Change(fake, record.dynamodb().approximateCreationDateTime()));
            }
        }
        return changes;
    }

    private int most() {
        return mapping.batchSize() * mapping.parallelizationFactor();
    }

    /** What fits into the next batches: so many records, and so many bytes. */
    private List<Change> take() {
        long bytes = 0;
        int count = 0;
        while (count < Math.min(read.size(), most())) {
            bytes += read.get(count).record().toBytes().length + 1L;
            if (count > 0 && bytes > MOST_BYTES) {
                break;
            }
            count++;
        }
        List<Change> taken = List.copyOf(read.subList(0, count));
        read.subList(0, count).clear();
        return taken;
    }

    private boolean deliver(List<Change> changes) throws InterruptedException {
        if (!mapping.tumblingWindow().isZero()) {
            return deliverInWindows(changes);
        }
        return mapping.parallelizationFactor() == 1 ? deliverInParts(changes) : deliverInLanes(changes);
    }

    private boolean deliverInParts(List<Change> changes) {
        for (int from = 0; from < changes.size(); from += mapping.batchSize()) {
            List<Change> part = changes.subList(from, Math.min(from + mapping.batchSize(), changes.size()));
            if (!delivery.deliver(shard, part)) {
                return false;
            }
        }
        return true;
    }

    /** Changes of one item stay in order, those of others may overtake them. */
    private boolean deliverInLanes(List<Change> changes) throws InterruptedException {
        List<List<Change>> split = new ArrayList<>();
        for (int lane = 0; lane < mapping.parallelizationFactor(); lane++) {
            split.add(new ArrayList<>());
        }
        for (Change change : changes) {
            split.get(Math.floorMod(change.record().keys().hashCode(), split.size()))
                    .add(change);
        }
        List<Callable<Boolean>> tasks = new ArrayList<>();
        split.forEach(lane -> tasks.add(() -> deliverInParts(lane)));
        boolean done = true;
        for (Future<Boolean> lane : lanes.invokeAll(tasks)) {
            try {
                done &= lane.get();
            } catch (ExecutionException failure) {
                log.accept("Records of " + shard + " couldn't be handed over: " + failure.getCause());
                done = false;
            }
        }
        return done;
    }

    private boolean deliverInWindows(List<Change> changes) {
        int from = 0;
        while (from < changes.size()) {
            Instant start = windowOf(changes.get(from).created());
            int to = from;
            while (to < changes.size() && windowOf(changes.get(to).created()).equals(start)) {
                to++;
            }
            if (!start.equals(window) && !endWindow()) {
                return false;
            }
            window = start;
            if (!deliverInWindow(changes.subList(from, to), start, false)) {
                return false;
            }
            from = to;
        }
        boolean isOver = window != null
                && window.plus(mapping.tumblingWindow()).isBefore(Instant.now().minus(PAUSE));
        return !isOver || !read.isEmpty() || endWindow();
    }

    private boolean deliverInWindow(List<Change> changes, Instant start, boolean isLast) {
        Map<String, Object> after = delivery.deliver(shard, changes, start, state, isLast);
        state = after == null ? state : after;
        return after != null;
    }

    private boolean endWindow() {
        if (window == null) {
            return true;
        }
        boolean done = deliverInWindow(List.of(), window, true);
        window = null;
        state = Map.of();
        return done;
    }

    private Instant windowOf(Instant created) {
        long length = mapping.tumblingWindow().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(created.getEpochSecond(), length) * length);
    }

    private boolean isClosed(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
