package dev.skiff.examples.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skiff.core.JsonCodec;
import dev.skiff.local.Local;
import dev.skiff.local.junit.LocalExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** All of template.yaml at work: the functions under AWS's runtime client, real queues, real tables and their stream. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrdersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SIGNING_KEY = "local-SigningKey-AbCdEf";

    @Order(1)
    @RegisterExtension
    static final DynamoDbLocal tables = new DynamoDbLocal();

    @Order(2)
    @RegisterExtension
    static final Moto aws = new Moto();

    @Order(3)
    @RegisterExtension
    static final LocalExtension orders = LocalExtension.of(OrdersIT::template);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonCodec json = JsonCodec.jacksonJr();

    private static Local template() {
        Local template = Local.template(Path.of("template.yaml")).port(0).dynamoDbEndpoint(tables.endpoint());
        if (aws.isRunning()) {
            fillMoto();
            return template.variable("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.endpoint())
                    .variable("AWS_ENDPOINT_URL_SSM", aws.endpoint())
                    .variable("SECRETS_FRESH_FOR", "PT0.3S");
        }
        try {
            for (String line : Files.readAllLines(Path.of("local.env"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    template.variable(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return template;
    }

    /** What CloudFormation would make, by the names that the runner gives it. */
    private static void fillMoto() {
        aws.call(
                "secretsmanager",
                "secretsmanager.CreateSecret",
                "{\"Name\":\"" + SIGNING_KEY + "\",\"SecretString\":\"the first key\"}");
        Map.of("orders-table", "local-OrdersTable", "totals-table", "local-TotalsTable", "receipts", "on")
                .forEach((name, value) -> aws.call(
                        "ssm",
                        "AmazonSSM.PutParameter",
                        "{\"Name\":\"/local/" + name + "\",\"Type\":\"String\",\"Value\":\"" + value + "\"}"));
    }

    @Order(1) // before others are counted
    @Test
    void an_order_is_placed_accepted_shipped_counted_and_reported() throws Exception {
        HttpResponse<String> placed =
                send("ada", "POST", "/orders", "{\"lines\":[{\"sku\":\"book\",\"quantity\":2,\"cents\":1250}]}");
        var order = json.read(placed.body().getBytes(UTF_8), dev.skiff.examples.orders.Order.class);

        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(send("bob", "GET", "/orders/" + order.id(), "").statusCode()).isEqualTo(404);
        await(() -> send("ada", "GET", "/orders/" + order.id(), "").body().contains("\"SHIPPED\""));
        assertThat(send("ada", "GET", "/orders/" + order.id() + "/receipt", "").body())
                .contains("\"signature\"");

        // the report is of the day before, so it is asked for tomorrow
        String today = LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC).toString();
        Instant tomorrow = order.placedAt().plus(Duration.ofDays(1));
        await(() -> {
            orders.invoke(
                    "DailyReport",
                    dev.skiff.testing.FakeEventBridgeEvent.scheduled("EveryMorning", tomorrow)
                            .toBytes());
            return send("ada", "GET", "/reports/" + today, "").body().contains("\"shipped\":1");
        });
        assertThat(send("ada", "GET", "/reports/" + today, "").body()).contains("\"cents\":2500");
    }

    @Test
    void nobody_gets_in_without_a_token() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(orders.url() + "/orders")).build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_client_that_asks_again_has_one_order_and_it_is_worked_on_once() throws Exception {
        String body = "{\"lines\":[{\"sku\":\"lamp\",\"quantity\":1,\"cents\":100}]}";
        String id = order(send("eve", "POST", "/orders", body, "Idempotency-Key", "once"))
                .id();
        await(() -> order(send("eve", "GET", "/orders/" + id, "")).status() == OrderStatus.SHIPPED);

        HttpResponse<String> second = send("eve", "POST", "/orders", body, "Idempotency-Key", "once");
        sendPlaced(id); // once more, as SQS may do by itself
        awaitNothingPlaced();

        assertThat(order(second).id()).isEqualTo(id);
        assertThat(order(send("eve", "GET", "/orders/" + id, "")).version()).isEqualTo(3); // placed, accepted, shipped
        assertThat(send("eve", "GET", "/orders", "").body()).containsOnlyOnce("\"id\"");
    }

    @Test
    void the_key_is_rotated_while_receipts_are_asked_for() throws Exception {
        assumeTrue(aws.isRunning(), "NOT TESTED: without moto there is no key to rotate");
        String path = "/orders/"
                + order(send("kim", "POST", "/orders", "{\"lines\":[{\"sku\":\"oar\",\"quantity\":1,\"cents\":5}]}"))
                        .id()
                + "/receipt";
        Set<String> versions = ConcurrentHashMap.newKeySet();
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        ExecutorService customers = Executors.newFixedThreadPool(3);
        AtomicBoolean enough = new AtomicBoolean();
        for (int i = 0; i < 3; i++) {
            customers.submit(() -> {
                while (!enough.get()) {
                    HttpResponse<String> receipt = send("kim", "GET", path, "");
                    statuses.add(receipt.statusCode());
                    versions.add(json.read(receipt.body().getBytes(UTF_8), Receipt.class)
                            .keyVersion());
                }
                return null;
            });
        }
        try {
            for (int rotations = 1; rotations <= 3; rotations++) {
                int seen = rotations;
                await(() -> versions.size() == seen);
                aws.call(
                        "secretsmanager",
                        "secretsmanager.PutSecretValue",
                        "{\"SecretId\":\"" + SIGNING_KEY + "\",\"SecretString\":\"key " + rotations + "\"}");
            }
            await(() -> versions.size() == 4 && statuses.size() > 20);
        } finally {
            enough.set(true);
            customers.shutdown();
        }

        assertThat(customers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(statuses).containsOnly(200);
    }

    /** Streams keep the order of each item's changes; a batch that failed comes again from where it failed. */
    @Test
    void changes_that_come_late_or_again_leave_the_totals_right() {
        LocalDate day = LocalDate.parse("2020-02-29");
        var placed = dev.skiff.examples.orders.Order.place(
                "late", "zoe", List.of(new OrderLine("oar", 2, 300)), Instant.parse("2020-02-29T12:00:00Z"));
        var shipped = placed.withStatus(OrderStatus.ACCEPTED).withStatus(OrderStatus.SHIPPED);
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(URI.create(tables.endpoint()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Totals totals = new DynamoTotals(client, () -> "local-TotalsTable");

            List.of(placed, shipped, placed, shipped, placed.withStatus(OrderStatus.ACCEPTED))
                    .forEach(totals::count);
            assertThat(totals.of(day)).isEqualTo(new DayTotals(day, 1, 1, 600));

            totals.discount(shipped);
            totals.count(shipped);
            totals.discount(shipped);
            assertThat(totals.of(day)).isEqualTo(new DayTotals(day, 0, 0, 0));
        }
    }

    private dev.skiff.examples.orders.Order order(HttpResponse<String> answer) {
        return json.read(answer.body().getBytes(UTF_8), dev.skiff.examples.orders.Order.class);
    }

    private static void sendPlaced(String id) {
        String url = orders.queueUrl("PlacedQueue");
        try (SqsClient sqs = sqs(url)) {
            sqs.sendMessage(send -> send.queueUrl(url).messageBody("{\"orderId\":\"" + id + "\"}"));
        }
    }

    private static void awaitNothingPlaced() throws Exception {
        String url = orders.queueUrl("PlacedQueue");
        try (SqsClient sqs = sqs(url)) {
            await(() -> sqs
                    .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                    .attributes()
                    .entrySet()
                    .stream()
                    .filter(attribute -> attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                    .allMatch(attribute -> attribute.getValue().equals("0")));
        }
    }

    private static SqsClient sqs(String queueUrl) {
        return SqsClient.builder()
                .endpointOverride(URI.create(queueUrl).resolve("/"))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private HttpResponse<String> send(String customer, String method, String path, String body, String... header)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(orders.url() + path))
                .header("Authorization", "Bearer " + token(customer))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (header.length > 0) {
            request.headers(header);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The runner checks what it says, and no signature unless it is asked to. */
    private static String token(String customer) {
        return part("{\"alg\":\"RS256\",\"kid\":\"local\"}") + "."
                + part("{\"iss\":\"https://issuer.example\",\"aud\":\"orders\",\"sub\":\"" + customer
                        + "\",\"exp\":4102444800}")
                + "." + part("unsigned");
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            Thread.sleep(200);
        }
    }
}
