package dev.skiff.examples.layer.signups;

import dev.skiff.core.JsonCodec;
import dev.skiff.examples.layer.Signup;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue of SQS. */
final class SqsOutbox implements Outbox {
    private final SqsClient client;
    private final String url;
    private final JsonCodec json = JsonCodec.jacksonJr();

    private SqsOutbox(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    static SqsOutbox fromEnvironment() {
        return new SqsOutbox(
                SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build(), System.getenv("SIGNUPS_URL"));
    }

    @Override
    public void put(Signup signup) {
        client.sendMessage(
                send -> send.queueUrl(url).messageBody(new String(json.write(signup), StandardCharsets.UTF_8)));
    }
}
