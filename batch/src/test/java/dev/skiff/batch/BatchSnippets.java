package dev.skiff.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.skiff.batch.aws.DynamoDbIdempotency;
import dev.skiff.core.JsonType;
import dev.skiff.core.events.S3Record;
import dev.skiff.testing.FakeContext;
import dev.skiff.testing.FunctionClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The snippets of docs/batch.md, which are run. */
class BatchSnippets {
    public record Order(String id, int count) {}

    static final class OutOfStock extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    public static final class OrdersFunction extends SqsFunction {
        public OrdersFunction() {
            super(Batch.of(Order.class, OrdersFunction::process)
                    .reportItemFailures()
                    .parallel(8));
        }

        static void process(Order order) {
            if (order.count() < 1) {
                throw new IllegalArgumentException("Nothing ordered");
            }
        }
    }

    public static final class ShipmentsFunction extends SqsFunction {
        public ShipmentsFunction(DeadLetters deadLetters, Visibility visibility, IdempotencyStore store) {
            super(Batch.sqs(Order.class, ShipmentsFunction::ship)
                    .reportItemFailures()
                    .parallel(16)
                    .virtualThreads()
                    .deadlineMargin(Duration.ofSeconds(2))
                    .idempotent(store, Order::id)
                    .onFailure(
                            IOException.class,
                            FailureAction.retryAfter(
                                    Backoff.exponential(Duration.ofSeconds(5), Duration.ofMinutes(15))))
                    .onFailure(OutOfStock.class, FailureAction.drop())
                    .onFailure(UnreadablePayloadException.class, FailureAction.deadLetter())
                    .deadLetters(deadLetters)
                    .visibility(visibility)
                    .listener(outcome -> System.out.println(outcome)));
        }

        static void ship(Order order, SqsMessage message) throws IOException {
            if (message.receiveCount() > 3) {
                throw new OutOfStock();
            }
        }
    }

    public static final class ProjectionFunction extends DynamoDbFunction {
        public ProjectionFunction(List<String> projection) {
            super(Batch.dynamoDb(Order.class, (change, record) -> {
                        if (record.isRemove()) {
                            projection.remove(
                                    record.keys().value("id").orElseThrow().string());
                        } else {
                            change.after().ifPresent(order -> projection.add(order.id()));
                        }
                    })
                    .reportItemFailures());
        }
    }

    public static final class PaymentsFunction extends SqsFunction {
        public PaymentsFunction(DynamoDbClient client) {
            super(Batch.of(Order.class, OrdersFunction::process)
                    .reportItemFailures()
                    .idempotent(DynamoDbIdempotency.of(client, "work").withKeyPrefix("payments#"), Order::id));
        }
    }

    public record Totals(int orders, long items) {
        static final Totals NONE = new Totals(0, 0);

        Totals plus(Order order) {
            return new Totals(orders + 1, items + order.count());
        }
    }

    public static final class TotalsFunction extends WindowedKinesisFunction {
        public TotalsFunction(BiConsumer<Window, Totals> publish) {
            super(Windows.of(Totals.class, Totals.NONE)
                    .kinesis(Order.class, (totals, order, record) -> totals.plus(order))
                    .onFinal((window, totals) -> publish.accept(window, totals)));
        }
    }

