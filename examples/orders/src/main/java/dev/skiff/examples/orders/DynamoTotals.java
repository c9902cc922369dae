package dev.skiff.examples.orders;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Totals in a table with the key {@code id}: a sum for each day, a mark for each order that says what of it is in the sums,
 * and reports. A sum and the mark change in one transaction, or neither does.
 */
final class DynamoTotals implements Totals {
    private static final long GONE = Long.MAX_VALUE;

    private final DynamoDbClient client;
    private final Supplier<String> table;

    DynamoTotals(DynamoDbClient client, Supplier<String> table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public void count(Order order) {
        write(order, order.version(), new Share(1, order.status() == OrderStatus.SHIPPED ? 1 : 0, order.cents()));
    }

    @Override
    public void discount(Order order) {
        write(order, GONE, new Share(0, 0, 0));
    }

    /** What an order adds to its day. */
    private record Share(long orders, long shipped, long cents) {
        Share minus(Share other) {
            return new Share(orders - other.orders, shipped - other.shipped, cents - other.cents);
        }
    }

    private void write(Order order, long version, Share share) {
        String markId = "order#" + order.id();
        Map<String, AttributeValue> mark = item(markId);
        long counted = mark.isEmpty() ? 0 : Long.parseLong(mark.get("version").n());
        if (counted >= version) {
            return; // it came again, or too late
        }
        Share change = share.minus(share(mark));
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder()
                .update(update -> update.tableName(table.get())
                        .key(Map.of("id", text("day#" + day(order))))
                        .updateExpression("ADD orders :orders, shipped :shipped, cents :cents")
                        .expressionAttributeValues(Map.of(
                                ":orders", number(change.orders()),
                                ":shipped", number(change.shipped()),
                                ":cents", number(change.cents()))))
                .build());
        writes.add(TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(table.get())
                            .item(Map.of(
                                    "id", text(markId),
                                    "version", number(version),
                                    "orders", number(share.orders()),
                                    "shipped", number(share.shipped()),
                                    "cents", number(share.cents())));
                    if (mark.isEmpty()) {
                        put.conditionExpression("attribute_not_exists(id)");
                    } else {
                        put.conditionExpression("version = :counted")
                                .expressionAttributeValues(Map.of(":counted", number(counted)));
                    }
                })
                .build());
        client.transactWriteItems(
                transaction -> transaction.transactItems(writes)); // a lost race throws, and comes again
    }

    private static Share share(Map<String, AttributeValue> mark) {
        return mark.isEmpty()
                ? new Share(0, 0, 0)
                : new Share(number(mark, "orders"), number(mark, "shipped"), number(mark, "cents"));
    }

    @Override
    public DayTotals of(LocalDate day) {
        Map<String, AttributeValue> sums = item("day#" + day);
        return sums.isEmpty() ? new DayTotals(day, 0, 0, 0) : totals(day, sums);
    }

    @Override
    public void keep(DayTotals report) {
        client.putItem(put -> put.tableName(table.get())
                .item(Map.of(
                        "id", text("report#" + report.day()),
                        "orders", number(report.orders()),
                        "shipped", number(report.shipped()),
                        "cents", number(report.cents()))));
    }

    @Override
    public Optional<DayTotals> report(LocalDate day) {
        Map<String, AttributeValue> report = item("report#" + day);
        return report.isEmpty() ? Optional.empty() : Optional.of(totals(day, report));
    }

    private Map<String, AttributeValue> item(String id) {
        return client.getItem(get ->
                        get.tableName(table.get()).key(Map.of("id", text(id))).consistentRead(true))
                .item();
    }

    private static DayTotals totals(LocalDate day, Map<String, AttributeValue> item) {
        return new DayTotals(day, number(item, "orders"), number(item, "shipped"), number(item, "cents"));
    }

    private static LocalDate day(Order order) {
        return LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC);
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(item.get(name).n());
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
