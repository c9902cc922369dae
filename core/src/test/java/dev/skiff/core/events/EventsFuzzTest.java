package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Events of every trigger with bytes and fields changed at random: they are read, or refused by an exception that is told of. */
class EventsFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonCodec CODEC = JsonCodec.jacksonJr();
    private static final List<String> STRINGS =
            List.of("", " ", "x", "0", "-1", "1e999999999", "\u0000", "%", "{}", "%zz");

    /** Reads an event wholly. */
    private interface Reader {
        Object read(byte[] event);
    }

    private static final Map<String, Reader> READERS = Map.ofEntries(
            Map.entry("s3-put.json", event -> S3Event.from(event).records()),
            Map.entry("s3-delete-and-restore.json", event -> S3Event.from(event).records()),
            Map.entry("s3-lifecycle-replication-tiering.json", event -> S3Event.from(event)
                    .records()),
            Map.entry("s3-test.json", S3Event::from),
            Map.entry("sns.json", SnsMessage::ofEvent),
            Map.entry("sns-envelope.json", event -> SnsMessage.isEnvelope(event) + " " + SnsMessage.from(event)),
            Map.entry("eventbridge.json", event -> EventBridgeEvent.from(event, Map.class, CODEC)),
            Map.entry("scheduled-rule.json", ScheduledEvent::from),
            Map.entry("scheduler.json", ScheduledEvent::from),
            Map.entry("cloudwatch-logs.json", CloudWatchLogs::ofEvent),
            Map.entry("cognito-pre-sign-up.json", EventsFuzzTest::cognito),
            Map.entry("cognito-token-generation-v2.json", EventsFuzzTest::cognito),
            Map.entry("cognito-define-auth-challenge.json", EventsFuzzTest::cognito));

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void changed_bytes(@ForAll long seed) {
        Random random = new Random(seed);
        for (Map.Entry<String, Reader> each : READERS.entrySet()) {
            byte[] event = Events.bytes(each.getKey());
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(event.length);
                switch (random.nextInt(3)) {
                    case 0 -> event[at] = (byte) random.nextInt(256);
                    case 1 -> event[at] = (byte) "{}[]\",:0 \\".charAt(random.nextInt(10));
                    default -> event = Arrays.copyOf(event, Math.max(1, at));
                }
            }
            check(each.getKey(), each.getValue(), event);
        }
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void changed_fields(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (Map.Entry<String, Reader> each : READERS.entrySet()) {
            JsonNode event = JSON.readTree(Events.bytes(each.getKey()));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                change(event, random);
            }
            check(each.getKey(), each.getValue(), JSON.writeValueAsBytes(event));
        }
    }

    private static void check(String file, Reader reader, byte[] event) {
        try {
            assertThat(reader.read(event)).isNotNull();
        } catch (EventException | JsonException refused) {
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(3000);
        } catch (RuntimeException undocumented) {
            throw new AssertionError(file + ": " + new String(event, UTF_8), undocumented);
        }
    }

    /** With an answer that changes it, which is still JSON. */
    private static Object cognito(byte[] json) {
        CognitoEvent event = CognitoEvent.from(json);
        byte[] answer = event.answer(event.response().with("mine", 7));
        try {
            assertThat(JSON.readTree(answer).path("response").path("mine").asInt())
                    .isEqualTo(7);
        } catch (IOException broken) {
            throw new AssertionError(new String(answer, UTF_8), broken);
        }
        return List.of(event.userAttributes(), event.trigger(), answer);
    }

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
}
