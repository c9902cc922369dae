package dev.skiff.local;

import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.testing.FakeSqsMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Polls one queue for one function as Lambda's event source mapping does. One thread gathers batches, others call the
 * function; a batch is only gathered when there is room for its call, so that no receive count is spent on waiting.
 */
final class QueuePoller implements AutoCloseable {
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofSeconds(10);
    private static final Duration LAST_BATCHES = Duration.ofSeconds(2);

    private final QueueClient client;
    private final SamQueueEvent mapping;
    private final EventFilter filter;
    private final Optional<Duration> visibility;
    private final Duration invisible;
    private final Function<byte[], Outcome> function;
    private final Consumer<String> log;
    private final Semaphore room;
    private final ExecutorService workers = Executors.newCachedThreadPool(QueuePoller::daemon);
    private final Thread receiver = daemon(this::poll);
    private final Deque<Message> waiting = new ArrayDeque<>(); // received, but too large for the batch before
    private final Object news = new Object(); // told when a batch ended
    private int running; // batches; guarded by news
    private int batchesEnded; // guarded by news
    private long lockedUntil =
            System.nanoTime(); // until then messages may be there that can't be received; guarded by news
    private volatile boolean closed;

    /**
     * A poller.
     *
     * @param batchesAtOnce beyond this the function has no room
     * @param log takes what Lambda doesn't tell
     */
    QueuePoller(
            QueueClient client,
            SamQueueEvent mapping,
            MessageVisibility visibility,
            Function<byte[], Outcome> function,
            int batchesAtOnce,
            Consumer<String> log) {
        this.client = client;
        this.mapping = mapping;
        this.filter = EventFilter.of(mapping.filters(), mapping.place());
        this.visibility = visibility.raised();
        this.invisible = visibility.effective();
        this.function = function;
        this.log = log;
        this.room = new Semaphore(Math.min(mapping.maximumConcurrency().orElse(batchesAtOnce), batchesAtOnce));
    }

    void start() {
        receiver.start();
    }

    /** Receives no more, and waits a little for batches that are being worked on. */
    @Override
    public void close() {
        closed = true;
        room.release(); // the receiver may wait for it; interrupted, it would lose what a poll just brought
        try {
            awaitLastBatches(System.nanoTime() + LAST_BATCHES.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void awaitLastBatches(long end) throws InterruptedException {
        synchronized (news) {
            news.notifyAll();
            for (long left = end - System.nanoTime(); running > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(news, left);
            }
        }
    }

    private void poll() {
        int outages = 0;
        while (!closed) {
            try {
                dispatch();
                outages = 0;
            } catch (RuntimeException outage) { // the SDK's, or whatever else: a poller goes on
                if (outages == 0 && !closed) {
                    log.accept("The queue " + mapping.queueArn() + " can't be polled: " + outage.getMessage());
                }
                outages++;
                pause(
                        Duration.ofSeconds(outages).compareTo(LONGEST_OUTAGE_PAUSE) < 0
                                ? Duration.ofSeconds(outages)
                                : LONGEST_OUTAGE_PAUSE);
            }
        }
        release(waiting);
    }

    /** Shorter if a batch ends or the poller is closed. */
    private void pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (news) {
            int before = batchesEnded;
            try {
                for (long left = pause.toNanos();
                        left > 0 && !closed && batchesEnded == before;
                        left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(news, left);
                }
            } catch (InterruptedException unexpected) {
                closed = true;
            }
        }
    }

    private void release(Collection<Message> messages) {
        try {
            client.release(mapping.queueArn(), messages);
        } catch (RuntimeException gone) {
            // then they are seen again after their visibility timeout
        }
    }

    private void dispatch() {
        room.acquireUninterruptibly();
        boolean working = false;
        try {
            MessageBatch batch = gather();
            working = !batch.isEmpty() && begin();
            if (working) {
                workers.execute(() -> work(batch));
            } else {
                release(batch.messages());
            }
        } finally {
            if (!working) {
                room.release();
            }
        }
    }

    private boolean begin() {
        synchronized (news) {
            running += closed ? 0 : 1;
            return !closed;
        }
    }

    /** A batch ends with its size, its bytes or its window; it is empty if nothing came. */
    private MessageBatch gather() {
        MessageBatch batch = new MessageBatch(mapping.queueArn(), mapping.batchSize());
        long end = Long.MAX_VALUE;
        while (!closed) {
            boolean fits = fill(batch);
            if (!batch.isEmpty() && end == Long.MAX_VALUE) {
                end = System.nanoTime() + mapping.window().toNanos();
            }
            if (!fits || batch.isFull() || (!batch.isEmpty() && System.nanoTime() >= end)) {
                return batch;
            }
            if (!receive(batch.room(), batch.isEmpty() ? idle() : Duration.ofNanos(end - System.nanoTime()))
                    && batch.isEmpty()) {
                return batch;
            }
        }
        return batch;
    }

    /** False if the batch has no room for what waits. */
    private boolean fill(MessageBatch batch) {
        List<Message> others = new ArrayList<>();
        boolean fits = true;
        while (fits && !waiting.isEmpty() && !batch.isFull()) {
            Message message = waiting.element();
            FakeSqsMessage record = MessageBatch.record(message, mapping.queueArn());
            if (!filter.isEmpty() && !filter.passes(record.toJson(), "body")) {
                others.add(waiting.remove());
            } else {
                fits = batch.add(message, record);
                if (fits) {
                    waiting.remove();
                }
            }
        }
        delete(others);
        return fits;
    }

    /** Whether anything came in this time. */
    private boolean receive(int most, Duration wait) {
        List<Message> received = client.receive(mapping.queueArn(), most, wait, visibility);
        waiting.addAll(received);
        if (received.isEmpty() && wait.toSeconds() == 0) {
            pause(wait.isZero() || wait.compareTo(PAUSE) > 0 ? PAUSE : wait);
        }
        return !received.isEmpty();
    }

    /** ElasticMQ's long poll spins while all messages of a FIFO queue are behind others of their groups. */
    private Duration idle() {
        if (!mapping.queueArn().endsWith(".fifo")) {
            return LONG_POLL;
        }
        synchronized (news) {
            return running > 0 || System.nanoTime() < lockedUntil ? Duration.ZERO : LONG_POLL;
        }
    }

    private void work(MessageBatch batch) {
        try {
            Outcome outcome = function.apply(batch.event());
            List<Message> settled = batch.settled(outcome, mapping.reportsItemFailures(), log);
            if (settled.size() < batch.messages().size()) {
                lock();
            }
            delete(settled);
        } catch (RuntimeException failure) {
            lock();
            if (!closed) {
                log.accept("A batch from " + mapping.queueArn() + " couldn't be handed over: " + failure);
            }
        } finally {
            room.release();
            synchronized (news) {
                running--;
                batchesEnded++;
                news.notifyAll();
            }
        }
    }

    private void lock() {
        synchronized (news) {
            lockedUntil = System.nanoTime() + invisible.toNanos();
        }
    }

    private void delete(List<Message> messages) {
        client.delete(mapping.queueArn(), messages)
                .forEach(wrong -> log.accept("A message couldn't be deleted, so it comes again: " + wrong));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "skiff-local queue");
        thread.setDaemon(true);
        return thread;
    }
}
