package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries, headers and cookies, the same whichever way a source has of sending them. */
class QueriesAndHeadersOfEventsTest {
    @ParameterizedTest
    @ValueSource(strings = {"rest/every-trap", "http-2/every-trap", "url/every-trap", "alb/every-trap-multi"})
    void a_query_has_every_value_decoded_once(String event) {
        Request request = Events.request(event);

        assertThat(request.query().all("k")).containsExactly("1", "2");
        assertThat(request.query("k")).contains("1");
        assertThat(request.query("u")).contains("https://h");
        assertThat(request.query("p")).contains("x y");
        assertThat(request.query("q")).contains("x+y");
        assertThat(request.query("e")).contains("");
        assertThat(request.query("missing")).isEmpty();
        assertThat(request.query("K")).isEmpty();
    }

    @Test
    void an_alb_without_multi_value_headers_sends_the_last_value_encoded() {
        Request request = Events.request("alb/every-trap");

        assertThat(request.query().all("k")).containsExactly("2");
        assertThat(request.query("q")).contains("x+y");
        assertThat(request.query("na me")).contains("a&b");
    }

    @Test
    void an_encoded_ampersand_does_not_split() {
        assertThat(Events.request("alb/every-trap-multi").query("na me")).contains("a&b");
        assertThat(query("a=1%262&b=x").asMap()).isEqualTo(Map.of("a", List.of("1&2"), "b", List.of("x")));
    }

    @Test
    void a_comma_never_splits_a_value() {
        Request request = Events.request("http-2/every-trap");

        assertThat(request.query().all("list")).containsExactly("a,b");
        assertThat(Events.request("http-2/no-raw-query").query().asMap())
                .isEqualTo(Map.of("a", List.of("1,2"), "b", List.of("x y")));
    }

