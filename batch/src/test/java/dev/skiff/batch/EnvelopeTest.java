package dev.skiff.batch;

import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.quoted;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqs;
import static dev.skiff.batch.Events.sqsMessage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.JsonType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes that are broken or strange: what can't be told for sure is the failure of its message, and of no other. A quote is written as ' here. */
class EnvelopeTest {
    private record Order(String id, int count) {}

    private static final String GOOD = "{'id':'o1','count':2}";

    private final List<Object> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':null}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':{'id':'o1','count':2}}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t'}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','Timestamp':'noon'}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','Timestamp':{}}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','MessageAttributes':[]}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','MessageAttributes':{'a':'b'}}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','Subject':[]}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m'} trailing",
                "{'Type':'UnsubscribeConfirmation','MessageId':'i','TopicArn':'t','Message':'m'}"
            })
    void an_envelope_of_sns_that_is_broken_is_not_taken_for_what_was_published(String envelope) {
        assertThat(failures(sqs(batch(Payload.sns(Payload.text()))), messages(envelope, "raw")))
                .containsExactly("m0");
        assertThat(seen).containsExactly("raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw",
                "",
                " ",
                "null",
                "7",
                "'text'",
                "[{'Type':'Notification'}]",
                "{'id':'o1'}",
                "{'Type':'Order','MessageId':'i','TopicArn':'t','Message':'m'}",
                "{'Type':'Notification','Message':'m'}",
                "{'Type':'Notification','MessageId':'i','Message':'m'}",
                "{'Type':{'Type':'Notification'},'MessageId':'i','TopicArn':'t','Message':'m'}",
                "{'wrapped':{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m'}}",
                "{'Type':'Notification'",
                "{not json"
            })
    void what_was_published_raw_comes_as_it_was(String body) {
        assertThat(failures(sqs(batch(Payload.sns(Payload.text()))), messages(body)))
                .isEmpty();
        assertThat(seen).containsExactly(body.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m'}",
                "{'Type':'Notification','MessageId':'i','TopicArn':'t','Subject':null,'Message':'m','MessageAttributes':null}",
                "{'Message':'m','TopicArn':'arn:aws:sns:eu-central-1:1:t.fifo','SequenceNumber':'10000000000000000000','MessageId':'i','Type':'Notification'}",
                "\uFEFF{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m'}",
                " \n{'Type':'Notification','MessageId':'i','TopicArn':'t','Message':'m','New':{'Message':'other'}}\n"
            })
    void an_envelope_of_sns_may_lack_what_is_not_needed(String envelope) {
        assertThat(failures(sqs(batch(Payload.sns(Payload.text()))), messages(envelope)))
                .isEmpty();
        assertThat(seen).containsExactly("m");
    }

    @Test
    void each_envelope_is_taken_off_once() {
        String twice = sns(sns("text"));
        assertThat(failures(sqs(batch(Payload.sns(Payload.text()))), messages(twice)))
                .isEmpty();
        assertThat(failures(sqs(batch(Payload.sns(Payload.sns(Payload.text())))), messages(twice)))
                .isEmpty();
        assertThat(seen).containsExactly(sns("text"), "text");
    }

    @Test
    void json_in_a_text_of_json_is_no_order() {
        byte[] event = messages(sns(quoted(json(GOOD))), sns(json(GOOD)), quoted(json(GOOD)));
        assertThat(failures(sqs(batch(Payload.sns(Payload.json(Order.class)))), event))
                .containsExactly("m0", "m2");
        assertThat(seen).containsExactly(new Order("o1", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'id':'o1','count':2}|Order[id=o1, count=2]",
                "'{\\\"id\\\":\\\"o1\\\",\\\"count\\\":2}'|Order[id=o1, count=2]",
                "'text'|",
                "''|",
                "7|",
                "[]|",
                "null|",
                "true|",
                "'null'|"
            })
    void a_detail_is_the_type_or_the_failure_of_its_message(String detail, String order) {
        byte[] event = messages(eventBridge(detail), eventBridge(GOOD));
        List<String> orders = new ArrayList<>();
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.eventBridge(Order.class), read -> {
                    orders.add(read.detail().toString());
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), event)).isEqualTo(order == null ? List.of("m0") : List.of());
        assertThat(orders).hasSize(order == null ? 1 : 2).containsOnly("Order[id=o1, count=2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'text'|text",
                "''|",
                "7|7",
                "1.50|1.50",
                "[1,null]|[1,null]",
                "{'a':{}}|{\"a\":{}}",
                "null|null",
                "false|false"
            })
    void a_detail_as_text_is_what_it_was(String detail, String text) {
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.eventBridge(String.class), event -> {
                    seen.add(event.detail());
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(eventBridge(detail)))).isEmpty();
        assertThat(seen).containsExactly(text == null ? "" : text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "text",
                "null",
                "{'source':'s','detail-type':'t'}",
                "{'source':'','detail-type':'t','detail':{}}",
                "{'source':'s','detail-type':null,'detail':{}}",
                "{'source':'s','detailType':'t','detail':{}}",
                "{'source':'s','detail-type':'t','detail':{},'time':'noon'}",
                "{'source':'s','detail-type':'t','detail':{},'resources':'r'}",
                "{'source':'s','detail-type':'t','detail':{'a':1e",
                "{'source':'s','detail-type':'t','detail':{}} x"
            })
    void what_is_no_event_of_eventbridge_is_the_failure_of_its_message(String body) {
        Batch<PayloadRecord, ?> batch = Batch.of(
                        Payload.eventBridge(new JsonType<Map<String, Object>>() {}), event -> seen.add(event.detail()))
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(body, eventBridge("{}")))).containsExactly("m0");
        assertThat(seen).containsExactly(Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a+b|a b",
                "a%2Bb|a+b",
                "a%20b|a b",
                "%252B|%2B",
                "gr%C3%B6%C3%9Fe/%F0%9F%98%80|größe/😀",
                "größe|größe",
                "+|^ ^",
                "a%00b|a\u0000b",
                "..%2F%2e%2e|../..",
                "a%26b%3Dc%22|a&b=c\""
            })
    void keys_of_objects_are_decoded(String encoded, String key) {
        assertThat(failures(sqs(s3()), messages(object(encoded)))).isEmpty();
        assertThat(seen).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "a%zz", "%-1", "a%2%42", ""})
    void a_key_that_cannot_be_decoded_is_the_failure_of_its_message(String encoded) {
        assertThat(failures(sqs(s3()), messages(object(encoded), object("good"))))
                .containsExactly("m0");
        assertThat(seen).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Records':null}",
                "{'Records':{}}",
                "{'Records':[null]}",
                "{'Records':[{}]}",
                "{'Records':[{'s3':null}]}",
                "{'Records':[{'s3':{'bucket':{'name':'b'}}}]}",
                "{'Records':[{'s3':{'object':{'key':'k'}}}]}",
                "{'Records':[{'s3':{'bucket':'b','object':{'key':'k'}}}]}",
                "{'Records':[{'s3':{'bucket':{'name':'b'},'object':{'key':'k','size':'big'}}}]}",
                "{'Records':[{'eventSource':'aws:sns','s3':{'bucket':{'name':'b'},'object':{'key':'k'}}}]}",
                "{'Records':[{'eventTime':'noon','s3':{'bucket':{'name':'b'},'object':{'key':'k'}}}]}",
                "{'Records':[],'Records':[]}",
                "{'Event':'s3:Other'}",
                "{'Event':null}",
                "{'Event':{}}",
                "{'Service':'Amazon S3'}",
                "[]",
                ""
            })
    void what_is_no_notification_of_s3_is_the_failure_of_its_message(String body) {
        assertThat(failures(sqs(s3()), messages(body, object("good")))).containsExactly("m0");
        assertThat(seen).containsExactly("good");
    }

    @Test
    void the_test_of_s3_is_done_by_every_way() {
        String test =
                "{'Service':'Amazon S3','Event':'s3:TestEvent','Time':'2014-10-13T15:57:02.089Z','Bucket':'b','RequestId':'r','HostId':'h'}";
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.sns(Payload.s3()), object -> {
                    seen.add(object.key());
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(test, sns(json(test)), sns(json(object("a"))), object("b"))))
                .isEmpty();
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void of_several_objects_the_first_that_fails_ends_its_message() {
        String three = "{'Records':[" + record("a") + "," + record("b") + "," + record("c") + "]}";
        Batch<PayloadRecord, ?> batch = Batch.of(Payload.sns(Payload.s3()), object -> {
                    seen.add(object.key());
                    if (object.key().equals("b")) {
                        throw new StackOverflowError();
                    }
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), messages(sns(json(three)), three, object("d"))))
                .containsExactly("m0", "m1");
        assertThat(seen).containsExactly("a", "b", "a", "b", "d");
    }

    private Batch<PayloadRecord, ?> s3() {
        return Batch.of(Payload.s3(), object -> {
                    seen.add(object.key());
                })
                .reportItemFailures();
    }

    private <T> Batch<PayloadRecord, T> batch(Payload<T> payload) {
        return Batch.of(payload, (T value) -> {
                    seen.add(value);
                })
                .reportItemFailures();
    }

    private static byte[] messages(String... bodies) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            messages.add(sqsMessage("m" + i, QUEUE, "", json(bodies[i])));
        }
        return records(messages);
    }

    private static String sns(String message) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"i\",\"TopicArn\":\"t\",\"Message\":" + quoted(message) + "}";
    }

    private static String eventBridge(String detail) {
        return "{'version':'0','id':'i','detail-type':'t','source':'s','detail':" + detail + "}";
    }

    private static String object(String key) {
        return "{'Records':[" + record(key) + "]}";
    }

    private static String record(String key) {
        return "{'eventSource':'aws:s3','s3':{'bucket':{'name':'b'},'object':{'key':'" + key + "'}}}";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
