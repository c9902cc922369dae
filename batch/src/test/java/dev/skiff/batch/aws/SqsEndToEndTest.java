package dev.skiff.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.batch.Backoff;
import dev.skiff.batch.Batch;
import dev.skiff.batch.FailureAction;
import dev.skiff.batch.SqsFunction;
import dev.skiff.batch.SqsMessage;
import dev.skiff.core.JsonCodec;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Functions on a server that speaks SQS, polled as Lambda polls: what isn't reported is deleted. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SqsEndToEndTest {
    private static final JsonCodec JSON = JsonCodec.jacksonJr();
    private static final Duration SHORT = Duration.ofMillis(800);

    private record Failure(String itemIdentifier) {}

    private record Report(List<Failure> batchItemFailures) {}

    private final Map<String, String> arns = new ConcurrentHashMap<>();
    private final Sqs sqs = Sqs.start();

    @AfterAll
    void stop() {
        sqs.close();
    }

    /**
     * Handlers fail at random by exceptions and Errors, a share of calls runs out of time, and some messages never succeed. In the end every message was worked on or is in the
     * dead-letter queue. With ten times the messages, in processes that are killed, module local shows the same.
     */
    @Test
    void of_2_000_messages_none_is_lost() throws Exception {
        int count = 2_000;
        String dead = queue("storm-dead", Map.of());
        String url = queue(
                "storm",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "1",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + sqs.arn(dead) + "\",\"maxReceiveCount\":\"6\"}"));
        sendAll(url, count);
        Set<String> done = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        RequestStreamHandler function = function(Batch.sqs(message -> {
                    calls.incrementAndGet();
                    work(message.body());
                    done.add(message.body());
                })
                .reportItemFailures()
                .parallel(5));
        pollAll(url, function, 4);
        Set<String> deadBodies = bodies(dead);
        Set<String> lost = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String body = Integer.toString(i);
            if (!done.contains(body) && !deadBodies.contains(body)) {
                lost.add(body);
            }
        }
        System.out.println(count + " messages: " + calls + " calls, " + done.size() + " done, " + deadBodies.size()
                + " dead-lettered, " + (calls.get() - count) + " calls beyond one a message");
        assertThat(lost).isEmpty();
        assertThat(deadBodies).contains("0", "500", "1000", "1500");
    }

    @Test
    void hopeless_messages_go_to_the_dead_letter_queue_in_chunks_of_ten_with_their_attributes() {
        String dead = queue("hopeless-dead", Map.of());
        String url = queue("hopeless", Map.of());
        List<Message> received = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String body = "b" + i;
            sqs.client.sendMessage(request -> request.queueUrl(url)
                    .messageBody(body)
                    .messageAttributes(Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("k")
                                    .build())));
        }
        while (received.size() < 25) {
            received.addAll(receive(url));
        }
        RequestStreamHandler function = function(Batch.sqs(message -> {
                    throw new IllegalArgumentException(message.body());
                })
                .reportItemFailures()
                .onFailure(IllegalArgumentException.class, FailureAction.deadLetter())
                .deadLetters(SqsDeadLetters.of(sqs.client, dead)));
        assertThat(failures(function, event(received, arn(url)))).isEmpty();
        List<Message> letters = new ArrayList<>();
        while (letters.size() < 25) {
            letters.addAll(receive(dead));
        }
        assertThat(letters).extracting(Message::body).doesNotHaveDuplicates().hasSize(25);
        assertThat(letters).allSatisfy(letter -> assertThat(letter.messageAttributes())
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.stringValue()).isEqualTo("k")));
    }

    @Test
    void a_queue_that_is_not_there_takes_nothing() {
        String url = queue("no-dead", Map.of());
        sqs.client.sendMessage(request -> request.queueUrl(url).messageBody("b"));
        List<Message> received = receive(url);
        RequestStreamHandler function = function(Batch.sqs(message -> {
                    throw new IllegalArgumentException(message.body());
                })
                .reportItemFailures()
                .onFailure(IllegalArgumentException.class, FailureAction.deadLetter())
                .deadLetters(SqsDeadLetters.of(sqs.client, url.replace("no-dead", "nowhere"))));
        assertThat(failures(function, event(received, arn(url))))
                .containsExactly(received.get(0).messageId());
    }

    @Test
    void a_delayed_retry_comes_back_after_its_delay_and_not_before() throws Exception {
        String url = queue("later", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "60"));
        sqs.client.sendMessage(request -> request.queueUrl(url).messageBody("b"));
        List<Message> received = receive(url);
        RequestStreamHandler function = function(Batch.sqs(message -> {
                    throw new IllegalStateException(message.body());
                })
                .reportItemFailures()
                .onFailure(
                        IllegalStateException.class,
                        FailureAction.retryAfter(Backoff.exponential(Duration.ofSeconds(2), Duration.ofSeconds(2))))
                .visibility(SqsVisibility.of(sqs.client)));
        assertThat(failures(function, event(received, arn(url)))).hasSize(1);
        assertThat(receive(url)).isEmpty();
        List<Message> again = sqs.client
                .receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(10))
                .messages();
        assertThat(again).extracting(Message::body).containsExactly("b");
    }

    private static void work(String body) throws Exception {
        if (Integer.parseInt(body) % 500 == 0) {
            throw new IllegalArgumentException("hopeless");
        }
        int dice = ThreadLocalRandom.current().nextInt(100);
        if (dice < 8) {
            throw new IllegalStateException("exception");
        }
        if (dice < 11) {
            throw new StackOverflowError("error");
        }
        if (dice == 11 && ThreadLocalRandom.current().nextInt(10) == 0) {
            Thread.sleep(10_000); // beyond the function's time
        }
    }

    private void pollAll(String url, RequestStreamHandler function, int pollers) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(pollers);
        List<Future<?>> polling = new ArrayList<>();
        for (int i = 0; i < pollers; i++) {
            polling.add(executor.submit(() -> {
                while (waiting(url) > 0) {
                    poll(url, function);
                }
            }));
        }
        for (Future<?> poller : polling) {
            poller.get();
        }
        executor.shutdown();
    }

    /** As Lambda does: what the answer doesn't name is deleted; when the function throws, nothing is. */
    private void poll(String url, RequestStreamHandler function) {
        List<Message> messages = receive(url);
        if (messages.isEmpty()) {
            return;
        }
        List<Object> failed;
        try {
            if (ThreadLocalRandom.current().nextInt(200) == 0) {
                throw new IllegalStateException("the function was lost in the middle");
            }
            failed = failures(function, event(messages, arn(url)), SHORT);
        } catch (RuntimeException failure) {
            return;
        }
        List<Message> done = messages.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList();
        if (!done.isEmpty()) {
            sqs.client.deleteMessageBatch(request -> request.queueUrl(url)
                    .entries(done.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    private int waiting(String url) {
        return sqs
                .client
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private void sendAll(String url, int count) {
        for (int i = 0; i < count; i += 10) {
            int first = i;
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id("i" + k)
                        .messageBody(Integer.toString(first + k))
                        .build());
            }
            sqs.client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    private Set<String> bodies(String url) {
        Set<String> bodies = new HashSet<>();
        int all = waiting(url);
        for (int empty = 0; bodies.size() < all && empty < 100; ) {
            List<Message> messages = receive(url);
            empty = messages.isEmpty() ? empty + 1 : 0;
            messages.forEach(message -> bodies.add(message.body()));
        }
        return bodies;
    }

    private List<Message> receive(String url) {
        return sqs.client
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        String url = sqs.queue(name, attributes);
        arns.put(url, sqs.arn(url));
        return url;
    }

    private String arn(String url) {
        return arns.getOrDefault(url, "");
    }

    private static RequestStreamHandler function(Batch<SqsMessage, ?> batch) {
        return new SqsFunction(batch.deadlineMargin(Duration.ofMillis(200))) {};
    }

    private static List<Object> failures(RequestStreamHandler function, byte[] event) {
        return failures(function, event, Duration.ofSeconds(30));
    }

    private static List<Object> failures(RequestStreamHandler function, byte[] event, Duration timeout) {
        byte[] answer = FunctionClient.of(function)
                .withContext(FakeContext.create().withDeadline(timeout, InstantSource.system()))
                .invoke(event);
        List<Object> ids = new ArrayList<>();
        JSON.read(answer, Report.class).batchItemFailures().forEach(failure -> ids.add(failure.itemIdentifier()));
        return ids;
    }

    private static byte[] event(List<Message> messages, String arn) {
        List<Object> records = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("messageId", message.messageId());
            record.put("receiptHandle", message.receiptHandle());
            record.put("body", message.body());
            record.put("attributes", message.attributesAsStrings());
            Map<String, Object> attributes = new HashMap<>();
            message.messageAttributes()
                    .forEach((name, value) -> attributes.put(
                            name, Map.of("stringValue", value.stringValue(), "dataType", value.dataType())));
            record.put("messageAttributes", attributes);
            record.put("eventSource", "aws:sqs");
            record.put("eventSourceARN", arn);
            record.put("awsRegion", "elasticmq");
            records.add(record);
        }
        return JSON.write(Map.of("Records", records));
    }
}
