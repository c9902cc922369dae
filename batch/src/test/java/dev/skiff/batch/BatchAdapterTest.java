package dev.skiff.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.testing.FakeContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchAdapterTest {
    private static final FakeContext CONTEXT = FakeContext.create();

    @Test
    void an_sqs_event_is_reported_by_its_own_answer() {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(sqs("m0", "0"), sqs("m1", "x"), sqs("m2", "2")));
        SQSBatchResponse answer = BatchAdapter.sqs(
                        Batch.of(Integer.class, (Integer number) -> {}).reportItemFailures())
                .process(event, CONTEXT);
        assertThat(answer.getBatchItemFailures())
                .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("m1");
    }

    @Test
    void a_message_has_what_the_object_has_and_nulls_do_no_harm() {
        SQSEvent.SQSMessage bare = new SQSEvent.SQSMessage();
        bare.setMessageId("bare");
        SQSEvent.SQSMessage full = sqs("full", "text");
        full.setAttributes(Map.of("ApproximateReceiveCount", "3", "MessageGroupId", "g"));
        full.setEventSourceArn(Events.FIFO);
        SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
        attribute.setDataType("Binary");
        attribute.setBinaryValue(ByteBuffer.wrap("hi".getBytes(UTF_8)));
        full.setMessageAttributes(Map.of("b", attribute));
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(bare, full));
        List<SqsMessage> seen = new ArrayList<>();
        BatchAdapter.sqs(Batch.sqs(seen::add)).process(event, null);
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).receiveCount()).isEqualTo(3);
        assertThat(seen.get(1).isFifo()).isTrue();
        assertThat(seen.get(1).messageAttribute("b").flatMap(MessageAttribute::bytes))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString(UTF_8).isEqualTo("hi"));
    }

    @Test
    void an_event_without_records_or_ids_fails_the_batch() {
        BatchAdapter.Sqs adapter = BatchAdapter.sqs(Batch.sqs(message -> {}));
        assertThatThrownBy(() -> adapter.process(new SQSEvent(), CONTEXT)).isInstanceOf(EventException.class);
        SQSEvent nameless = new SQSEvent();
        nameless.setRecords(List.of(new SQSEvent.SQSMessage()));
        assertThatThrownBy(() -> adapter.process(nameless, CONTEXT))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("messageId");
        assertThatThrownBy(() -> BatchAdapter.kafka(Batch.kafka(record -> {})).process(new KafkaEvent(), CONTEXT))
                .isInstanceOf(EventException.class);
    }

    @Test
    void without_the_word_that_failures_are_reported_it_throws() {
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(sqs("m0", "x")));
        BatchAdapter.Sqs adapter = BatchAdapter.sqs(Batch.of(Integer.class, (Integer number) -> {}));
        assertThatThrownBy(() -> adapter.process(event, CONTEXT)).isInstanceOf(BatchFailedException.class);
    }

    @Test
    void a_kinesis_event_is_reported_by_its_lowest_number() {
        KinesisEvent event = new KinesisEvent();
        event.setRecords(List.of(kinesis("7", "0"), kinesis("8", "x"), kinesis("9", "y")));
        StreamsEventResponse answer = BatchAdapter.kinesis(
                        Batch.of(Integer.class, (Integer number) -> {}).reportItemFailures())
                .process(event, CONTEXT);
        assertThat(answer.getBatchItemFailures())
                .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("8");
    }

    @Test
    void a_dynamodb_event_has_its_images() {
        StreamRecord change = new StreamRecord();
        change.setSequenceNumber("5");
        change.setKeys(Map.of("id", new AttributeValue().withS("o1")));
        Map<String, AttributeValue> image = new LinkedHashMap<>();
        image.put("n", new AttributeValue().withN("1.5"));
        image.put(
                "l",
                new AttributeValue().withL(new AttributeValue().withBOOL(true), new AttributeValue().withNULL(true)));
        image.put("m", new AttributeValue().withM(Map.of("ss", new AttributeValue().withSS("a", "b"))));
        image.put("b", new AttributeValue().withB(ByteBuffer.wrap("hi".getBytes(UTF_8))));
        change.setNewImage(image);
        DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
        record.setEventName("INSERT");
        record.setDynamodb(change);
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(List.of(record));
        List<String> seen = new ArrayList<>();
        BatchAdapter.DynamoDb adapter = BatchAdapter.dynamoDb(Batch.dynamoDb(changed -> {
                    seen.add(new String(changed.newImage().orElseThrow().json(), UTF_8));
                    throw new IllegalStateException();
                })
                .reportItemFailures());
        assertThat(adapter.process(event, CONTEXT).getBatchItemFailures())
                .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("5");
        assertThat(seen).containsExactly("{\"n\":1.5,\"l\":[true,null],\"m\":{\"ss\":[\"a\",\"b\"]},\"b\":\"aGk=\"}");
    }

    @Test
    void a_kafka_event_is_reported_by_objects_that_serialize_as_aws_reads_them() {
        KafkaEvent event = new KafkaEvent();
        event.setRecords(Map.of("orders-0", List.of(kafka(15, "0"), kafka(16, "x"))));
        KafkaBatchResponse answer = BatchAdapter.kafka(
                        Batch.of(Integer.class, (Integer number) -> {}).reportItemFailures())
                .process(event, CONTEXT);
        assertThat(new String(JsonCodec.jacksonJr().write(answer), UTF_8))
                .isIn(
                        "{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"orders-0\",\"offset\":16}}]}",
                        "{\"batchItemFailures\":[{\"itemIdentifier\":{\"offset\":16,\"partition\":\"orders-0\"}}]}");
    }

    @Test
    void nulls_inside_an_sqs_event_are_absent() {
        SQSEvent.SQSMessage message = sqs("m", "x");
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("MessageGroupId", null);
        message.setAttributes(attributes);
        Map<String, SQSEvent.MessageAttribute> messageAttributes = new LinkedHashMap<>();
        messageAttributes.put("none", null);
        messageAttributes.put("empty", new SQSEvent.MessageAttribute());
        message.setMessageAttributes(messageAttributes);
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        List<String> seen = new ArrayList<>();
        BatchAdapter.sqs(Batch.sqs(read -> seen.add(
                        read.attributes() + " " + read.messageAttributes().keySet())))
                .process(event, CONTEXT);
        assertThat(seen).containsExactly("{} [empty]");
    }

    @Test
    void an_image_with_a_null_or_a_number_that_is_none_fails_the_batch() {
        Map<String, AttributeValue> withNull = new LinkedHashMap<>();
        withNull.put("a", null);
        List<AttributeValue> elements = new ArrayList<>();
        elements.add(null);
        for (Map<String, AttributeValue> image : List.of(
                withNull,
                Map.of("a", new AttributeValue().withN("many")),
                Map.of("a", new AttributeValue().withNS("1", "x")),
                Map.of("a", new AttributeValue().withL(elements)))) {
            StreamRecord change = new StreamRecord();
            change.setSequenceNumber("5");
            change.setNewImage(image);
            DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
            record.setDynamodb(change);
            DynamodbEvent event = new DynamodbEvent();
            event.setRecords(List.of(record));
            assertThatThrownBy(() ->
                            BatchAdapter.dynamoDb(Batch.dynamoDb(changed -> {})).process(event, CONTEXT))
                    .isInstanceOf(EventException.class);
        }
    }

    @Test
    void a_kafka_event_that_could_not_be_reported_fails_the_batch() {
        Map<String, List<KafkaEvent.KafkaEventRecord>> unnamed = new LinkedHashMap<>();
        unnamed.put(null, List.of(kafka(1, "0")));
        for (Map<String, List<KafkaEvent.KafkaEventRecord>> records :
                List.of(unnamed, Map.of(" ", List.of(kafka(1, "0"))), Map.of("t-0", List.of(kafka(-1, "0"))))) {
            KafkaEvent event = new KafkaEvent();
            event.setRecords(records);
            assertThatThrownBy(
                            () -> BatchAdapter.kafka(Batch.kafka(record -> {})).process(event, CONTEXT))
                    .isInstanceOf(EventException.class);
        }
    }

    @Test
    void headers_of_kafka_may_be_null() {
        KafkaEvent.KafkaEventRecord record = kafka(1, "0");
        Map<String, byte[]> header = new LinkedHashMap<>();
        header.put("a", null);
        List<Map<String, byte[]>> headers = new ArrayList<>();
        headers.add(null);
        headers.add(header);
        record.setHeaders(headers);
        KafkaEvent event = new KafkaEvent();
        event.setRecords(Map.of("t-0", List.of(record)));
        List<String> seen = new ArrayList<>();
        BatchAdapter.kafka(Batch.kafka(read -> seen.add(read.headers().get(0).name() + "="
                        + read.headers().get(0).text())))
                .process(event, CONTEXT);
        assertThat(seen).containsExactly("a=");
    }

    private static SQSEvent.SQSMessage sqs(String id, String body) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        message.setEventSource("aws:sqs");
        message.setEventSourceArn(Events.QUEUE);
        return message;
    }

    private static KinesisEvent.KinesisEventRecord kinesis(String number, String data) {
        KinesisEvent.Record kinesis = new KinesisEvent.Record();
        kinesis.setSequenceNumber(number);
        kinesis.setPartitionKey("k");
        kinesis.setData(ByteBuffer.wrap(data.getBytes(UTF_8)));
        KinesisEvent.KinesisEventRecord record = new KinesisEvent.KinesisEventRecord();
        record.setKinesis(kinesis);
        return record;
    }

    private static KafkaEvent.KafkaEventRecord kafka(long offset, String value) {
        KafkaEvent.KafkaEventRecord record = new KafkaEvent.KafkaEventRecord();
        record.setTopic("orders");
        record.setOffset(offset);
        record.setValue(Events.base64(value));
        return record;
    }
}
