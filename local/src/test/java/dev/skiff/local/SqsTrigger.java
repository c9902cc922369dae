package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.Sqs.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Polls a queue for a function as Lambda does with ReportBatchItemFailures: what a proper answer doesn't name is deleted,
 * everything else comes back after its visibility timeout.
 */
final class SqsTrigger {
    private static final long PAUSE_MILLIS = 200;

    private final Sqs sqs;
    private final String queue;
    private final String arn;
    private final Function<byte[], Outcome> function;

    SqsTrigger(Sqs sqs, String queue, Function<byte[], Outcome> function) {
        this.sqs = sqs;
        this.queue = queue;
        this.arn = sqs.arn(queue);
        this.function = function;
    }

    /** Polls with so many threads until the queue holds nothing more. */
    void pollUntilEmpty(int pollers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(pollers);
        try {
            Callable<Void> poll = this::poll;
            for (Future<Void> poller : threads.invokeAll(Collections.nCopies(pollers, poll))) {
                poller.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void poll() throws IOException, InterruptedException {
        while (sqs.size(queue) > 0) {
            List<Message> messages = sqs.receive(queue);
            while (!messages.isEmpty()) {
                sqs.delete(queue, finished(messages));
                messages = sqs.receive(queue);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    private List<Message> finished(List<Message> messages) throws IOException {
        Outcome outcome = function.apply(event(messages));
        if (outcome.failed()) {
            return List.of();
        }
        Set<String> failed = failures(outcome);
        List<Message> finished = new ArrayList<>();
        for (Message message : messages) {
            if (!failed.remove(message.id())) {
                finished.add(message);
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    "Not in the batch, so that Lambda would take all of it as failed: " + failed);
        }
        return finished;
    }

    private static Set<String> failures(Outcome outcome) throws IOException {
        Object failures = JSON.std.mapFrom(outcome.text()).get("batchItemFailures");
        Set<String> ids = new HashSet<>();
        for (Object failure : (List<?>) Objects.requireNonNull(failures)) {
            ids.add((String) Objects.requireNonNull(((Map<?, ?>) failure).get("itemIdentifier")));
        }
        return ids;
    }

    private byte[] event(List<Message> messages) throws IOException {
        List<Object> records = new ArrayList<>();
        for (Message message : messages) {
            records.add(Map.of(
                    "messageId", message.id(),
                    "receiptHandle", message.receiptHandle(),
                    "body", message.body(),
                    "attributes", message.attributes(),
                    "messageAttributes", Map.of(),
                    "eventSource", "aws:sqs",
                    "eventSourceARN", arn,
                    "awsRegion", "us-east-1"));
        }
        return JSON.std.asBytes(Map.of("Records", records));
    }
}
