package dev.skiff.examples.uploads;

import dev.skiff.core.JsonCodec;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** A topic of SNS. */
final class SnsTopic implements Topic {
    private final SnsClient client;
    private final String arn;
    private final JsonCodec json = JsonCodec.jacksonJr();

    private SnsTopic(SnsClient client, String arn) {
        this.client = client;
        this.arn = arn;
    }

    static SnsTopic fromEnvironment() {
        return new SnsTopic(
                SnsClient.builder().httpClient(UrlConnectionHttpClient.create()).build(), System.getenv("TOPIC_ARN"));
    }

    @Override
    public void publish(Imported message) {
        client.publish(
                publish -> publish.topicArn(arn).message(new String(json.write(message), StandardCharsets.UTF_8)));
    }
}
