package dev.skiff.batch;

import static dev.skiff.batch.Events.dynamoDbRecord;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.fifo;
import static dev.skiff.batch.Events.kafka;
import static dev.skiff.batch.Events.kinesis;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqs;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.core.EventException;
import dev.skiff.testing.FunctionClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Events of every source with bytes and fields changed at random: they are refused by an {@link EventException}, or whatever record failed is in the answer, and nothing that
 * wasn't in the event.
 */
class EventFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> STRINGS = List.of("", " ", "x", "0", "-1", "1e999999999", "\u0000", "%", "{}");

    private final List<String> begun = new ArrayList<>();
    private final List<String> records = new ArrayList<>();

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void changed_bytes(@ForAll long seed) {
        Random random = new Random(seed);
        for (Kind kind : Kind.values()) {
            byte[] event = kind.event();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                event = changedByte(event, random);
            }
            check(kind, event);
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void changed_fields(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (Kind kind : Kind.values()) {
            JsonNode event = JSON.readTree(kind.event());
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                change(event, random);
            }
            check(kind, JSON.writeValueAsBytes(event));
        }
    }

    private void check(Kind kind, byte[] event) {
        begun.clear();
        records.clear();
        byte[] answer;
        try {
            answer = FunctionClient.of(kind.function(this)).invoke(event);
        } catch (EventException refused) {
            assertThat(begun).as("records of an event that is refused").isEmpty();
            return;
        } catch (RuntimeException undocumented) {
            throw new AssertionError(new String(event, UTF_8), undocumented);
        }
        List<String> reported = failures(answer).stream().map(EventFuzzTest::id).toList();
        assertThat(reported).as(new String(event, UTF_8)).containsExactlyInAnyOrderElementsOf(kind.expected(records));
    }

    private <R extends BatchRecord> Batch<R, R> failing(Batch<R, R> batch) {
        return batch.reportItemFailures()
                .continueAfterFailure()
                .executor(Runnable::run)
                .listener(outcome -> outcome.records()
                        .forEach(record -> records.add(record.record().id())));
    }

    private void fail(BatchRecord record) {
        begun.add(record.id());
        throw new IllegalStateException();
    }

    private static String id(Object identifier) {
        return identifier instanceof Map<?, ?> offset
                ? offset.get("partition") + "@" + offset.get("offset")
                : String.valueOf(identifier);
    }

    private static byte[] changedByte(byte[] event, Random random) {
        int at = random.nextInt(event.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                event[at] = (byte) random.nextInt(256);
                return event;
            }
            case 1 -> {
                event[at] = (byte) "{}[]\",:0 \\".charAt(random.nextInt(10));
                return event;
            }
            case 2 -> {
                byte[] shorter = new byte[event.length - 1];
                System.arraycopy(event, 0, shorter, 0, at);
                System.arraycopy(event, at + 1, shorter, at, event.length - at - 1);
                return shorter;
            }
            default -> {
                return Arrays.copyOf(event, Math.max(1, at));
            }
        }
    }

    /** Goes down to a random place, and removes, replaces or doubles what is there. */
    private static void change(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (object.get(name).isContainerNode() && !object.get(name).isEmpty() && random.nextInt(4) > 0) {
                change(object.get(name), random);
            } else if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(random.nextInt(6) == 0 ? "new" : name, any(object.get(name), random));
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (array.get(at).isContainerNode() && random.nextInt(6) > 0) {
                change(array.get(at), random);
            } else if (random.nextInt(3) == 0) {
                array.remove(at);
            } else {
                array.insert(at, any(array.get(at), random));
            }
        }
    }

    private static JsonNode any(JsonNode before, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.objectNode();
            case 2 -> NODES.arrayNode();
            case 3 -> NODES.numberNode(random.nextLong());
            case 4 -> NODES.numberNode(new BigDecimal("1e" + random.nextInt(2_000_000)));
            case 5 -> NODES.booleanNode(random.nextBoolean());
            case 6 -> NODES.textNode(STRINGS.get(random.nextInt(STRINGS.size())));
            default -> before.deepCopy();
        };
    }

    private enum Kind {
        SQS {
            @Override
            byte[] event() {
                return sqs(3);
            }

            @Override
            RequestStreamHandler function(EventFuzzTest test) {
                return Events.sqs(test.<SqsMessage>failing(Batch.sqs(test::fail)));
            }

            @Override
            List<String> expected(List<String> records) {
                return records;
            }
        },
        KINESIS {
            @Override
            byte[] event() {
                return kinesis("a", "b", "a");
            }

            @Override
            RequestStreamHandler function(EventFuzzTest test) {
                return Events.kinesis(test.<KinesisRecord>failing(Batch.kinesis(test::fail)));
            }

            @Override
            List<String> expected(List<String> records) {
                return lowest(records);
            }
        },
        DYNAMODB {
            @Override
            byte[] event() {
                String keys =
                        "\"Keys\":{\"id\":{\"S\":\"o1\"}},\"NewImage\":{\"n\":{\"N\":\"1\"},\"l\":{\"L\":[{\"NULL\":true},"
                                + "{\"M\":{\"b\":{\"B\":\"aGk=\"},\"s\":{\"SS\":[\"a\"]}}}]}}";
                return records(List.of(
                        dynamoDbRecord("100", "INSERT", keys),
                        dynamoDbRecord("101", "MODIFY", keys.replace("o1", "o2"))));
            }

            @Override
            RequestStreamHandler function(EventFuzzTest test) {
                return Events.dynamoDb(test.<DynamoDbRecord>failing(Batch.dynamoDb(test::fail)));
            }

            @Override
            List<String> expected(List<String> records) {
                return lowest(records);
            }
        },
        KAFKA {
            @Override
            byte[] event() {
                Map<String, List<Long>> offsets = new LinkedHashMap<>();
                offsets.put("t-0", List.of(5L, 6L));
                offsets.put("t-1", List.of(7L));
                return kafka(offsets).getBytes(UTF_8);
            }

            @Override
            RequestStreamHandler function(EventFuzzTest test) {
                return Events.kafka(test.<KafkaRecord>failing(Batch.kafka(test::fail)));
            }

            @Override
            List<String> expected(List<String> records) {
                Map<String, Long> lowest = new LinkedHashMap<>();
                for (String id : records) {
                    int at = id.lastIndexOf('@');
                    lowest.merge(id.substring(0, at), Long.valueOf(id.substring(at + 1)), Math::min);
                }
                List<String> ids = new ArrayList<>();
                lowest.forEach((partition, offset) -> ids.add(partition + "@" + offset));
                return ids;
            }
        },
        FIFO {
            @Override
            byte[] event() {
                return fifo("a", "b", "c");
            }

            @Override
            RequestStreamHandler function(EventFuzzTest test) {
                return Events.sqs(test.<SqsMessage>failing(Batch.sqs(test::fail)));
            }

            @Override
            List<String> expected(List<String> records) {
                return records;
            }
        };

        abstract byte[] event();

        abstract RequestStreamHandler function(EventFuzzTest test);

        /** The identifiers of an answer when the records of these ids have failed. */
        abstract List<String> expected(List<String> records);

        private static List<String> lowest(List<String> records) {
            try {
                return records.stream()
                        .min(Comparator.comparing(BigInteger::new))
                        .map(List::of)
                        .orElse(List.of());
            } catch (NumberFormatException notAll) {
                return List.of(records.get(0));
            }
        }
    }
}
