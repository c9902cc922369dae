package dev.skiff.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.routing.HttpFunction;
import dev.skiff.secrets.Secrets;
import dev.skiff.secrets.testing.FakeSecrets;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersApiTest {
    private static final String ONE_BOOK = "{\"lines\":[{\"sku\":\"book\",\"quantity\":2,\"cents\":1250}]}";

    private final FakeSecrets aws =
            FakeSecrets.create().set("signing-key", "first").setParameter("/receipts", "on");
    private final Secrets secrets = Secrets.builder().source(aws).build();
    private final OrdersInMemory orders = new OrdersInMemory();
    private final MessagesInMemory messages = new MessagesInMemory();
    private final TotalsInMemory totals = new TotalsInMemory();
    private final FunctionClient ada = client("ada");
    private final FunctionClient bob = client("bob");

    private FunctionClient client(String customer) {
        HttpFunction api = new HttpFunction(OrdersApi.routes(
                orders,
                messages,
                totals,
                new Receipts(secrets.text("signing-key")),
                secrets.parameter("/receipts"),
                Clock.fixed(Instant.parse("2026-11-25T10:00:00Z"), ZoneOffset.UTC))) {};
        return FunctionClient.of(api)
                .deployed(HttpDeployment.of(HttpSource.HTTP_API_2_0).withJwt(Map.of("sub", customer), List.of()));
    }

    @Test
    void places_an_order() {
        HttpAnswer answer = place(ada, ONE_BOOK);
        Order order = orders.of("ada", 1).get(0);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location").orElseThrow()).endsWith("/orders/" + order.id());
        assertThat(answer.text()).contains("\"cents\":2500").contains("\"status\":\"PLACED\"");
        assertThat(messages.placed).containsExactly(new OrderPlaced(order.id()));
    }

    @Test
    void a_repeated_call_with_its_key_is_one_order_and_its_message_is_sent_again() {
        HttpCall call = HttpCall.post("/orders").withJson(ONE_BOOK).plusHeader("Idempotency-Key", "k1");

        assertThat(ada.send(call).status()).isEqualTo(201);
        assertThat(ada.send(call).status()).isEqualTo(201);
        assertThat(bob.send(call).status()).isEqualTo(201);
        assertThat(ada.send(HttpCall.post("/orders")
                                .withJson(ONE_BOOK.replace("2", "3"))
                                .plusHeader("Idempotency-Key", "k1"))
                        .status())
                .isEqualTo(422);
        assertThat(orders.of("ada", 10)).hasSize(1);
        assertThat(orders.of("bob", 10)).hasSize(1);
        assertThat(messages.placed).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"lines\":[]}",
                "{\"lines\":[{\"sku\":\"\",\"quantity\":1,\"cents\":1}]}",
                "{\"lines\":[{\"sku\":\"book\",\"quantity\":0,\"cents\":1}]}",
                "{\"lines\":[{\"sku\":\"book\",\"quantity\":1,\"cents\":-1}]}"
            })
    void refuses_what_is_no_order(String body) {
        HttpAnswer answer = place(ada, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(messages.placed).isEmpty();
    }

    @Test
    void shows_a_customer_his_own_orders_only() {
        place(ada, ONE_BOOK);
        String path = "/orders/" + orders.of("ada", 1).get(0).id();

        assertThat(ada.send(HttpCall.get(path)).text()).contains("\"sku\":\"book\"");
        assertThat(ada.send(HttpCall.get("/orders?limit=5")).text())
                .startsWith("[{")
                .contains("\"sku\":\"book\"");
        assertThat(bob.send(HttpCall.get(path)).status()).isEqualTo(404);
        assertThat(bob.send(HttpCall.get("/orders")).text()).isEqualTo("[]");
        assertThat(ada.send(HttpCall.get("/orders?limit=0")).status()).isEqualTo(400);
    }

    @Test
    void changes_what_was_seen_and_nothing_else() {
        place(ada, ONE_BOOK);
        String path = "/orders/" + orders.of("ada", 1).get(0).id();
        HttpCall change = HttpCall.of("PUT", path).withJson(ONE_BOOK.replace("1250", "1000"));

        assertThat(ada.send(change.plusHeader("If-Match", "\"1\"")).text()).contains("\"cents\":2000");
        assertThat(ada.send(change.plusHeader("If-Match", "\"1\"")).status()).isEqualTo(412);
        assertThat(bob.send(change).status()).isEqualTo(404);

        Order order = orders.of("ada", 1).get(0);
        orders.replace(order.withStatus(OrderStatus.ACCEPTED));
        assertThat(ada.send(change).status()).isEqualTo(409);
        assertThat(ada.send(HttpCall.of("DELETE", path)).status()).isEqualTo(409);
    }

    @Test
    void cancels() {
        place(ada, ONE_BOOK);
        String path = "/orders/" + orders.of("ada", 1).get(0).id();

        assertThat(bob.send(HttpCall.of("DELETE", path)).status()).isEqualTo(404);
        assertThat(ada.send(HttpCall.of("DELETE", path)).status()).isEqualTo(204);
        assertThat(ada.send(HttpCall.get(path)).status()).isEqualTo(404);
    }

    @Test
    void a_receipt_names_the_version_of_the_key_that_signed_it() {
        place(ada, ONE_BOOK);
        String path = "/orders/" + orders.of("ada", 1).get(0).id() + "/receipt";
        String before = ada.send(HttpCall.get(path)).text();
        aws.rotate("signing-key", "second");
        secrets.clear(); // as the five minutes do for which a value is fresh
        String after = ada.send(HttpCall.get(path)).text();

        assertThat(before).contains("\"cents\":2500").contains("\"keyVersion\"").doesNotContain("first");
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void receipts_can_be_switched_off() {
        place(ada, ONE_BOOK);
        aws.setParameter("/receipts", "off");

        assertThat(ada.send(HttpCall.get("/orders/" + orders.of("ada", 1).get(0).id() + "/receipt"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void shows_a_report() {
        totals.keep(new DayTotals(LocalDate.parse("2026-11-24"), 3, 2, 900));

        assertThat(ada.send(HttpCall.get("/reports/2026-11-24")).text()).contains("\"orders\":3");
        assertThat(ada.send(HttpCall.get("/reports/2026-11-23")).status()).isEqualTo(404);
        assertThat(ada.send(HttpCall.get("/reports/yesterday")).status()).isEqualTo(400);
    }

    @Test
    void nobody_in_particular_has_no_orders() {
        HttpFunction api = new HttpFunction(OrdersApi.routes(
                orders,
                messages,
                totals,
                new Receipts(secrets.text("k")),
                secrets.parameter("/p"),
                Clock.systemUTC())) {};

        assertThat(FunctionClient.of(api).send(HttpCall.get("/orders")).status())
                .isEqualTo(401);
        assertThat(FunctionClient.of(api).send(HttpCall.get("/health")).status())
                .isEqualTo(204);
    }

    private static HttpAnswer place(FunctionClient client, String body) {
        return client.send(HttpCall.post("/orders").withJson(body));
    }
}
