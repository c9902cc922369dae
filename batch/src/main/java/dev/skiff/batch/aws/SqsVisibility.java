package dev.skiff.batch.aws;

import dev.skiff.batch.SqsMessage;
import dev.skiff.batch.Visibility;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Changes visibility by the AWS SDK. The queue's URL is asked for once, by the name and account of its ARN, so the function needs {@code sqs:GetQueueUrl} and
 * {@code sqs:ChangeMessageVisibility} on its queue. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html">AWS: ChangeMessageVisibility</a>
 */
public final class SqsVisibility implements Visibility {
    private final SqsClient client;
    private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();

    private SqsVisibility(SqsClient client) {
        this.client = client;
    }

    /** By this client, which stays the caller's to close. */
    public static SqsVisibility of(SqsClient client) {
        return new SqsVisibility(client);
    }

    @Override
    public void change(SqsMessage message, Duration delay) {
        String url = urls.computeIfAbsent(message.eventSourceArn(), this::url);
        client.changeMessageVisibility(request -> request.queueUrl(url)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout((int) delay.toSeconds()));
    }

    /** Of {@code arn:aws:sqs:region:account:name}. */
    private String url(String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("Not the ARN of a queue: " + arn);
        }
        return client.getQueueUrl(
                        request -> request.queueOwnerAWSAccountId(parts[4]).queueName(parts[5]))
                .queueUrl();
    }
}
