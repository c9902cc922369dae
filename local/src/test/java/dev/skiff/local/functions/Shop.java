package dev.skiff.local.functions;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small shop: what it answers and prints is worth looking at. */
public final class Shop {
    /** Answers HTTP, and says so in its log. */
    public Map<String, Object> products(Map<String, Object> event) {
        System.out.println("INFO  looking up " + event.get("rawPath"));
        System.out.println("INFO  found 1 product");
        return Map.of(
                "statusCode",
                200,
                "headers",
                Map.of("content-type", "application/json"),
                "body",
                "{\"id\":1,\"name\":\"Oar\",\"price\":12345678901234567890.10}");
    }

    /** Takes no order without an amount. */
    public Map<String, Object> order(Map<String, Object> event) {
        System.out.println("INFO  order " + event.get("body"));
        throw new IllegalStateException("the order has no amount");
    }

    /** Reports the second message of a batch and those behind it. */
    public Map<String, Object> ship(Map<String, Object> event) {
        List<?> records = (List<?>) Objects.requireNonNull(event.get("Records"));
        System.out.println("INFO  shipping " + records.size());
        return Map.of(
                "batchItemFailures",
                records.stream()
                        .skip(1)
                        .map(it -> Map.of("itemIdentifier", String.valueOf(((Map<?, ?>) it).get("messageId"))))
                        .toList());
    }
}
