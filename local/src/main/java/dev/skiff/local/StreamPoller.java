package dev.skiff.local;

import dev.skiff.local.template.SamStreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Polls one stream for one function: each shard by a thread of its own, and none before its parent is done. */
final class StreamPoller implements AutoCloseable {
    private static final Duration LOOK_FOR_SHARDS = Duration.ofSeconds(5);
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);

    private final DynamoDbStreamsClient client;
    private final SamStreamEvent mapping;
    private final String streamArn;
    private final Consumer<String> log;
    private final StreamDelivery delivery;
    private final Set<String> begun = new HashSet<>(); // only ever used by one thread at a time
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "skiff-local stream");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A poller.
     *
     * @param streamArn what the server calls the stream of the mapping
     */
    StreamPoller(
            DynamoDbStreamsClient client,
            SamStreamEvent mapping,
            String streamArn,
            StreamDelivery delivery,
            Consumer<String> log) {
        this.client = client;
        this.mapping = mapping;
        this.streamArn = streamArn;
        this.delivery = delivery;
        this.log = log;
    }

    /** What is written after this returns is delivered, also from the position LATEST. */
    void start() {
        List<Shard> shards = shards();
        if (mapping.startingPosition().equals("LATEST")) {
            for (Shard shard : shards) {
                begun.add(shard.shardId());
                if (isOpen(shard)) {
                    begin(shard.shardId(), ShardIteratorType.LATEST);
                } else {
                    ended.add(shard.shardId());
                }
            }
        } else {
            beginNew(shards);
        }
        threads.execute(this::lookForShards);
    }

    @Override
    public void close() {
        closed.countDown();
        delivery.close();
        threads.shutdown();
        try {
            threads.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private void lookForShards() {
        try {
            while (!closed.await(begun.equals(ended) ? 250 : LOOK_FOR_SHARDS.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    beginNew(shards());
                } catch (RuntimeException outage) {
                    // the readers tell it
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void beginNew(List<Shard> shards) {
        Map<String, Shard> known = new LinkedHashMap<>();
        shards.forEach(shard -> known.put(shard.shardId(), shard));
        for (Shard shard : shards) {
            String parent = shard.parentShardId();
            boolean isNext = parent == null || ended.contains(parent) || !known.containsKey(parent);
            if (isNext && begun.add(shard.shardId())) {
                begin(shard.shardId(), ShardIteratorType.TRIM_HORIZON);
            }
        }
    }

    private void begin(String shard, ShardIteratorType position) {
        String iterator = client.getShardIterator(
                        request -> request.streamArn(streamArn).shardId(shard).shardIteratorType(position))
                .shardIterator();
        ShardReader reader = new ShardReader(client, mapping, delivery, shard, iterator, threads, closed, log);
        threads.execute(() -> {
            reader.run();
            ended.add(shard);
        });
    }

    private static boolean isOpen(Shard shard) {
        return shard.sequenceNumberRange() == null
                || shard.sequenceNumberRange().endingSequenceNumber() == null;
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        String last = null;
        do {
            String from = last;
            StreamDescription page = client.describeStream(
                            request -> request.streamArn(streamArn).exclusiveStartShardId(from))
                    .streamDescription();
            shards.addAll(page.shards());
            last = page.lastEvaluatedShardId();
        } while (last != null);
        return shards;
    }
}
