package dev.skiff.batch.aws;

import dev.skiff.batch.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Remembers in a table of DynamoDB, by the AWS SDK: one conditional write a claim, one more when the work is done or failed. Thread-safe.
 *
 * <p>The table has a partition key {@code id} (a string), no sort key, and {@code expires_at} as its time-to-live attribute. Several functions can share it, each with a
 * {@linkplain #withKeyPrefix prefix}. The function needs {@code dynamodb:PutItem}, {@code dynamodb:UpdateItem}, {@code dynamodb:DeleteItem} and {@code dynamodb:GetItem} on it.
 *
 * <p>Done work is remembered for its {@linkplain #withRetention retention}, five days unless told. That must be longer than a record can come again: a queue's retention period,
 * which is four days unless set and 14 at most; a day for DynamoDB Streams; a Kinesis stream's retention. DynamoDB deletes expired items late, within days, so an item whose time
 * is over counts as none, there or not.
 *
 * <p>Leases end by the wall clock of the machine that asks, and begin by that of the owner. Lambda's clocks are synchronised; a
 * {@linkplain #withLeaseMargin margin} is added to each lease all the same, a second unless told, so that a claim isn't given away while its owner may be at work. An owner that is
 * later than that is told by {@link #done}, which throws: its work may be done twice.
 *
 * <p>The client's timeouts matter: a call that hangs holds its record until the function's time is over. A write that reached DynamoDB though its answer was lost is repeated by
 * the SDK, and known by its token.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html">AWS: how time to live works</a>
 */
public final class DynamoDbIdempotency implements IdempotencyStore {
    private static final String ID = "id";
    /** Who has claimed it; also when it is done. */
    private static final String TOKEN = "claimed_by";
    /** In milliseconds, until it is done. */
    private static final String LEASE = "lease_ends";
    /** In seconds, for time to live. */
    private static final String EXPIRY = "expires_at";

    private static final String FREE = "attribute_not_exists(id) OR expires_at <= :seconds OR lease_ends <= :millis";
    private static final String MINE = "claimed_by = :token";
    private static final String MINE_UNDONE = "claimed_by = :token AND attribute_exists(lease_ends)";

    private final DynamoDbClient client;
    private final String table;
    private final String prefix;
    private final Duration retention;
    private final Duration margin;
    private final InstantSource clock;

    private DynamoDbIdempotency(
            DynamoDbClient client,
            String table,
            String prefix,
            Duration retention,
            Duration margin,
            InstantSource clock) {
        this.client = client;
        this.table = table;
        this.prefix = prefix;
        this.retention = retention;
        this.margin = margin;
        this.clock = clock;
    }

    /** In this table, by this client, which stays the caller's to close. */
    public static DynamoDbIdempotency of(DynamoDbClient client, String table) {
        return new DynamoDbIdempotency(
                client, table, "", Duration.ofDays(5), Duration.ofSeconds(1), InstantSource.system());
    }

    /** What stands before each key, such as {@code orders#}, so that functions that share a table don't share their work. */
    public DynamoDbIdempotency withKeyPrefix(String prefix) {
        return new DynamoDbIdempotency(client, table, prefix, retention, margin, clock);
    }

    /** How long done work is remembered: longer than its record can be delivered again. */
    public DynamoDbIdempotency withRetention(Duration retention) {
        if (retention.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("Done work is remembered for a second at least, not " + retention);
        }
        return new DynamoDbIdempotency(client, table, prefix, retention, margin, clock);
    }

    /** By how much the clocks of two machines may differ: added to each lease. */
    public DynamoDbIdempotency withLeaseMargin(Duration margin) {
        if (margin.isNegative()) {
            throw new IllegalArgumentException("A margin isn't negative: " + margin);
        }
        return new DynamoDbIdempotency(client, table, prefix, retention, margin, clock);
    }

    /** With leases and retention that end by this clock. */
    public DynamoDbIdempotency withClock(InstantSource clock) {
        return new DynamoDbIdempotency(client, table, prefix, retention, margin, clock);
    }

    @Override
    public Claim claim(String key, Duration lease) {
        Instant now = clock.instant();
        String token = UUID.randomUUID().toString();
        Instant end = now.plus(lease).plus(margin);
        try {
            client.putItem(request -> request.tableName(table)
                    .item(Map.of(
                            ID, id(key),
                            TOKEN, text(token),
                            LEASE, number(millis(end)),
                            EXPIRY, number(seconds(end))))
                    .conditionExpression(FREE + " OR " + MINE)
                    .expressionAttributeValues(Map.of(
                            ":token", text(token),
                            ":millis", number(now.toEpochMilli()),
                            ":seconds", number(now.getEpochSecond())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Claim.granted(token);
        } catch (ConditionalCheckFailedException taken) {
            return claimed(taken.hasItem() ? taken.item() : item(key));
        }
    }

    @Override
    public void done(String key, String token) {
        Instant end = clock.instant().plus(retention);
        try {
            client.updateItem(request -> request.tableName(table)
                    .key(Map.of(ID, id(key)))
                    .updateExpression("SET expires_at = :expiry REMOVE lease_ends")
                    .conditionExpression(MINE)
                    .expressionAttributeValues(Map.of(":token", text(token), ":expiry", number(seconds(end)))));
        } catch (ConditionalCheckFailedException lost) {
            throw new IllegalStateException(
                    "The claim ended with its lease and was given to another; the work may be done twice", lost);
        }
    }

    @Override
    public void failed(String key, String token) {
        try {
            client.deleteItem(request -> request.tableName(table)
                    .key(Map.of(ID, id(key)))
                    .conditionExpression(MINE_UNDONE)
                    .expressionAttributeValues(Map.of(":token", text(token))));
        } catch (ConditionalCheckFailedException lost) {
            return; // it is another's, or done
        }
    }

    /** What a claim that isn't free comes to. Without an item it was given back a moment ago: the next delivery gets it. */
    private static Claim claimed(@Nullable Map<String, AttributeValue> item) {
        return item == null || item.isEmpty() || item.containsKey(LEASE) ? Claim.held() : Claim.doneBefore();
    }

    private Map<String, AttributeValue> item(String key) {
        return client.getItem(request ->
                        request.tableName(table).key(Map.of(ID, id(key))).consistentRead(true))
                .item();
    }

    private AttributeValue id(String key) {
        return text(prefix + key);
    }

    /** The next whole one, so that no lease ends before its time. */
    private static long millis(Instant end) {
        return end.plusNanos(999_999).toEpochMilli();
    }

    /** The next whole one, so that nothing is forgotten before its time. */
    private static long seconds(Instant end) {
        return end.plusNanos(999_999_999).getEpochSecond();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    @Override
    public String toString() {
        return "DynamoDbIdempotency in " + table;
    }
}
