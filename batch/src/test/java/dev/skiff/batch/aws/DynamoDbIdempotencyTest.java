package dev.skiff.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.batch.Batch;
import dev.skiff.batch.IdempotencyStore;
import dev.skiff.batch.IdempotencyStore.State;
import dev.skiff.batch.IdempotencyStoreContract;
import dev.skiff.batch.SqsFunction;
import dev.skiff.testing.FunctionClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class DynamoDbIdempotencyTest extends IdempotencyStoreContract {
    private static final String TABLE = "work";

    @SuppressWarnings("NullAway.Init") // before all tests
    private static DynamoDb dynamoDb;

    private final String key = "order " + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        dynamoDb = DynamoDb.start();
        dynamoDb.table(TABLE, "id");
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    @Override
    protected DynamoDbIdempotency store(InstantSource clock) {
        return DynamoDbIdempotency.of(dynamoDb.client, TABLE).withClock(clock).withLeaseMargin(Duration.ZERO);
    }

    @Override
    protected int rounds() {
        return 15;
    }

    @Test
    void done_work_is_remembered_for_its_retention_though_the_item_is_still_there() {
        DynamoDbIdempotency store = store(now::get).withRetention(Duration.ofHours(2));
        store.done(key, granted(store.claim(key, LEASE)));
        now.set(START.plus(Duration.ofHours(2)));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
        now.set(START.plus(Duration.ofHours(2)).plusSeconds(1));
        assertThat(item(key)).isNotEmpty();
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.GRANTED);
    }

    @Test
    void an_item_has_its_time_to_live_in_seconds_also_when_its_owner_crashed() {
        DynamoDbIdempotency store = store(now::get);
        String token = granted(store.claim(key, LEASE));
        assertThat(expiry(key)).isEqualTo(START.plus(LEASE).getEpochSecond() + 1);
        store.done(key, token);
        assertThat(expiry(key)).isEqualTo(START.plus(Duration.ofDays(5)).getEpochSecond() + 1);
        assertThat(item(key)).containsOnlyKeys("id", "claimed_by", "expires_at");
    }

    @Test
    void functions_that_share_a_table_do_not_share_their_work() {
        DynamoDbIdempotency orders = store(now::get).withKeyPrefix("orders#");
        DynamoDbIdempotency invoices = store(now::get).withKeyPrefix("invoices#");
        orders.done(key, granted(orders.claim(key, LEASE)));
        assertThat(invoices.claim(key, LEASE).state()).isEqualTo(State.GRANTED);
        assertThat(orders.claim(key, LEASE).state()).isEqualTo(State.DONE);
        assertThat(item("orders#" + key)).isNotEmpty();
    }

    @Test
    void a_lease_has_a_margin_for_clocks_that_differ() {
        DynamoDbIdempotency store =
                DynamoDbIdempotency.of(dynamoDb.client, TABLE).withClock(now::get);
        granted(store.claim(key, LEASE));
        now.set(START.plus(LEASE).plusMillis(999));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
        now.set(START.plus(LEASE).plusMillis(1001));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.GRANTED);
    }

    @Test
    void a_claim_whose_answer_was_lost_is_known_when_the_sdk_repeats_it() {
        DynamoDbClient repeating = new Delegate() {
            @Override
            public PutItemResponse putItem(PutItemRequest request) {
                super.putItem(request);
                return super.putItem(request);
            }
        };
        DynamoDbIdempotency store = DynamoDbIdempotency.of(repeating, TABLE);
        store.done(key, granted(store.claim(key, LEASE)));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    void an_item_that_does_not_come_with_the_refusal_is_read() {
        AtomicInteger reads = new AtomicInteger();
        DynamoDbClient older = new Delegate() {
            @Override
            public PutItemResponse putItem(PutItemRequest request) {
                return super.putItem(request.toBuilder()
                        .returnValuesOnConditionCheckFailure("NONE")
                        .build());
            }

            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                assertThat(request.consistentRead()).isTrue();
                reads.incrementAndGet();
                return super.getItem(request);
            }
        };
        DynamoDbIdempotency store = DynamoDbIdempotency.of(older, TABLE);
        String token = granted(store.claim(key, LEASE));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.HELD);
        store.done(key, token);
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_claim_is_one_call() {
        DynamoDbClient writing = new Delegate() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                throw new AssertionError("a second call");
            }
        };
        DynamoDbIdempotency store = DynamoDbIdempotency.of(writing, TABLE);
        store.done(key, granted(store.claim(key, LEASE)));
        assertThat(store.claim(key, LEASE).state()).isEqualTo(State.DONE);
    }

    @Test
    void a_table_that_is_not_there_fails_the_record() {
        IdempotencyStore store = DynamoDbIdempotency.of(dynamoDb.client, "nowhere");
        assertThatThrownBy(() -> store.claim(key, LEASE)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_message_that_comes_to_two_environments_is_worked_on_once() {
        AtomicInteger calls = new AtomicInteger();
        String event = """
                {"Records":[{"messageId":"%s","body":"b","eventSource":"aws:sqs"}]}
                """.formatted(key);
        for (int environment = 0; environment < 2; environment++) {
            SqsFunction function = new SqsFunction(Batch.sqs(message -> {
                        calls.incrementAndGet();
                    })
                    .idempotent(DynamoDbIdempotency.of(dynamoDb.client, TABLE))) {};
            assertThat(FunctionClient.of(function).invoke(event.getBytes(StandardCharsets.UTF_8)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"batchItemFailures\":[]}");
        }
        assertThat(calls).hasValue(1);
    }

    private static Map<String, AttributeValue> item(String id) {
        return dynamoDb.client
                .getItem(request -> request.tableName(TABLE).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
    }

    private static long expiry(String id) {
        return Long.parseLong(
                item(id).getOrDefault("expires_at", AttributeValue.fromN("0")).n());
    }

    /** A client that goes through to DynamoDB. */
    private static class Delegate implements DynamoDbClient {
        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return dynamoDb.client.putItem(request);
        }

        @Override
        public UpdateItemResponse updateItem(UpdateItemRequest request) {
            return dynamoDb.client.updateItem(request);
        }

        @Override
        public DeleteItemResponse deleteItem(DeleteItemRequest request) {
            return dynamoDb.client.deleteItem(request);
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return dynamoDb.client.getItem(request);
        }

        @Override
        public String serviceName() {
            return dynamoDb.client.serviceName();
        }

        @Override
        public void close() {
            // it isn't this one's
        }
    }
}
