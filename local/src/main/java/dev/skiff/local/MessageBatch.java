package dev.skiff.local;

import dev.skiff.testing.BatchAnswer;
import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages that a function gets together: as an event, and what its answer means for them. Belongs to one thread. */
final class MessageBatch {
    private static final long MOST_BYTES = 6L * 1024 * 1024;
    private static final long AROUND = "{\"Records\":[]}".length();

    private final String queueArn;
    private final int mostMessages;
    private final List<Message> messages = new ArrayList<>();
    private final List<FakeSqsMessage> records = new ArrayList<>();
    private long bytes = AROUND;

    MessageBatch(String queueArn, int mostMessages) {
        this.queueArn = queueArn;
        this.mostMessages = mostMessages;
    }

    /** A message as it stands in the event. */
    static FakeSqsMessage record(Message message, String queueArn) {
        FakeSqsMessage record = FakeSqsMessage.of(message.body())
                .withId(message.messageId())
                .withReceiptHandle(message.receiptHandle())
                .withAttributes(message.attributesAsStrings());
        for (var attribute : message.messageAttributes().entrySet()) {
            record = with(record, attribute.getKey(), attribute.getValue());
        }
        return FakeSqsEvent.of(List.of(record)).withQueue(queueArn).messages().get(0);
    }

    private static FakeSqsMessage with(FakeSqsMessage record, String name, MessageAttributeValue value) {
        return value.binaryValue() == null
                ? record.plusMessageAttribute(name, value.dataType(), value.stringValue())
                : record.plusMessageAttribute(
                        name, value.dataType(), value.binaryValue().asByteArray());
    }

    /** Takes a message unless the batch is full. */
    boolean add(Message message, FakeSqsMessage record) {
        long size = record.toBytes().length + 1L;
        if (isFull() || bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        messages.add(message);
        records.add(record);
        return true;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isFull() {
        return messages.size() == mostMessages;
    }

    int room() {
        return mostMessages - messages.size();
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    byte[] event() {
        return FakeSqsEvent.of(records).withQueue(queueArn).toBytes();
    }

    /** The messages that the outcome of the call settles; the others come again when their visibility timeout is over. */
    List<Message> settled(Outcome outcome, boolean reportsItemFailures, Consumer<String> log) {
        if (outcome.failed()) {
            return List.of();
        }
        List<String> ids = messages.stream().map(Message::messageId).toList();
        BatchAnswer answer = BatchAnswer.of(outcome.payload(), reportsItemFailures, ids);
        if (reportsItemFailures) {
            explain(answer, log);
        } else {
            warn(BatchAnswer.of(outcome.payload(), true, ids), log);
        }
        List<String> failed = answer.failed();
        return messages.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList();
    }

    private void explain(BatchAnswer answer, Consumer<String> log) {
        if (answer.verdict() == Verdict.FAILURE) {
            log.accept("The whole batch of " + messages.size() + " counts as failed: " + answer.reason());
        } else if (answer.reason().contains("reports nothing")) {
            log.accept("The whole batch of " + messages.size() + " counts as done: " + answer.reason());
        }
    }

    private static void warn(BatchAnswer reported, Consumer<String> log) {
        if (reported.verdict() == Verdict.PARTIAL) {
            log.accept("Failures were reported to nobody, and their messages deleted: " + reported.failed()
                    + ". The event needs FunctionResponseTypes: [ReportBatchItemFailures]");
        }
    }
}
