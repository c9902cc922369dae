package dev.skiff.examples.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of template.yaml at work: the functions under AWS's runtime client, real queues, real tables and their stream. */
class OrdersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Order(1)
    @RegisterExtension
    static final DynamoDbLocal tables = new DynamoDbLocal();

    @Order(2)
    @RegisterExtension
    static final LocalExtension orders = LocalExtension.of(OrdersIT::template);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonCodec json = JsonCodec.jacksonJr();

    private static Local template() {
        Local template = Local.template(Path.of("template.yaml")).port(0).dynamoDbEndpoint(tables.endpoint());
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

    private HttpResponse<String> send(String customer, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(orders.url() + path))
                .header("Authorization", "Bearer " + token(customer))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
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
            Thread.sleep(500);
        }
    }
}
