package dev.skiff.batch;

import static dev.skiff.batch.Events.FIFO;
import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.dynamoDbRecord;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.kafka;
import static dev.skiff.batch.Events.kinesisRecord;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqsMessage;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.core.EventException;
import dev.skiff.testing.FunctionClient;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are broken fail as a whole before any work; events that are only strange are reported exactly. A quote is written as ' here. */
@Timeout(60)
class MalformedEventsTest {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final RequestStreamHandler sqs = Events.sqs(failing());
    private final RequestStreamHandler kinesis =
            Events.kinesis(MalformedEventsTest.<KinesisRecord>all(Batch.kinesis(this::fail)));
    private final RequestStreamHandler dynamoDb =
            Events.dynamoDb(MalformedEventsTest.<DynamoDbRecord>all(Batch.dynamoDb(this::fail)));
    private final RequestStreamHandler kafka =
            Events.kafka(MalformedEventsTest.<KafkaRecord>all(Batch.kafka(this::fail)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000",
                "0",
                "true",
                "'Records'",
                "[{'messageId':'m'}]",
                "[]",
                "{",
                "{'Records'",
                "{'Records':",
                "{'Records':[{",
                "{'Records':[{'messageId':'m'",
                "{'Records':[{'messageId':'m'}",
                "{'Records':[{'messageId':'m'}]",
                "{'Records':[{'messageId':'m'}]}}",
                "{'Records':[{'messageId':'m'}]}]",
                "{'Records':[{'messageId':'m'}]}x",
                "{'Records':[{'messageId':'m'}]}\u0000",
                "{'Records':[{'messageId':'m'},]}",
                "{'Records':[{'messageId':'m',}]}",
                "{'Records':[{'messageId':'m'} {'messageId':'n'}]}",
                "{'Records':[{'messageId':'m'}],'Records':[]}",
                "{'Records':[],'Records':[{'messageId':'m'}]}",
                "{'Records':[[{'messageId':'m'}]]}",
                "{'Records':{'Records':[{'messageId':'m'}]}}",
                "{'Records':[{'Records':[{'messageId':'m'}]}]}",
                "{'event':{'Records':[{'messageId':'m'}]}}",
                "{'records':[{'messageId':'m'}]}",
                "{'RECORDS':[{'messageId':'m'}]}",
                "{'Records':[7]}",
                "{'Records':[null,{'messageId':'m'}]}",
                "{'Records':[{'messageId':'m'},null]}",
                "{'Records':[{}]}",
                "{'Records':[{'messageid':'m'}]}",
                "{'Records':[{'MessageId':'m'}]}",
                "{'Records':[{'messageId':'\\t\\n'}]}",
                "{'Records':[{'messageId':'\\u2003'}]}",
                "{'Records':[{'messageId':{}}]}",
                "{'Records':[{'messageId':['m']}]}",
                "{'Records':[{'messageId':'m','messageId':'n'}]}",
                "{'Records':[{'messageId':'m','messageId':null}]}",
                "{'Records':[{'messageId':'m','messageId':'m'}]}",
                "{'Records':[{'messageId':'m','body':{}}]}",
                "{'Records':[{'messageId':'m','body':['b']}]}",
                "{'Records':[{'messageId':'m','attributes':[]}]}",
                "{'Records':[{'messageId':'m','attributes':'text'}]}",
                "{'Records':[{'messageId':'m','attributes':{'MessageGroupId':{}}}]}",
                "{'Records':[{'messageId':'m','messageAttributes':{'a':'text'}}]}",
                "{'Records':[{'messageId':'m','eventSourceARN':{}}]}",
                "{'Records':[{'messageId':'m','eventSource':'aws:kinesis'}]}",
                "{'Records':[{'messageId':'m','eventSource':'AWS:SQS'}]}",
                "{'Records':[{'messageId':'m','eventSource':''}]}",
                "{'Records':[{'messageId':'m\n'}]}",
                "{'Records':[{'messageId':'\\ud8'}]}",
                "{'Records':[{'messageId':'\\x'}]}",
                "{'Records':[{'messageId':NaN}]}",
                "{'Records':[{'messageId':01}]}",
                "{Records:[{'messageId':'m'}]}"
            })
    void a_broken_event_of_sqs_fails_before_any_work(String event) {
        assertRefused(sqs, json(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void an_event_in_another_encoding_is_refused(String encoding) {
        assertRefused(sqs, "{\"Records\":[{\"messageId\":\"mä\"}]}".getBytes(Charset.forName(encoding)));
        assertThat(List.of(UTF_16, UTF_16LE, UTF_16BE)).doesNotContain(UTF_8);
    }

    @Test
    void an_event_that_nests_without_end_is_refused() {
        String deep = "{'Records':[{'messageId':'m','x':" + "[".repeat(100_000) + "]".repeat(100_000) + "}]}";
        assertRefused(sqs, json(deep));
        assertRefused(sqs, json("{'a':".repeat(50_000)));
        String item = "{'M':{'a':".repeat(2_000) + "{'S':''}" + "}}".repeat(2_000);
        assertRefused(dynamoDb, dynamo("'NewImage':{'a':" + item + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'messageId':'m'}|m",
                "{'messageId':'m','body':null,'attributes':null,'messageAttributes':null,'eventSource':null,'eventSourceARN':null}|m",
                "{'messageId':'','messageId':'m'}|m",
                "{'messageId':12345678901234567890}|12345678901234567890",
                "{'messageId':true}|true",
                "{'messageId':' m '}|' m '",
                "{'messageId':'m','Records':[{'messageId':'n'}]}|m",
                "{'messageId':'m','new':{'deep':[{'messageId':'n'},[[]],null]}}|m",
                "{'messageId':'m','attributes':{'ApproximateReceiveCount':'many','SentTimestamp':'soon'}}|m",
                "{'messageId':'m','attributes':{'ApproximateReceiveCount':3,'MessageGroupId':null}}|m",
                "{'messageId':'m','messageAttributes':{'a':null,'b':{},'c':{'dataType':null,'stringListValues':[]}}}|m",
                "{'messageId':'\\u0000\\u001f\\u007f'}|'\u0000\u001f\u007f'",
                "{'messageId':'\\\"\\\\\\/'}|'\"\\/'",
                "{'messageId':'😀\\ud83d\\ude00'}|😀😀",
                "{'messageId':'{\\\"itemIdentifier\\\":\\\"x\\\"}'}|{\"itemIdentifier\":\"x\"}"
            })
    void a_strange_message_is_reported_by_its_id(String message, String id) {
        assertThat(failures(sqs, json("{'Records':[" + message + "]}")))
                .containsExactly(id.startsWith("'") && id.length() > 2 ? id.substring(1, id.length() - 1) : id);
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        event.writeBytes(json("{'Records':[{'messageId':'m'}]}"));
        assertThat(failures(sqs, event.toByteArray())).containsExactly("m");
    }

    @Test
    void an_id_that_comes_twice_is_reported_when_either_fails() {
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    if (message.body().equals("bad")) {
                        throw new IllegalStateException("bad");
                    }
                })
                .reportItemFailures();
        for (List<String> bodies : List.of(List.of("bad", "good"), List.of("good", "bad"))) {
            byte[] event = records(bodies.stream()
                    .map(body -> sqsMessage("m", QUEUE, "", body))
                    .toList());
            assertThat(failures(Events.sqs(batch.parallel(2)), event)).containsOnly("m");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sqs:eu-central-1:1:orders.fifo, true",
        "arn:aws-cn:sqs:cn-north-1:1:orders.fifo, true",
        "arn:aws-us-gov:sqs:us-gov-west-1:1:orders.fifo, true",
        "arn:aws:sqs:eu-central-1:1:orders, false",
        "arn:aws:sqs:eu-central-1:1:fifo, false",
        "arn:aws:sqs:eu-central-1:1:orders-fifo, false"
    })
    void order_is_told_by_the_queues_name_in_every_partition(String arn, boolean ordered) {
        byte[] event = records(List.of(sqsMessage("m0", arn, "g", "0"), sqsMessage("m1", arn, "g", "1")));
        assertThat(failures(sqs, event)).containsExactly("m0", "m1");
        assertThat(seen).hasSize(ordered ? 1 : 2);
    }

    @Test
    void messages_of_a_fifo_queue_without_a_group_keep_their_order() {
        byte[] event = records(List.of(
                sqsMessage("m0", FIFO, "", "0"),
                sqsMessage("m1", FIFO, "g", "1"),
                sqsMessage("m2", FIFO, "", "2").replace("\"SenderId\"", "\"MessageGroupId\":null,\"SenderId\"")));
        assertThat(failures(sqs, event)).containsExactly("m0", "m1", "m2");
        assertThat(seen).containsExactly("m0", "m1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kinesis':null}",
                "{'kinesis':[]}",
                "{'kinesis':'text'}",
                "{'sequenceNumber':'1'}",
                "{'kinesis':{'sequenceNumber':{}}}",
                "{'kinesis':{'sequenceNumber':'1','sequenceNumber':'2'}}",
                "{'kinesis':{'sequenceNumber':'1'},'kinesis':{'sequenceNumber':'2'}}",
                "{'kinesis':{'sequenceNumber':'1','data':{}}}",
                "{'kinesis':{'sequenceNumber':'1','approximateArrivalTimestamp':'noon'}}",
                "{'kinesis':{'sequenceNumber':'1','approximateArrivalTimestamp':1e999999999}}",
                "{'kinesis':{'sequenceNumber':'1','approximateArrivalTimestamp':1e-999999999}}",
                "{'kinesis':{'sequenceNumber':'1','approximateArrivalTimestamp':99999999999999999999}}",
                "{'kinesis':{'sequenceNumber':'1'},'eventSource':'aws:dynamodb'}"
            })
    void a_broken_record_of_kinesis_fails_the_batch_before_any_work(String record) {
        assertRefused(kinesis, json("{'Records':[{'kinesis':{'sequenceNumber':'0'}}," + record + "]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "00012, 9, 9",
        "0009, 10, 0009",
        "9, 10, 9",
        "10, 9, 9",
        "-1, 1, -1",
        "abc, 1, abc",
        "1, abc, 1",
        "49590338271490256608559692538361571095921575989136588898, 49590338271490256608559692538361571095921575989136588897, "
                + "49590338271490256608559692538361571095921575989136588897",
        "5, 5, 5"
    })
    void the_lowest_of_two_sequence_numbers_is_reported_and_without_numbers_the_first(
            String first, String second, String lowest) {
        byte[] event = records(List.of(kinesisRecord(first, "a", "0"), kinesisRecord(second, "b", "1")));
        assertThat(failures(kinesis, event)).containsExactly(lowest);
        assertThat(seen).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'NewImage':[]",
                "'NewImage':{'a':null}",
                "'NewImage':{'a':{}}",
                "'NewImage':{'a':'text'}",
                "'NewImage':{'a':{'X':'unknown'}}",
                "'NewImage':{'a':{'s':'lower'}}",
                "'NewImage':{'a':{'S':null}}",
                "'NewImage':{'a':{'N':'many'}}",
                "'NewImage':{'a':{'N':'NaN'}}",
                "'NewImage':{'a':{'N':''}}",
                "'NewImage':{'a':{'B':'%%'}}",
                "'NewImage':{'a':{'BOOL':'maybe'}}",
                "'NewImage':{'a':{'NULL':{}}}",
                "'NewImage':{'a':{'NULL':[]}}",
                "'NewImage':{'a':{'L':{}}}",
                "'NewImage':{'a':{'L':[null]}}",
                "'NewImage':{'a':{'L':['text']}}",
                "'NewImage':{'a':{'M':[]}}",
                "'NewImage':{'a':{'SS':['a',null]}}",
                "'NewImage':{'a':{'NS':['x']}}",
                "'NewImage':{'a':{'BS':['%']}}",
                "'Keys':'text'",
                "'ApproximateCreationDateTime':'noon'",
                "'ApproximateCreationDateTime':1e999999999",
                "'ApproximateCreationDateTime':1e-999999999",
                "'SequenceNumber':'2'",
                "'SizeBytes':1.5"
            })
    void a_broken_image_fails_the_batch_before_any_work(String image) {
        assertRefused(dynamoDb, dynamo(image));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'S':''}|''",
                "{'S':7}|'7'",
                "{'N':'99999999999999999999999999999999999999'}|99999999999999999999999999999999999999",
                "{'N':'-1.0000000000000000000000000000000000001'}|-1.0000000000000000000000000000000000001",
                "{'N':'1E-130'}|1E-130",
                "{'N':'9.9E+125'}|9.9E+125",
                "{'B':''}|''",
                "{'BOOL':false}|false",
                "{'NULL':true}|null",
                "{'NULL':false}|null",
                "{'SS':[]}|[]",
                "{'NS':[]}|[]",
                "{'BS':[]}|[]",
                "{'L':[]}|[]",
                "{'M':{}}|{}",
                "{'SS':null}|[]",
                "{'M':null}|{}",
                "{'L':[{'NULL':true},{'L':[{'M':{'a':{'NULL':true}}}]}]}|[null,[{'a':null}]]",
                "{'M':{'\\u0000':{'S':'\\u0001\\\"'}}}|{'\\u0000':'\\u0001\\\"'}"
            })
    void an_attribute_of_every_type_shows_as_json(String value, String json) {
        List<String> images = new ArrayList<>();
        RequestStreamHandler function = Events.dynamoDb(Batch.dynamoDb(
                record -> images.add(new String(record.newImage().orElseThrow().json(), UTF_8))));
        assertThat(failures(function, dynamo("'NewImage':{'a':" + value + "}"))).isEmpty();
        assertThat(images).containsExactly(("{'a':" + json + "}").replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "1479499740, 2016-11-18T20:09:00Z",
        "1479499740.0, 2016-11-18T20:09:00Z",
        "1479499740.5, 2016-11-18T20:09:00.500Z",
        "1.47949974E9, 2016-11-18T20:09:00Z",
        "'1479499740', 2016-11-18T20:09:00Z",
        "0, 1970-01-01T00:00:00Z",
        "null,"
    })
    void a_time_in_seconds_may_have_any_form(String seconds, Instant time) {
        List<Instant> times = new ArrayList<>();
        RequestStreamHandler function = Events.dynamoDb(
                Batch.dynamoDb(record -> record.approximateCreation().ifPresent(times::add)));
        failures(function, dynamo("'ApproximateCreationDateTime':" + seconds));
        assertThat(times).isEqualTo(time == null ? List.of() : List.of(time));
    }

    @Test
    void records_without_keys_or_images_are_worked_on_in_order() {
        byte[] event = json(
                "{'Records':[{'dynamodb':{'SequenceNumber':'1'}},{'dynamodb':{'SequenceNumber':'2','Keys':null}}]}");
        assertThat(failures(dynamoDb, event)).containsExactly("1");
        assertThat(seen).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'records':{'t-0':[{'offset':-1}]}}",
                "{'records':{'t-0':[{'offset':1.5}]}}",
                "{'records':{'t-0':[{'offset':99999999999999999999}]}}",
                "{'records':{'t-0':[{'offset':1,'offset':2}]}}",
                "{'records':{'t-0':[{'offset':{}}]}}",
                "{'records':{'t-0':[{'offset':1,'partition':4294967296}]}}",
                "{'records':{'t-0':[{'offset':1,'partition':'x'}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':{}}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':['a']}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':[{'a':[256]}]}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':[{'a':[-129]}]}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':[{'a':[null]}]}]}}",
                "{'records':{'t-0':[{'offset':1,'headers':[{'a':'text'}]}]}}",
                "{'records':{'t-0':[{'offset':1,'value':{}}]}}",
                "{'records':{'t-0':{'offset':1}}}",
                "{'records':{'t-0':[[]]}}",
                "{'records':{'':[{'offset':1}]}}",
                "{'records':{' ':[{'offset':1}]}}",
                "{'records':[{'offset':1}]}",
                "{'records':'text'}",
                "{'eventSource':'aws:kinesis','records':{'t-0':[{'offset':1}]}}",
                "{'records':{'t-0':[{'offset':1}]},'records':{'t-0':[]}}"
            })
    void a_broken_event_of_kafka_fails_before_any_work(String event) {
        assertRefused(kafka, json(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'t-0':[{'offset':0}]|t-0@0",
                "'t-0':[{'offset':'7'}]|t-0@7",
                "'t-0':[{'offset':9223372036854775807,'partition':2147483647}]|t-0@9223372036854775807",
                "'t-0':[{'offset':2,'topic':null,'partition':null,'timestamp':null,'key':null,'value':null,'headers':null}]|t-0@2",
                "'t-0':[{'offset':2,'key':'%%','value':'%%'}]|t-0@2",
                "'t-0':[{'offset':2,'headers':[null,{},{'a':null},{'a':[]},{'a':[-128,127,255]}]}]|t-0@2",
                "'t-0':[{'offset':5}],'t-0':[{'offset':3}]|t-0@3",
                "'t-0':[{'offset':5},{'offset':3},{'offset':4}]|t-0@3",
                "'t-1':[],'my-topic-10':[{'offset':1}]|my-topic-10@1",
                "'no dash':[{'offset':1}]|no dash@1"
            })
    void a_strange_record_of_kafka_is_reported_by_its_topic_partition(String records, String reported) {
        int at = reported.indexOf('@');
        assertThat(failures(kafka, json("{'records':{" + records + "}}")))
                .hasSize(1)
                .first()
                .extracting(Object::toString)
                .isEqualTo(Map.of(
                                "partition",
                                reported.substring(0, at),
                                "offset",
                                new BigDecimal(reported.substring(at + 1)).longValueExact())
                        .toString()
                        .replaceAll("\\{offset=(.*), partition=(.*)}", "{partition=$2, offset=$1}"));
    }

    @Test
    void an_offset_that_fails_in_one_partition_says_nothing_of_another() {
        Map<String, List<Long>> offsets = new LinkedHashMap<>();
        offsets.put("t-0", List.of(1L, 2L));
        offsets.put("t-1", List.of(1L, 2L));
        RequestStreamHandler function = Events.kafka(Batch.kafka(record -> {
                    if (record.id().equals("t-1@2")) {
                        throw new IllegalStateException();
                    }
                })
                .reportItemFailures());
        assertThat(new String(FunctionClient.of(function).invoke(kafka(offsets).getBytes(UTF_8)), UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":{\"partition\":\"t-1\",\"offset\":2}}]}");
    }

    @Test
    void a_refusal_shows_what_came_on_one_line_and_cut() {
        String name = "x".repeat(10_000) + "\\n";
        assertThatThrownBy(() -> FunctionClient.of(sqs).invoke(json("{'a\\nb':1,'" + name + "':2}")))
                .message()
                .contains("a?b, xxx")
                .doesNotContain("\n")
                .hasSizeLessThan(1000);
        assertThatThrownBy(() ->
                        FunctionClient.of(sqs).invoke(json("{'Records':[{'messageId':'m','eventSource':'a\\nb'}]}")))
                .hasMessageContaining("comes from a?b,");
    }

    private Batch<SqsMessage, SqsMessage> failing() {
        return all(Batch.sqs(this::fail));
    }

    private void fail(BatchRecord record) {
        seen.add(record.id());
        throw new IllegalStateException(record.id());
    }

    private static <R extends BatchRecord> Batch<R, R> all(Batch<R, R> batch) {
        return batch.reportItemFailures().continueAfterFailure();
    }

    private void assertRefused(RequestStreamHandler function, byte[] event) {
        assertThatThrownBy(() -> FunctionClient.of(function).invoke(event)).isInstanceOf(EventException.class);
        assertThat(seen).isEmpty();
    }

    private static byte[] dynamo(String change) {
        String record = dynamoDbRecord("1", "MODIFY", "\"Keys\":{\"id\":{\"S\":\"o1\"}}")
                .replace("\"ApproximateCreationDateTime\":1479499740,", "")
                .replace("\"SizeBytes\":26", change.replace('\'', '"'));
        return records(List.of(record));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