    @ParameterizedTest
    @CsvSource({
        "flag, {flag=[]}",
        "flag=, {flag=[]}",
        "&&a=1&, {a=[1]}",
        "a=1=2, {a=[1=2]}",
        "a==, {a=[=]}",
        "=1, {=[1]}",
        "&, {}",
        "a=%F0%9F%8D%95, {a=[🍕]}",
        "a=+%2B+, {a=[ + ]}",
        "%61=1&A=2, '{a=[1], A=[2]}'",
        "a=1;b=2, {a=[1;b=2]}",
        "a[]=1&a[]=2, '{a[]=[1, 2]}'",
    })
    void a_query_is_read_pair_by_pair(String query, String expected) {
        assertThat(query(query).asMap().toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%=1", "a=%C3", "a=%FF", "a=%C0%80"})
    void a_malformed_query_is_the_clients_fault(String query) {
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.text(request.query().toString()))
                .build();
        ObjectNode http = Events.json("http-2/get").put("rawQueryString", query);
        ObjectNode url = Events.json("url/get").put("rawQueryString", query);
        ObjectNode alb = Events.json("alb/get");
        alb.withObject("/queryStringParameters")
                .put(query.substring(0, query.indexOf('=')), query.substring(query.indexOf('=') + 1));

        assertThat(Events.answer(router, http).status()).isEqualTo(400);
        assertThat(Events.answer(router, url).status()).isEqualTo(400);
        assertThat(Events.answer(router, alb).status()).isEqualTo(400);
        assertThat(Events.answer(request -> Response.text("" + request.query()), http)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_query_that_the_gateway_decoded_is_not_decoded_again() {
        ObjectNode event = Events.json("rest/get");
        event.withObject("/multiValueQueryStringParameters")
                .putArray("a")
                .add("100%")
                .add("x+y")
                .add("%41");

        assertThat(Events.request(event).query().all("a")).containsExactly("100%", "x+y", "%41");
    }

    @Test
    void whichever_of_the_two_maps_has_something_is_read() {
        ObjectNode rest = Events.json("rest/get");
        rest.withObject("/queryStringParameters").put("a", "1");
        ObjectNode alb = Events.json("alb/get");
        alb.withObject("/queryStringParameters").put("a", "1");
        alb.putObject("multiValueQueryStringParameters");

        assertThat(Events.request(rest).query("a")).contains("1");
        assertThat(Events.request(alb).query("a")).contains("1");
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nulls_are_empty_everywhere(String event) {
        Request request = Events.request(event);

        assertThat(request.path()).isEqualTo("/nulls");
        assertThat(request.query().asMap()).isEmpty();
        assertThat(request.cookies().asMap()).isEmpty();
        assertThat(request.header("accept")).isEmpty();
        assertThat(request.headers().asMap()).isEmpty();
        assertThat(request.stageVariables()).isEmpty();
        assertThat(request.body().isPresent()).isFalse();
        assertThat(request.body().text()).isEmpty();
        assertThat(request.body().bytes()).isEmpty();
        assertThat(request.authorizer().kind()).isEqualTo(Authorizer.Kind.NONE);
    }

    static List<String> nulls() {
        return List.of("rest/nulls", "http-2/nulls", "alb/nulls");
    }

    @Test
    void null_members_are_absent() {
        ObjectNode event = Events.json("http-2/get");
        event.withObject("/headers").putNull("x-null");
        event.putArray("cookies").addNull().add("a=1");
        event.withObject("/stageVariables").putNull("none").put("one", "1");

        Request request = Events.request(event);
        assertThat(request.headers().contains("x-null")).isFalse();
        assertThat(request.cookies().asMap()).containsOnlyKeys("a");
        assertThat(request.stageVariables()).isEqualTo(Map.of("one", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest/every-trap",
                "http-2/every-trap",
                "url/every-trap",
                "alb/every-trap",
                "alb/every-trap-multi"
            })
    void header_names_have_no_case(String event) {
        Request request = Events.request(event);

        assertThat(request.header("content-type").orElseThrow()).startsWith("application/json");
        assertThat(request.header("CONTENT-TYPE")).isEqualTo(request.header("Content-Type"));
        assertThat(request.headers().contains("cOnTeNt-TyPe")).isTrue();
    }

    @Test
    void a_header_is_split_only_when_asked_for_its_elements() {
        Headers rest = Events.request("rest/every-trap").headers();
        Headers http = Events.request("http-2/every-trap").headers();
        Headers alb = Events.request("alb/every-trap-multi").headers();

        assertThat(rest.all("X-Twice")).containsExactly("one", "two, three");
        assertThat(alb.all("X-Twice")).containsExactly("one", "two, three");
        assertThat(http.all("X-Twice")).containsExactly("one,two, three");
        assertThat(List.of(rest, http, alb))
                .allSatisfy(headers -> assertThat(headers.elements("x-twice")).containsExactly("one", "two", "three"));
        assertThat(http.first("If-Modified-Since")).contains("Wed, 21 Oct 2026 07:28:00 GMT");
        assertThat(rest.elements("Accept")).containsExactly("text/html", "application/json;q=0.9");
    }

    @Test
    void commas_in_quotes_do_not_split_elements() {
        Request request = Request.of("GET", "/").withHeader("If-None-Match", "\"a,b\", W/\"c\\\"d,\" , ,*");

        assertThat(request.headers().elements("if-none-match")).containsExactly("\"a,b\"", "W/\"c\\\"d,\"", "*");
        assertThat(request.withHeader("x", "\"open, still").headers().elements("x"))
                .containsExactly("\"open, still");
        assertThat(request.withHeader("x", "\"end\\").headers().elements("x")).containsExactly("\"end\\");
        assertThat(request.withHeader("x", "").headers().elements("x")).isEmpty();
    }

    @Test
    void single_headers_that_the_lists_lack_are_there_too() {
        ObjectNode event = Events.json("rest/minimal");
        event.withObject("/headers").put("A", "1").put("B", "2").put("b2", "3");
        event.withObject("/multiValueHeaders")
                .putArray("b")
                .add("2")
                .add("4")
                .add("5")
                .add("6");

        Headers headers = Events.request(event).headers();
        assertThat(headers.all("a")).containsExactly("1");
        assertThat(headers.all("b")).containsExactly("2", "4", "5", "6");
        assertThat(headers.all("B2")).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest/every-trap",
                "http-2/every-trap",
                "url/every-trap",
                "alb/every-trap",
                "alb/every-trap-multi"
            })
    void cookies_are_the_same_everywhere_and_are_there_once(String event) {
        Request request = Events.request(event);

        assertThat(request.cookies().asMap())
                .isEqualTo(Map.of("a", List.of("1"), "b", List.of("x=y"), "theme", List.of("\"dark\"")));
        assertThat(request.header("cookie")).contains("a=1; b=x=y; theme=\"dark\"");
        assertThat(request.headers().all("Cookie")).hasSize(1);
        assertThat(request.cookie("a")).contains("1");
        assertThat(request.cookie("A")).isEmpty();
    }

    @Test
    void an_empty_array_of_cookies_leaves_the_header() {
        ObjectNode event = Events.json("url/every-trap");
        event.putArray("cookies");

        assertThat(Events.request(event).cookie("a")).contains("1");
    }

    @Test
    void a_cookie_header_that_a_filter_sets_counts() {
        Request request = Events.request("http-2/every-trap").withHeader("Cookie", "c=3");

        assertThat(request.cookies().asMap()).containsOnlyKeys("c");
    }

    @ParameterizedTest
    @CsvSource({
        "'a=1;b=2;  c=3 ', '{a=[1], b=[2], c=[3]}'",
        "'a=1; a=2', '{a=[1, 2]}'",
        "'a', {}",
        "'=1; ;; b=', {b=[]}",
        "'a=%20;b=x,y', '{a=[%20], b=[x,y]}'",
    })
    void odd_cookies_are_read_as_browsers_mean_them(String header, String expected) {
        assertThat(Request.of("GET", "/")
                        .withHeader("Cookie", header)
                        .cookies()
                        .asMap()
                        .toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "rest/get, 203.0.113.7",
        "rest/console-test, test-invoke-source-ip",
        "http-1/get, 203.0.113.7",
        "http-2/get, 203.0.113.7",
        "url/get, 203.0.113.7",
        "alb/get, 203.0.113.7",
        "alb/get-multi, 203.0.113.7",
        "alb/open-quote-in-forwarded-for, 203.0.113.7",
        "alb/health-check, ''",
        "rest/minimal, ''",
    })
    void the_clients_address_is_the_gateways_own_word(String event, String address) {
        assertThat(Events.request(event).sourceIp()).isEqualTo(address);
    }

    @Test
    void what_else_an_event_tells_is_there() {
        Request request = Events.request("http-2/stage");

        assertThat(request.stage()).isEqualTo("prod");
        assertThat(request.requestId()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(request.event()).isEqualTo(Events.bytes("http-2/stage"));
        assertThat(request.method()).isEqualTo("GET");
        assertThat(Events.request("alb/get").stage()).isEmpty();
        Request alb = Events.request("alb/get");
        assertThat(alb.requestId()).isEqualTo(alb.context().getAwsRequestId()).isNotEmpty();
    }

    private static Parameters query(String raw) {
        return Events.request(Events.json("http-2/get")
                        .put("rawQueryString", raw)
                        .toString()
                        .getBytes(UTF_8))
                .query();
    }
}
