package dev.skiff.batch.aws;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server that speaks SQS, in this JVM, with a client. */
final class Sqs implements AutoCloseable {
    private final SQSRestServer server;
    final SqsClient client;

    private Sqs(SQSRestServer server, SqsClient client) {
        this.server = server;
        this.client = client;
    }

    static Sqs start() {
        SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        SqsClient client = SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.of("elasticmq"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        return new Sqs(server, client);
    }

    /** The URL of a new queue. */
    String queue(String name, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    String arn(String url) {
        return Objects.requireNonNull(
                client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
