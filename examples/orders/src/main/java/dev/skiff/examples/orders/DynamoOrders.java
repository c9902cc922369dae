package dev.skiff.examples.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Orders in a table with the key {@code id}, and an index {@code by-customer}. Each change is one conditional write. */
final class DynamoOrders implements Orders {
    private final DynamoDbClient client;
    private final Supplier<String> table;

    /** The table's name is asked for at each call: a parameter read here would be in the snapshot of SnapStart. */
    DynamoOrders(DynamoDbClient client, Supplier<String> table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public boolean add(Order order) {
        return happens(() -> client.putItem(
                put -> put.tableName(table.get()).item(item(order)).conditionExpression("attribute_not_exists(id)")));
    }

    @Override
    public Optional<Order> find(String id) {
        Map<String, AttributeValue> item = client.getItem(get ->
                        get.tableName(table.get()).key(Map.of("id", text(id))).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(order(item));
    }

    @Override
    public List<Order> of(String customer, int limit) {
        List<Order> orders = new ArrayList<>();
        client.query(query -> query.tableName(table.get())
                        .indexName("by-customer")
                        .keyConditionExpression("customer = :customer")
                        .expressionAttributeValues(Map.of(":customer", text(customer)))
                        .scanIndexForward(false)
                        .limit(limit))
                .items()
                .forEach(item -> orders.add(order(item)));
        return orders;
    }

    @Override
    public boolean replace(Order order) {
        return happens(() -> client.putItem(put -> put.tableName(table.get())
                .item(item(order))
                .conditionExpression("version = :before")
                .expressionAttributeValues(Map.of(":before", number(order.version() - 1)))));
    }

    @Override
    public boolean remove(Order order) {
        return happens(() -> client.deleteItem(delete -> delete.tableName(table.get())
                .key(Map.of("id", text(order.id())))
                .conditionExpression("version = :version")
                .expressionAttributeValues(Map.of(":version", number(order.version())))));
    }

    private static boolean happens(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    private static Map<String, AttributeValue> item(Order order) {
        List<AttributeValue> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(AttributeValue.fromM(Map.of(
                    "sku", text(line.sku()), "quantity", number(line.quantity()), "cents", number(line.cents()))));
        }
        return Map.of(
                "id", text(order.id()),
                "customer", text(order.customer()),
                "status", text(order.status().name()),
                "lines", AttributeValue.fromL(lines),
                "cents", number(order.cents()),
                "placedAt", text(order.placedAt().toString()),
                "version", number(order.version()));
    }

    private static Order order(Map<String, AttributeValue> item) {
        List<OrderLine> lines = new ArrayList<>();
        for (AttributeValue line : item.get("lines").l()) {
            lines.add(new OrderLine(
                    line.m().get("sku").s(),
                    Integer.parseInt(line.m().get("quantity").n()),
                    Integer.parseInt(line.m().get("cents").n())));
        }
        return new Order(
                item.get("id").s(),
                item.get("customer").s(),
                OrderStatus.valueOf(item.get("status").s()),
                lines,
                Long.parseLong(item.get("cents").n()),
                Instant.parse(item.get("placedAt").s()),
                Long.parseLong(item.get("version").n()));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
