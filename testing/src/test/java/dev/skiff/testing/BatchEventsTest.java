package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Queues and streams, compared with the sample events of AWS's developer guide. */
class BatchEventsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1545084650987L));
    private static final byte[] HELLO = "Hello, this is a test.".getBytes(UTF_8);

    @Test
    void messages_become_the_event_in_the_file() {
        FakeSqsMessage first = FakeSqsMessage.of("Test message.")
                .withId("059f36b4-87a3-44ab-83d2-661975830a7d")
                .withReceiptHandle("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...")
                .withSentTimestamp(Instant.ofEpochMilli(1545082649183L))
                .withFirstReceived(Instant.ofEpochMilli(1545082649185L))
                .plusMessageAttribute("myAttribute", "myValue")
                .plusMessageAttribute("picture", "Binary.png", new byte[] {1, 2, -1});
        FakeSqsMessage second = FakeSqsMessage.of("Test message.")
                .withId("2e1424d4-f796-459a-8184-9c92662be6da")
                .withReceiptHandle("AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq...")
                .withSentTimestamp(Instant.ofEpochMilli(1545082650636L))
                .withFirstReceived(Instant.ofEpochMilli(1545082650649L));

        FakeSqsEvent event =
                FakeSqsEvent.of(List.of(first, second)).withQueue("arn:aws:sqs:us-east-2:123456789012:my-queue");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("sqs.json"));
    }

    @Test
    void fifo_messages_become_the_event_in_the_file() {
        Instant sent = Instant.ofEpochMilli(1573251510774L);
        FakeSqsMessage message = FakeSqsMessage.of("Test message.")
                .withId("11d6ee51-4cc7-4302-9e22-7cd8afdaadf5")
                .withReceiptHandle("AQEBBX8nesZEXmkhsmZeyIE8iQAMig7qw...")
                .withSentTimestamp(sent)
                .withFirstReceived(sent)
                .withGroup("1")
                .withDeduplicationId("1")
                .withSenderId("AIDAIO23YVJENQZJOL4VO");

        FakeSqsEvent event =
                FakeSqsEvent.of(List.of(message)).withQueue("arn:aws:sqs:us-east-2:123456789012:fifo.fifo");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("sqs-fifo.json"));
    }

    @Test
    void messages_of_a_fifo_queue_have_a_group_and_ascending_numbers() {
        List<FakeSqsMessage> messages =
                FakeSqsEvent.of("a", "b", "a").withQueue("orders.fifo").messages();

        assertThat(messages).allSatisfy(message -> assertThat(message.group()).isPresent());
        assertThat(messages.get(0).deduplicationId()).isEqualTo(messages.get(2).deduplicationId());
        assertThat(messages)
                .extracting(message -> message.sequenceNumber().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void messages_of_a_standard_queue_have_a_group_only_if_it_was_set() {
        FakeSqsEvent event =
                FakeSqsEvent.of("plain").plus(FakeSqsMessage.of("fair").withGroup("tenant-7"));

        assertThat(event.messages().get(0).group()).isEmpty();
        assertThat(event.messages().get(1).group()).contains("tenant-7");
        assertThat(event.messages().get(1).sequenceNumber()).isEmpty();
    }

    @Test
    void what_was_set_on_a_message_stays_when_the_event_sets_clock_and_ids() {
        Supplier<String> ids = fixed("id-1", "id-2");
        Instant sent = Instant.EPOCH;

        FakeSqsEvent event = FakeSqsEvent.of("a")
                .plus(FakeSqsMessage.of("b").withId("mine").withSentTimestamp(sent))
                .withClock(CLOCK)
                .withIds(ids);

        assertThat(event.messages()).extracting(FakeSqsMessage::id).containsExactly("id-1", "mine");
        assertThat(event.messages())
                .extracting(message -> message.attributes().get("SentTimestamp"))
                .containsExactly("1545084650987", "0");
    }

    @Test
    void an_event_shows_the_same_bytes_whenever_it_is_asked() {
        FakeSqsEvent event = FakeSqsEvent.of("a", "b").withQueue("orders.fifo");

        assertThat(event.toBytes()).isEqualTo(event.toBytes());
        assertThat(event.messages().get(0).id())
                .isNotEqualTo(event.messages().get(1).id());
    }

    @Test
    void a_message_keeps_its_id_when_it_joins_an_event() {
        FakeSqsMessage message = FakeSqsMessage.of("a");

        assertThat(FakeSqsEvent.fromQueue("orders")
                        .plus(message)
                        .messages()
                        .get(0)
                        .id())
                .isEqualTo(message.id());
    }

    @Test
    void attributes_can_be_those_that_a_queue_told_and_no_others() {
        FakeSqsMessage message = FakeSqsMessage.of("a")
                .withAttributes(Map.of("ApproximateReceiveCount", "3", "AWSTraceHeader", "Root=1"));

        assertThat(message.attributes()).isEqualTo(Map.of("ApproximateReceiveCount", "3", "AWSTraceHeader", "Root=1"));
        assertThat(message.receiveCount()).isEqualTo(3);
        assertThat(message.withoutAttribute("AWSTraceHeader")
                        .withReceiveCount(4)
                        .attributes())
                .isEqualTo(Map.of("ApproximateReceiveCount", "4"));
    }

    @Test
    void an_attribute_can_be_left_out_and_set_again() {
        FakeSqsMessage without = FakeSqsMessage.of("a").withoutAttribute("SenderId");

        assertThat(without.attributes()).doesNotContainKey("SenderId");
        assertThat(without.withSenderId("me").attributes()).containsEntry("SenderId", "me");
    }

    @Test
    void poison_can_be_made_field_by_field() {
        FakeSqsMessage poison = FakeSqsMessage.of("a").withoutField("messageId").withField("body", null);

        assertThat(Events.read(poison.toBytes())).doesNotContainKey("messageId").containsEntry("body", null);
    }

    @Test
    void a_digest_follows_the_body_unless_it_was_set() {
        FakeSqsMessage message = FakeSqsMessage.of("other").withBody("Test message.");

        assertThat(Events.read(message.toBytes())).containsEntry("md5OfBody", "e4e68fb7bd0e697a0ae8f1bb342846b3");
        assertThat(Events.read(message.withMd5OfBody("x").toBytes())).containsEntry("md5OfBody", "x");
    }

    @Test
    void message_attributes_are_told_as_the_event_has_them() {
        FakeSqsMessage message = FakeSqsMessage.of("a")
                .plusMessageAttribute("count", "Number", "7")
                .plusMessageAttribute("bytes", new byte[] {1});

        assertThat(message.messageAttributes().get("count"))
                .containsEntry("dataType", "Number")
                .containsEntry("stringValue", "7");
        assertThat(message.messageAttributes().get("bytes"))
                .containsEntry("dataType", "Binary")
                .containsEntry("binaryValue", "AQ==")
                .doesNotContainKey("stringValue");
    }

    @Test
    void kinesis_records_become_the_event_in_the_file() {
        FakeKinesisEvent event = FakeKinesisEvent.of("Hello, this is a test.")
                .withClock(CLOCK)
                .plus(FakeKinesisRecord.of("This is only a test.")
                        .withSequenceNumber("49590338271490256608559692540925702759324208523137515618")
                        .withArrival(Instant.ofEpochMilli(1545084711166L)))
                .withStream("arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("kinesis.json"));
    }

    @Test
    void a_tumbling_window_becomes_the_event_in_the_file() {
        FakeKinesisRecord record =
                FakeKinesisRecord.of(HELLO).withInvokeIdentity("arn:aws:iam::123456789012:role/lambda-kinesis-role");

        FakeKinesisEvent event = FakeKinesisEvent.of(List.of(record))
                .withClock(InstantSource.fixed(Instant.ofEpochSecond(1607497475)))
                .withStream("arn:aws:kinesis:us-east-1:123456789012:stream/lambda-stream")
                .withWindow(Instant.parse("2020-12-09T07:04:00Z"), Duration.ofMinutes(2))
                .withState(Map.of("1", 282, "2", 715));

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("kinesis-window.json"));
    }

    @Test
    void the_last_invocation_of_a_window_comes_without_records_and_says_so() {
        Map<String, Object> event = Events.read(FakeDynamoDbEvent.fromTable("orders")
                .withShard("shardId-7")
                .withWindow(Instant.EPOCH, Duration.ofSeconds(30))
                .asFinalInvoke()
                .toBytes());

        assertThat(event)
                .containsEntry("Records", List.of())
                .containsEntry("isFinalInvokeForWindow", true)
                .containsEntry("isWindowTerminatedEarly", false)
                .containsEntry("shardId", "shardId-7")
                .containsEntry("state", Map.of());
    }

    @Test
    void without_a_window_there_is_none_in_the_event() {
        assertThat(Events.read(
                        FakeKinesisEvent.of("a").withState(Map.of("a", 1)).toBytes()))
                .containsOnlyKeys("Records");
    }

    @Test
    void shards_and_numbers_make_the_ids_of_kinesis_records() {
        List<FakeKinesisRecord> records = FakeKinesisEvent.of("a", "b", "c")
                .withShard("shardId-000000000001")
                .plus(FakeKinesisRecord.of("d").withSequenceNumber("77"))
                .records();

        assertThat(records.subList(0, 3))
                .extracting(FakeKinesisRecord::sequenceNumber)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(records.get(3).toJson()).contains("\"eventID\":\"shardId-000000000001:77\"");
    }

    @Test
    void changes_of_items_become_the_event_in_the_file() {
        Map<String, Integer> keys = Map.of("Id", 101);
        Map<String, ?> fresh = image("New item!");
        Map<String, ?> changed = image("This item has changed");
        Instant created = Instant.ofEpochSecond(1479499740);

        FakeDynamoDbEvent event = FakeDynamoDbEvent.of(
                        FakeDynamoDbRecord.insert(keys, fresh).withSequenceNumber("111"),
                        FakeDynamoDbRecord.modify(keys, fresh, changed).withSequenceNumber("222"),
                        FakeDynamoDbRecord.remove(keys, changed)
                                .withSequenceNumber("333")
                                .byTimeToLive())
                .withTable("arn:aws:dynamodb:us-west-2:123456789012:table/ExampleTable/stream/2015-06-27T00:48:05.899")
                .withClock(InstantSource.fixed(created))
                .withIds(() -> "7de3041d-d709-b024-af6f-29e4fa13d34c");

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("dynamodb.json"));
    }

    @Test
    void plain_values_become_typed_ones() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("text", "ä");
        item.put("number", new BigDecimal("1E+3"));
        item.put("flag", true);
        item.put("nothing", null);
        item.put("bytes", new byte[] {1});
        item.put("list", Arrays.asList("a", 1, null));
        item.put("map", Map.of("in", -1.5));
        item.put("texts", new TreeSet<>(Set.of("a", "b")));
        item.put("numbers", Set.of(1));
        item.put("binaries", Set.of(new byte[] {2}));

        Map<String, Object> event =
                Events.read(FakeDynamoDbRecord.insert(Map.of("id", "1"), item).toBytes());

        assertThat(Events.at(event, "dynamodb", "NewImage"))
                .isEqualTo(Events.read(Events.json("{'text':{'S':'ä'},'number':{'N':'1000'},'flag':{'BOOL':true},"
                        + "'nothing':{'NULL':true},'bytes':{'B':'AQ=='},'list':{'L':[{'S':'a'},{'N':'1'},{'NULL':true}]},"
                        + "'map':{'M':{'in':{'N':'-1.5'}}},'texts':{'SS':['a','b']},'numbers':{'NS':['1']},"
                        + "'binaries':{'BS':['Ag==']}}")));
        assertThat(Events.at(event, "dynamodb", "SizeBytes")).isEqualTo(87);
    }

    @Test
    void values_that_dynamodb_has_no_type_for_are_refused() {
        assertThatThrownBy(() -> FakeDynamoDbRecord.insert(Map.of("id", Instant.EPOCH), Map.of()))
                .hasMessageContaining("'id' is a java.time.Instant");
        assertThatThrownBy(() -> FakeDynamoDbRecord.insert(Map.of("id", Set.of()), Map.of()))
                .hasMessageContaining("'id' is empty");
        assertThatThrownBy(() -> FakeDynamoDbRecord.insert(Map.of("id", Set.of(1, "a")), Map.of()))
                .hasMessageContaining("'id' is mixed");
    }

    @Test
    void a_view_type_shows_only_its_images() {
        FakeDynamoDbRecord record =
                FakeDynamoDbRecord.modify(Map.of("id", "1"), Map.of("id", "1", "a", "x"), Map.of("id", "1", "a", "y"));

        assertThat(shown(record.withViewType("KEYS_ONLY"))).contains("Keys").doesNotContain("NewImage", "OldImage");
        assertThat(shown(record.withViewType("NEW_IMAGE"))).contains("NewImage").doesNotContain("OldImage");
        assertThat(shown(record.withViewType("OLD_IMAGE"))).contains("OldImage").doesNotContain("NewImage");
        assertThat(record.withViewType("KEYS_ONLY").toJson()).contains("\"SizeBytes\":3");
        assertThatThrownBy(() -> record.withViewType("ALL")).hasMessageContaining("'ALL'");
    }

    @Test
    void kafka_records_become_the_event_in_the_file() {
        FakeKafkaEvent event = FakeKafkaEvent.msk(
                        FakeKafkaRecord.of("mytopic", 0, 15, HELLO)
                                .withKey("recordKey")
                                .plusHeader("headerKey", "headerValue")
                                .plusHeader("signed", "ä"),
                        FakeKafkaRecord.of("mytopic", 1, 3, new byte[] {0, -1}),
                        FakeKafkaRecord.tombstone("mytopic", 0, 16, "recordKey").withTimestampType("LOG_APPEND_TIME"))
                .withClock(CLOCK)
                .withCluster(
                        "arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2")
                .withBootstrapServers(servers());

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("kafka-msk.json"));
    }

    @Test
    void a_self_managed_cluster_becomes_the_event_in_the_file() {
        FakeKafkaEvent event = FakeKafkaEvent.selfManaged(FakeKafkaRecord.of("mytopic", 0, 15, HELLO)
                        .withKey("recordKey")
                        .plusHeader("headerKey", "headerValue"))
                .withClock(CLOCK)
                .withBootstrapServers(servers());

        assertThat(Events.read(event.toBytes())).isEqualTo(Events.file("kafka-self-managed.json"));
    }

    @Test
    void values_of_one_topic_have_the_offsets_from_0() {
        FakeKafkaEvent event = FakeKafkaEvent.msk("orders", "a", "b");

        assertThat(event.records()).extracting(FakeKafkaRecord::offset).containsExactly(0L, 1L);
        assertThat(event.records()).extracting(FakeKafkaRecord::topicPartition).containsOnly("orders-0");
        assertThat(event.records().get(1).value()).contains("b".getBytes(UTF_8));
        assertThat(FakeKafkaRecord.tombstone("orders", 0, 2, "k").value()).isEmpty();
    }

    @Test
    void maps_that_were_given_can_change_without_the_event() {
        Map<String, Object> state = new HashMap<>(Map.of("a", 1));
        FakeKinesisEvent event = FakeKinesisEvent.of("a")
                .withWindow(Instant.EPOCH, Duration.ofSeconds(1))
                .withState(state);
        state.put("b", 2);

        assertThat(Events.at(Events.read(event.toBytes()), "state")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void events_that_send_the_same_are_equal() {
        FakeSqsMessage message = FakeSqsMessage.of("a").withId("1");

        assertThat(message.withReceiveCount(1)).isEqualTo(message).hasSameHashCodeAs(message);
        assertThat(message.withReceiveCount(2)).isNotEqualTo(message);
        assertThat(FakeSqsEvent.of(List.of(message))).isEqualTo(FakeSqsEvent.of(List.of(message)));
        assertThat(message.toString()).isEqualTo("FakeSqsMessage 1");
    }

    @Test
    void a_blank_name_is_refused() {
        assertThatThrownBy(() -> FakeSqsEvent.fromQueue(" ")).hasMessageContaining("blank name");
    }

    private static Map<String, ?> image(String message) {
        return Map.of("Message", message, "Id", 101);
    }

    private static Set<String> shown(FakeDynamoDbRecord record) {
        Map<?, ?> change = (Map<?, ?>) Events.read(record.toBytes()).get("dynamodb");
        Set<String> names = new TreeSet<>();
        (change == null ? Collections.emptyMap() : change).keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private static String[] servers() {
        return new String[] {
            "b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092",
            "b-1.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092"
        };
    }

    private static Supplier<String> fixed(String... ids) {
        Queue<String> left = new ArrayDeque<>(List.of(ids));
        return left::remove;
    }
}
