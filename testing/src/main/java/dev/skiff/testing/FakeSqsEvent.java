package dev.skiff.testing;

import java.util.Arrays;
import java.util.List;

/**
 * The event of one batch from a queue. Envelopes are bodies:
 * {@code FakeSqsEvent.of(FakeSnsMessage.of("text").toQueueBody())}. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">AWS: the event of SQS</a>
 */
public final class FakeSqsEvent extends FakeRecords<FakeSqsMessage, FakeSqsEvent> {
    private FakeSqsEvent(String queueArn, List<FakeSqsMessage> messages) {
        super(queueArn, "", messages);
    }

    /** Messages of these bodies from the queue {@code my-queue}. */
    public static FakeSqsEvent of(String... bodies) {
        return of(Arrays.stream(bodies).map(FakeSqsMessage::of).toList());
    }

    public static FakeSqsEvent of(List<FakeSqsMessage> messages) {
        return new FakeSqsEvent(Arn.of("sqs", "my-queue"), messages);
    }

    /** No messages yet. */
    public static FakeSqsEvent fromQueue(String nameOrArn) {
        return of(List.of()).withQueue(nameOrArn);
    }

    /** The messages of a queue whose name ends in {@code .fifo} have group, deduplication id and sequence number. */
    public FakeSqsEvent withQueue(String nameOrArn) {
        return with(Arn.of("sqs", nameOrArn), "");
    }

    /** As they stand in the event, with what they have from the queue. */
    public List<FakeSqsMessage> messages() {
        return list();
    }

    public String queueArn() {
        return arn();
    }

    @Override
    FakeSqsEvent copy(String changedArn, String changedShard, List<FakeSqsMessage> changed) {
        return new FakeSqsEvent(changedArn, changed);
    }
}