    public static final class OrdersHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
        private final BatchAdapter.Sqs orders =
                BatchAdapter.sqs(Batch.of(Order.class, OrdersFunction::process).reportItemFailures());

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            return orders.process(event, context);
        }
    }

    @Test
    void orders() {
        byte[] event = Events.sqs(3, i -> "{\"id\":\"o" + i + "\",\"count\":" + i + "}");
        assertThat(Events.failures(new OrdersFunction(), event)).containsExactly("m0");
    }

    @Test
    void shipments() {
        Set<String> dead = new HashSet<>();
        ShipmentsFunction function = new ShipmentsFunction(
                letters -> {
                    letters.forEach(letter -> dead.add(letter.record().id()));
                    return dead;
                },
                (message, delay) -> {},
                InMemoryIdempotency.create());
        byte[] event = Events.sqs(2, i -> i == 0 ? "{\"id\":\"o\",\"count\":1}" : "not JSON");
        assertThat(Events.failures(function, event)).isEmpty();
        assertThat(dead).containsExactly("m1");
    }

    @Test
    void projection() {
        List<String> projection = new ArrayList<>();
        byte[] event = Events.records(List.of(Events.dynamoDbRecord(
                "1",
                "INSERT",
                "\"Keys\":{\"id\":{\"S\":\"o1\"}},\"NewImage\":{\"id\":{\"S\":\"o1\"},\"count\":{\"N\":\"2\"}}")));
        assertThat(Events.failures(new ProjectionFunction(projection), event)).isEmpty();
        assertThat(projection).containsExactly("o1");
    }

    @Test
    void payments() {
        List<String> claimed = new ArrayList<>();
        DynamoDbClient client = new DynamoDbClient() {
            @Override
            public PutItemResponse putItem(PutItemRequest request) {
                claimed.add(Objects.requireNonNull(request.item().get("id")).s());
                return PutItemResponse.builder().build();
            }

            @Override
            public UpdateItemResponse updateItem(UpdateItemRequest request) {
                return UpdateItemResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
        byte[] event = Events.sqs(1, i -> "{\"id\":\"o1\",\"count\":1}");
        assertThat(Events.failures(new PaymentsFunction(client), event)).isEmpty();
        assertThat(claimed).containsExactly("payments#o1");
    }

    @Test
    void totals() {
        List<Totals> published = new ArrayList<>();
        String records = new String(
                Events.records(List.of(
                        Events.kinesisRecord("1", "a", "{\"id\":\"o1\",\"count\":2}"),
                        Events.kinesisRecord("2", "b", "{\"id\":\"o2\",\"count\":3}"))),
                StandardCharsets.UTF_8);
        String event = records.substring(0, records.length() - 1)
                + ",\"window\":{\"start\":\"2020-12-09T07:04:00Z\",\"end\":\"2020-12-09T07:06:00Z\"},\"state\":{\"orders\":1,"
                + "\"items\":1},\"isFinalInvokeForWindow\":true}";
        FunctionClient.of(new TotalsFunction((window, totals) -> published.add(totals)))
                .invoke(event.getBytes(StandardCharsets.UTF_8));
        assertThat(published).containsExactly(new Totals(3, 6));
    }

    @Test
    void envelopes() {
        Batch<PayloadRecord, Order> published =
                Batch.of(Payload.sns(Payload.json(Order.class)), OrdersFunction::process);
        Batch<PayloadRecord, S3Record> objects =
                Batch.of(Payload.sns(Payload.s3()), object -> System.out.println(object.key()));
        assertThat(Events.failures(Events.sqs(published), Events.sqs(1, i -> "{\"id\":\"o\",\"count\":1}")))
                .isEmpty();
        assertThat(Events.failures(Events.sqs(objects), Events.sqs(1, i -> "{\"Event\":\"s3:TestEvent\"}")))
                .isEmpty();
    }

    @Test
    void payloads() {
        List<Order> seen = new ArrayList<>();
        Batch<PayloadRecord, List<Order>> several =
                Batch.of(new JsonType<List<Order>>() {}, orders -> seen.addAll(orders));
        Payload<String> lines =
                (bytes, json) -> Payload.text().read(bytes, json).get(0).lines().toList();
        List<String> seenLines = new ArrayList<>();
        assertThat(Events.failures(Events.sqs(several), Events.sqs(1, i -> "[{\"id\":\"a\",\"count\":1}]")))
                .isEmpty();
        assertThat(Events.failures(
                        Events.sqs(Batch.of(lines, (String line) -> seenLines.add(line))), Events.sqs(1, i -> "a\nb")))
                .isEmpty();
        assertThat(seen).hasSize(1);
        assertThat(seenLines).containsExactly("a", "b");
    }

    @Test
    void objects_of_the_events_library() {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody("{\"id\":\"o\",\"count\":0}");
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        SQSBatchResponse answer = new OrdersHandler().handleRequest(event, FakeContext.create());
        assertThat(answer.getBatchItemFailures()).hasSize(1);
    }
}
