package dev.skiff.examples.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Local;
import dev.skiff.local.junit.LocalExtension;
import dev.skiff.testing.FakeS3Event;
import dev.skiff.testing.FakeS3Object;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** All of template.yaml at work: the functions under AWS's runtime client, a bucket in moto, the topic and the queues of the runner. */
class UploadsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BUCKET = "uploads-123456789012-us-east-1";
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    @Order(1)
    @RegisterExtension
    static final Moto aws = new Moto();

    @Order(2)
    @RegisterExtension
    static final LocalExtension uploads = LocalExtension.of(() -> Local.template(Path.of("template.yaml"))
            .port(0)
            .retryScale(0.001)
            .variable("AWS_ENDPOINT_URL_S3", aws.endpoint())
            .log((function, line) -> LINES.add(function + ": " + line)));

    private static S3Client s3;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void makeBucket() {
        s3 = here(S3Client.builder().httpClient(UrlConnectionHttpClient.create()), aws.endpoint())
                .forcePathStyle(true)
                .build();
        s3.createBucket(bucket -> bucket.bucket(BUCKET));
    }

    @AfterAll
    static void close() {
        if (s3 != null) {
            s3.close();
        }
    }

    @Test
    void a_file_is_read_and_its_summary_stands_beside_it() throws Exception {
        upload("incoming/bücher und mehr+1.csv", "boat,3\nsail,4\r\noar,5", StorageClass.STANDARD);

        assertThat(summary("summaries/bücher und mehr+1.csv.txt")).isEqualTo("3 lines, 12 pieces");
    }

    @Test
    void of_a_broken_file_the_summary_says_why() throws Exception {
        upload("incoming/broken.csv", "boat,3\nno number", StorageClass.STANDARD);

        assertThat(summary("summaries/broken.csv.txt")).isEqualTo("refused: line 2 isn't sku,pieces");
    }

    /** S3 gives out nothing of the class GLACIER until it is asked to restore it. */
    @Test
    void what_can_not_be_read_is_tried_three_times_and_its_event_is_kept() throws Exception {
        upload("incoming/archived.csv", "boat,3", StorageClass.GLACIER);

        String record = failure();
        assertThat(record)
                .contains("\"condition\":\"RetriesExhausted\"")
                .contains("\"approximateInvokeCount\":3")
                .contains("\"key\":\"incoming/archived.csv\"")
                .contains("incoming/archived.csv can't be read: status 403");
    }

    /** Puts the object, and tells of it as S3 would. */
    private void upload(String key, String content, StorageClass storage) throws Exception {
        String tag = s3.putObject(
                        put -> put.bucket(BUCKET).key(key).storageClass(storage), RequestBody.fromString(content))
                .eTag();
        FakeS3Object object = FakeS3Object.created(key).withETag(tag.replace("\"", ""));
        HttpRequest request = HttpRequest.newBuilder(URI.create(uploads.endpoint() + "/_local/s3"))
                .POST(BodyPublishers.ofString(
                        FakeS3Event.of(object).withBucket(BUCKET).toJson()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String summary(String key) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asString(UTF_8);
            } catch (NoSuchKeyException notYet) {
                assertThat(Instant.now()).as("in time: " + LINES).isBefore(end);
                Thread.sleep(200);
            }
        }
    }

    private static String failure() {
        String url = uploads.queueUrl("ImportFailures");
        try (SqsClient sqs = here(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()), url)
                .build()) {
            List<Message> messages = sqs.receiveMessage(
                            receive -> receive.queueUrl(url).waitTimeSeconds(20))
                    .messages();
            assertThat(messages).as("failures; " + LINES).hasSize(1);
            return messages.get(0).body();
        }
    }

    /** A client of what is on this machine. */
    private static <B extends AwsClientBuilder<B, ?>> B here(B builder, String url) {
        return builder.endpointOverride(URI.create(url).resolve("/"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
