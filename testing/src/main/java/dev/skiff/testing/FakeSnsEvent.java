package dev.skiff.testing;

import java.util.Arrays;
import java.util.List;

/**
 * The event of a topic that invokes a function. SNS puts one message in an event. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">AWS: the event of SNS</a>
 */
public final class FakeSnsEvent extends FakeRecords<FakeSnsMessage, FakeSnsEvent> {
    private FakeSnsEvent(String topicArn, List<FakeSnsMessage> messages) {
        super(topicArn, "", messages);
    }

    /** Messages to the topic {@code my-topic}. */
    public static FakeSnsEvent of(String... messages) {
        return of(Arrays.stream(messages).map(FakeSnsMessage::of).toList());
    }

    /** Messages to the topic of the first one. */
    public static FakeSnsEvent of(List<FakeSnsMessage> messages) {
        String topic = messages.isEmpty()
                ? FakeSnsMessage.arn("my-topic")
                : messages.get(0).origin().arn();
        return new FakeSnsEvent(topic, messages);
    }

    public FakeSnsEvent withTopic(String nameOrArn) {
        return with(FakeSnsMessage.arn(nameOrArn), "");
    }

    public List<FakeSnsMessage> messages() {
        return list();
    }

    public String topicArn() {
        return arn();
    }

    @Override
    FakeSnsEvent copy(String changedArn, String changedShard, List<FakeSnsMessage> changed) {
        return new FakeSnsEvent(changedArn, changed);
    }
}
