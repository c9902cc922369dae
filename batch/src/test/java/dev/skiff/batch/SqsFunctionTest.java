package dev.skiff.batch;

import static dev.skiff.batch.Events.FIFO;
import static dev.skiff.batch.Events.QUEUE;
import static dev.skiff.batch.Events.failures;
import static dev.skiff.batch.Events.fifo;
import static dev.skiff.batch.Events.records;
import static dev.skiff.batch.Events.sqs;
import static dev.skiff.batch.Events.sqsMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonType;
import dev.skiff.testing.FunctionClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsFunctionTest {
    private record Order(String id, int count) {}

    @Test
    void a_batch_that_was_done_reports_nothing() {
        byte[] answer = FunctionClient.of(sqs(Batch.sqs(message -> {}))).invoke(sqs(3));
        assertThat(new String(answer, UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void the_messages_that_failed_are_reported_and_only_they() {
        RequestStreamHandler function =
                sqs(Batch.<Integer>of(Integer.class, SqsFunctionTest::failOdd).reportItemFailures());
        assertThat(failures(function, sqs(6))).containsExactly("m1", "m3", "m5");
    }

    @Test
    void an_error_is_the_failure_of_its_message() {
        RequestStreamHandler function = sqs(Batch.of(Integer.class, number -> {
                    if (number == 1) {
                        throw new StackOverflowError();
                    }
                    if (number == 2) {
                        throw new OutOfMemoryError();
                    }
                })
                .reportItemFailures());
        assertThat(failures(function, sqs(4))).containsExactly("m1", "m2");
    }

    @Test
    void without_the_word_that_failures_are_reported_any_failure_fails_the_batch() {
        RequestStreamHandler function = sqs(Batch.<Integer>of(Integer.class, SqsFunctionTest::failOdd));
        assertThatThrownBy(() -> FunctionClient.of(function).invoke(sqs(3)))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("1 of 3 records of SQS")
                .hasMessageContaining("m1")
                .hasMessageContaining("reportItemFailures()")
                .hasRootCauseMessage("odd");
    }

    @Test
    void a_whole_batch_that_failed_is_reported_or_thrown_by_choice() {
        Batch<PayloadRecord, Integer> batch = Batch.of(Integer.class, number -> {
                    throw new IllegalStateException("down");
                })
                .reportItemFailures();
        assertThat(failures(sqs(batch), sqs(2))).containsExactly("m0", "m1");
        assertThatThrownBy(
                        () -> FunctionClient.of(sqs(batch.throwWhenAllFail())).invoke(sqs(2)))
                .isInstanceOf(BatchFailedException.class)
                .hasRootCauseMessage("down");
    }

    @Test
    void bodies_are_read_as_records_and_as_generic_types() {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        byte[] event = records(List.of(sqsMessage("a", QUEUE, "", "{\"id\":\"o1\",\"count\":2}")));
        assertThat(failures(sqs(Batch.of(Order.class, (Order order) -> seen.add(order))), event))
                .isEmpty();
        byte[] many = records(List.of(sqsMessage("a", QUEUE, "", "[{\"id\":\"o2\",\"count\":3}]")));
        assertThat(failures(sqs(Batch.of(new JsonType<List<Order>>() {}, seen::addAll)), many))
                .isEmpty();
        assertThat(seen).containsExactly(new Order("o1", 2), new Order("o2", 3));
    }

    @Test
    void a_body_that_cannot_be_read_fails_its_message_and_has_its_own_policy() {
        Batch<PayloadRecord, Order> batch =
                Batch.of(Order.class, (Order order) -> {}).reportItemFailures();
        byte[] event = records(List.of(
                sqsMessage("good", QUEUE, "", "{\"id\":\"o1\",\"count\":2}"),
                sqsMessage("cut", QUEUE, "", "{\"id\":"),
                sqsMessage("empty", QUEUE, "", ""),
                sqsMessage("wrong", QUEUE, "", "{\"id\":\"o1\",\"count\":\"many\"}")));
        assertThat(failures(sqs(batch), event)).containsExactly("cut", "empty", "wrong");
        assertThat(failures(sqs(batch.onFailure(UnreadablePayloadException.class, FailureAction.drop())), event))
                .isEmpty();
    }

    @Test
    void a_message_without_a_body_fails_alone() {
        String bodiless = sqsMessage("b", QUEUE, "", "x").replace("\"body\":\"x\",", "");
        RequestStreamHandler function =
                sqs(Batch.of(Payload.text(), (String text) -> {}).reportItemFailures());
        assertThat(failures(function, records(List.of(sqsMessage("a", QUEUE, "", "x"), bodiless))))
                .containsExactly("b");
    }

    @Test
    void a_message_shows_all_that_aws_sends() {
        List<SqsMessage> seen = new ArrayList<>();
        String json = sqsMessage("a", FIFO, "g", "text")
                .replace(
                        "\"messageAttributes\":{}",
                        "\"messageAttributes\":{\"n\":{\"stringValue\":\"7\",\"stringListValues\":[],\"binaryListValues\":[],"
                                + "\"dataType\":\"Number\"},\"b\":{\"binaryValue\":\"aGk=\",\"dataType\":\"Binary\"}}");
        failures(sqs(Batch.sqs(seen::add)), records(List.of(json)));
        SqsMessage message = seen.get(0);
        assertThat(message.id()).isEqualTo("a");
        assertThat(message.body()).isEqualTo("text");
        assertThat(message.receiptHandle()).isEqualTo("receipt-a");
        assertThat(message.receiveCount()).isEqualTo(2);
        assertThat(message.sentAt()).contains(Instant.ofEpochMilli(1545082649183L));
        assertThat(message.groupId()).contains("g");
        assertThat(message.isFifo()).isTrue();
        assertThat(message.awsRegion()).isEqualTo("eu-central-1");
        assertThat(message.eventSourceArn()).isEqualTo(FIFO);
        assertThat(message.md5OfBody()).contains("098f6bcd4621d373cade4e832627b4f6");
        assertThat(message.messageAttribute("n").flatMap(MessageAttribute::text))
                .contains("7");
        assertThat(message.messageAttribute("b")
                        .flatMap(MessageAttribute::bytes)
                        .orElseThrow())
                .asString(UTF_8)
                .isEqualTo("hi");
        assertThat(message).hasToString("SqsMessage a");
    }

    @Test
    void in_a_fifo_queue_the_rest_of_a_failed_group_is_reported_and_only_that_group() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        RequestStreamHandler function = sqs(Batch.sqs(message -> {
                    seen.add(message.id());
                    if (message.id().equals("m1")) {
                        throw new IllegalStateException("m1");
                    }
                })
                .reportItemFailures());
        assertThat(failures(function, fifo("a", "b", "c", "b", "a", "d", "b"))).containsExactly("m1", "m3", "m6");
        assertThat(seen).containsExactly("m0", "m1", "m2", "m4", "m5");
    }

    @Test
    void a_group_id_on_a_standard_queue_makes_no_order() {
        byte[] fair = records(List.of(
                sqsMessage("m0", QUEUE, "g", "1"),
                sqsMessage("m1", QUEUE, "g", "2"),
                sqsMessage("m2", QUEUE, "g", "4")));
        RequestStreamHandler function =
                sqs(Batch.<Integer>of(Integer.class, SqsFunctionTest::failOdd).reportItemFailures());
        assertThat(failures(function, fair)).containsExactly("m0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"records\":[]}",
                "{\"Records\":null}",
                "{\"Records\":{}}",
                "{\"Records\":[null]}",
                "{\"Records\":[\"text\"]}",
                "{\"Records\":[]} {}",
                "{\"Records\":[",
                "[]",
                "",
                "null",
                "{\"Records\":[],\"Records\":[]}"
            })
    void an_event_without_records_fails_the_batch(String event) {
        assertThatThrownBy(
                        () -> FunctionClient.of(sqs(Batch.sqs(message -> {}))).invoke(event.getBytes(UTF_8)))
                .isInstanceOf(EventException.class);
    }

    @Test
    void an_event_of_another_shape_is_refused_with_its_fields() {
        assertThatThrownBy(() -> FunctionClient.of(sqs(Batch.sqs(message -> {})))
                        .invoke("{\"version\":\"2.0\",\"rawPath\":\"/\"}".getBytes(UTF_8)))
                .hasMessageContaining("version, rawPath")
                .hasMessageContaining("trigger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"messageId\":\"\"", "\"messageId\":\"  \"", "\"messageId\":null", "\"other\":1"})
    void a_message_without_an_id_fails_the_batch_before_any_work(String id) {
        List<String> seen = new ArrayList<>();
        byte[] event = records(List.of(
                sqsMessage("a", QUEUE, "", "x"), sqsMessage("b", QUEUE, "", "x").replace("\"messageId\":\"b\"", id)));
        assertThatThrownBy(() -> FunctionClient.of(
                                sqs(Batch.sqs(message -> seen.add(message.id())).reportItemFailures()))
                        .invoke(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("messageId");
        assertThat(seen).isEmpty();
    }

    @Test
    void records_of_another_source_are_refused() {
        byte[] event = Events.kinesis("k");
        assertThatThrownBy(
                        () -> FunctionClient.of(sqs(Batch.sqs(message -> {}))).invoke(event))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("aws:kinesis");
    }

    @Test
    void twins_with_one_id_are_reported_when_one_of_them_failed() {
        byte[] event = records(List.of(sqsMessage("twin", QUEUE, "", "0"), sqsMessage("twin", QUEUE, "", "1")));
        RequestStreamHandler function =
                sqs(Batch.<Integer>of(Integer.class, SqsFunctionTest::failOdd).reportItemFailures());
        assertThat(failures(function, event)).containsOnly("twin");
    }

    @Test
    void ids_with_quotes_and_unicode_are_reported_as_they_came() {
        byte[] event = records(List.of(sqsMessage("a", QUEUE, "", "1").replace("\"a\"", "\"a\\\"\\u00e4\\n\"")));
        RequestStreamHandler function =
                sqs(Batch.<Integer>of(Integer.class, SqsFunctionTest::failOdd).reportItemFailures());
        assertThat(failures(function, event)).containsExactly("a\"ä\n");
    }

    @Test
    void an_empty_batch_is_done() {
        assertThat(failures(sqs(Batch.sqs(message -> {})), records(List.of()))).isEmpty();
    }

    private static void failOdd(int number) {
        if (Set.of(1, 3, 5, 7, 9).contains(number)) {
            throw new IllegalStateException("odd");
        }
    }
}
