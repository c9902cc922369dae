package dev.skiff.batch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.batch.Batch;
import dev.skiff.batch.FailureAction;
import dev.skiff.batch.SqsFunction;
import dev.skiff.batch.SqsMessage;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** What is sent, without a queue. */
class SqsDeadLettersTest {
    private final List<List<String>> sent = new ArrayList<>();

    @Test
    void a_message_that_no_queue_would_take_keeps_no_other_from_it() {
        assertThat(answer(message("a", "'x'"), message("b", "null"), message("c", "'y'")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}");
        assertThat(sent).containsExactly(List.of("x", "y"));
    }

    @Test
    void nothing_is_sent_when_no_message_can_be() {
        assertThat(answer(message("a", "null"))).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}");
        assertThat(sent).isEmpty();
    }

    private String answer(String... messages) {
        Batch<SqsMessage, SqsMessage> batch = Batch.sqs(message -> {
                    throw new IllegalStateException(message.id());
                })
                .reportItemFailures()
                .onFailure(Exception.class, FailureAction.deadLetter())
                .deadLetters(SqsDeadLetters.of(new Recorder(), "https://sqs.example/dead"));
        RequestStreamHandler function = new SqsFunction(batch) {};
        byte[] event = ("{\"Records\":[" + String.join(",", messages) + "]}").getBytes(UTF_8);
        return new String(FunctionClient.of(function).invoke(event), UTF_8);
    }

    private static String message(String id, String body) {
        return "{'messageId':'%s','body':%s}".formatted(id, body).replace('\'', '"');
    }

    /** Takes everything. */
    private final class Recorder implements SqsClient {
        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            sent.add(request.entries().stream()
                    .map(SendMessageBatchRequestEntry::messageBody)
                    .toList());
            return SendMessageBatchResponse.builder()
                    .successful(request.entries().stream()
                            .map(entry -> SendMessageBatchResultEntry.builder()
                                    .id(entry.id())
                                    .build())
                            .toList())
                    .failed(List.of())
                    .build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}
