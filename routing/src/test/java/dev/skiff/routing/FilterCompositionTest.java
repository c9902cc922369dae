package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped filters in every order, in a router, in a mounted one, and around a handler. */
class FilterCompositionTest {
    private static final String LONG = "long ".repeat(500);
    private static final String APP = "https://app.example";

    private static final Integer ACCESS_LOG = 1;
    private static final Integer ETAGS = 3;

    private final List<AccessLog.Entry> entries = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @MethodSource("orders")
    void an_answer_is_compressed_tagged_shared_and_told(List<Integer> order) {
        for (FunctionClient client : clients(order)) {
            entries.clear();
            HttpAnswer answer = client.send(call("/in/long"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(CompressionTest.unzipped(answer.body())).isEqualTo(LONG);
            assertCommon(answer, 200);
            assertThat(answer.headers("Vary")).hasSize(1);
            assertThat(answer.header("Vary").orElseThrow().split(", ", -1))
                    .containsExactlyInAnyOrder("Origin", "Accept-Encoding");
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void what_the_client_has_is_not_sent_again(List<Integer> order) {
        for (FunctionClient client : clients(order)) {
            String tag = client.send(call("/in/long")).header("ETag").orElseThrow();
            entries.clear();
            HttpAnswer answer = client.send(call("/in/long").plusHeader("If-None-Match", tag));

            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.header("ETag")).contains(tag);
            assertThat(answer.header("Vary").orElseThrow().split(", ", -1))
                    .containsExactlyInAnyOrder("Origin", "Accept-Encoding");
            assertThat(answer.header("Content-Encoding")).isEmpty();
            assertCommon(answer, order.indexOf(ACCESS_LOG) < order.indexOf(ETAGS) ? 304 : 200);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_failure_has_all_that_failures_have(List<Integer> order) {
        for (FunctionClient client : clients(order)) {
            entries.clear();
            HttpAnswer answer = client.send(call("/in/taken"));

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.header("ETag")).isEmpty();
            assertCommon(answer, 409);
        }
    }

    private void assertCommon(HttpAnswer answer, int status) {
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(APP);
        assertThat(answer.header("X-Request-Id")).contains("c-1");
        assertThat(entries).extracting(AccessLog.Entry::status).containsExactly(status);
    }

    private List<FunctionClient> clients(List<Integer> order) {
        Filter[] all = {
            Cors.allowing(APP), AccessLog.to(entries::add), Compression.gzip(), ETags.create(), RequestIds.echo()
        };
        Router.Builder flat = routes("/in");
        Router.Builder inner = routes("");
        Handler around = routes("/in").build();
        for (int i = 0; i < order.size(); i++) {
            flat.filter(all[order.get(i)]);
            inner.filter(all[order.get(i)]);
            around = all[order.get(order.size() - 1 - i)].around(around);
        }
        Router mounted = Router.builder().mount("/in", inner.build()).build();
        return List.of(client(flat.build()), client(mounted), client(around));
    }

    private static Router.Builder routes(String prefix) {
        return Router.builder()
                .get(prefix + "/long", request -> Response.text(LONG))
                .get(prefix + "/taken", request -> {
                    throw HttpException.conflict("taken");
                });
    }

    private static FunctionClient client(Handler handler) {
        return FunctionClient.of(new HttpFunction(handler) {}).as(HttpSource.FUNCTION_URL);
    }

    private static HttpCall call(String path) {
        return HttpCall.get(path)
                .plusHeader("Origin", APP)
                .plusHeader("Accept-Encoding", "gzip")
                .plusHeader("X-Request-Id", "c-1");
    }

    static Stream<List<Integer>> orders() {
        List<List<Integer>> orders = new ArrayList<>();
        permute(List.of(), orders);
        return orders.stream();
    }

    private static void permute(List<Integer> start, List<List<Integer>> orders) {
        if (start.size() == 5) {
            orders.add(start);
        }
        for (int next = 0; next < 5; next++) {
            if (!start.contains(next)) {
                List<Integer> longer = new ArrayList<>(start);
                longer.add(next);
                permute(longer, orders);
            }
        }
    }
}
