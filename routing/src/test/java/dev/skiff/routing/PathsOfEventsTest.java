package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path a route sees, for every way in which sources, stages and domains put it. */
class PathsOfEventsTest {
    @ParameterizedTest
    @CsvSource({
        "http-2/stage, /hello",
        "http-2/stage-twice, /prod/x",
        "http-2/stage-alone, /",
        "http-2/stage-as-beginning-of-a-name, /production",
        "http-2/sam-local-stage, /hello",
        "http-2/sam-local-similar, /production/x",
        "http-2/custom-domain, /users/7",
        "http-2/minimal, /users/7",
        "http-2/get, /users/7",
        "http-1/stage, /a/b c",
        "http-1/get, /users/7",
    })
    void the_stage_is_taken_off_once_at_a_segments_boundary_where_it_is(String event, String path) {
        assertThat(Events.request(event).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "rest/domain-none, /x, ''",
        "rest/domain-neither, /x, ''",
        "rest/domain-base, /x, /base",
        "rest/domain-base-and-stage, /x, /base",
        "rest/domain-root, /, /base",
        "rest/sam-local, /hello, ''",
        "rest/console-test, /users/7, ''",
        "rest/minimal, /users/7, ''",
    })
    void each_mapping_of_a_custom_domain_leads_to_the_same_path(String event, String path, String basePath) {
        Request request = Events.routed(Router.builder().basePath("/base"), event);

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.basePath()).isEqualTo(basePath);
    }

    @ParameterizedTest
    @CsvSource({
        "rest/domain-none, /x, ''",
        "rest/domain-neither, /x, ''",
        "rest/domain-base, /x, /base/stage",
        "rest/domain-base-and-stage, /x, /base",
        "rest/domain-root, /, /base",
        "rest/sam-local, /hello, ''",
        "rest/get, /users/7, ''",
    })
    void the_base_path_can_be_found_from_the_resource(String event, String path, String basePath) {
        Request request = Events.routed(Router.builder().basePathFromResource(), event);

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.basePath()).isEqualTo(basePath);
    }

    @ParameterizedTest
    @CsvSource({
        "/prod/prod/x, /prod/x, /prod/prod/x",
        "/prod/x, /x, /prod/x",
        "/prod, /prod, /prod/prod",
    })
    void a_rest_route_that_begins_like_the_stage_stays_whole(String contextPath, String route, String unused) {
        ObjectNode event = Events.json("rest/get");
        event.put("path", route);
        event.withObject("/pathParameters").put("proxy", route.substring(1));
        event.withObject("/requestContext").put("path", "/prod" + route);

        assertThat(Events.request(event).path()).isEqualTo(route);
    }

    @Test
    void without_a_resource_the_context_tells_whether_the_stage_is_in_the_path() {
        ObjectNode staged = Events.json("rest/domain-neither");
        staged.remove("resource");
        ObjectNode unstaged = Events.json("rest/domain-none");
        unstaged.remove("resource");

        assertThat(Events.request(staged).path()).isEqualTo("/x");
        assertThat(Events.request(unstaged).path()).isEqualTo("/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-1/mapping-key", "http-1/mapping-key-and-stage"})
    void payload_1_has_the_mapping_key_in_its_path(String event) {
        Request request = Events.routed(Router.builder().basePath("/pay"), event);

        assertThat(request.path()).isEqualTo("/users/7");
        assertThat(request.basePath()).isEqualTo("/pay");
        assertThat(request.source()).isEqualTo(Source.HTTP_API_1_0);
    }

    @ParameterizedTest
    @CsvSource({
        "rest/every-trap, /a/b c, /a/b%20c",
        "http-2/every-trap, /a/b c, /a/b c",
        "url/every-trap, /a/b c, /a/b%20c",
        "alb/every-trap, /a/b c, /a/b%20c",
        "alb/every-trap-multi, /a/b c, /a/b%20c",
    })
    void a_path_is_decoded_once_where_the_source_sends_it_encoded(String event, String path, String rawPath) {
        Request request = Events.request(event);

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.rawPath()).isEqualTo(rawPath);
    }

    @Test
    void an_escape_that_a_decoding_source_left_stays() {
        Request request = Events.routed(Router.builder(), "http-2/percent-that-stays");

        assertThat(request.path("path")).isEqualTo("files/100%25");
        assertThat(request.path()).isEqualTo("/files/100%25");
    }

    @ParameterizedTest
    @CsvSource({
        "/f/a%2Fb, a/b",
        "/f/a%252Fb, a%2Fb",
        "/f/a+b, a+b",
        "/f/a%2Bb, a+b",
        "/f/%C3%A9, é",
        "/f/é, é",
        "/f/a.b=c$d&e, a.b=c$d&e",
        "/f/%20, ' '",
        "/f/a%3Fb%23c, a?b#c",
        "'/f/~!*();:@,', '~!*();:@,'",
        "/f/%F0%9F%8D%95, 🍕",
        "/f/.., ..",
    })
    void a_parameter_is_anything_but_a_slash_decoded_after_splitting(String path, String value) {
        for (String source : new String[] {"rest/get", "alb/get", "url/get"}) {
            Router router = Router.builder()
                    .get("/f/{name}", request -> Response.text(request.path("name")))
                    .build();
            ObjectNode event = withPath(source, path);

            assertThat(Events.answer(router, event).text()).as(source).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/f/a%b", "/f/%", "/f/%2", "/f/%zz", "/f/%C3", "/f/%FF", "/f/%C0%AF", "/f/%ED%A0%80", "/%/x"})
    void a_malformed_escape_is_the_clients_fault(String path) {
        for (String source : new String[] {"rest/get", "alb/get", "url/get"}) {
            Router router = Router.builder()
                    .get("/f/{name}", request -> Response.text(request.path("name")))
                    .build();

            assertThat(Events.answer(router, withPath(source, path)).status())
                    .as(source)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_decoded_slash_splits_where_the_source_decodes_and_does_not_elsewhere() {
        Router router = Router.builder()
                .get("/files/{name}", request -> Response.text("one " + request.path("name")))
                .get("/files/{a}/{b}", request -> Response.text("two"))
                .build();

        assertThat(Events.answer(router, "http-2/decoded-slash").text()).isEqualTo("two");
        assertThat(Events.answer(router, "url/encoded-slash").text()).isEqualTo("one a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest/get", "http-1/get", "http-2/get", "url/get", "alb/get"})
    void one_trailing_slash_is_ignored_on_every_source(String source) {
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.text(request.path("id")))
                .build();

        assertThat(Events.answer(router, withPath(source, "/users/7/")).text()).isEqualTo("7");
        assertThat(Events.answer(router, withPath(source, "/users/7//")).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest/get", "http-1/get", "http-2/get", "url/get", "alb/get"})
    void a_strict_router_tells_a_trailing_slash_on_every_source(String source) {
        Router router = Router.builder()
                .get("/users/{id}", request -> Response.text(request.path("id")))
                .strictTrailingSlash()
                .build();

        assertThat(Events.answer(router, withPath(source, "/users/7/")).status())
                .isEqualTo(404);
        assertThat(Events.answer(router, withPath(source, "/users/7")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/payments, /payments, ''",
        "/pay, /, /pay",
        "/pay/, /, /pay",
        "/pay/x, /x, /pay",
        "/pay/v2/x, /x, /pay/v2",
        "/pay/v22/x, /v22/x, /pay",
        "/pay/pay/x, /pay/x, /pay",
        "/a.b/x, /x, /a.b",
        "/aXb/x, /aXb/x, ''",
        "/x, /x, ''",
    })
    void a_base_path_is_literal_ends_at_a_boundary_and_the_longest_goes(String path, String rest, String basePath) {
        for (String source : new String[] {"rest/get", "http-1/get", "http-2/get", "url/get", "alb/get"}) {
            Request request = Events.routed(
                    Router.builder().basePath("/pay", "/pay/v2/", "/a.b"),
                    withPath(source, path).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));

            assertThat(request.path()).as(source).isEqualTo(rest);
            assertThat(request.basePath()).as(source).isEqualTo(basePath);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rest/get, '', https://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod/new",
        "rest/domain-none, '', https://a1b2c3.execute-api.eu-central-1.amazonaws.com/stage/new",
        "rest/domain-neither, '', https://api.example.com/stage/new",
        "rest/domain-base, /base, https://api.example.com/base/stage/new",
        "rest/domain-base-and-stage, /base, https://api.example.com/base/new",
        "rest/domain-root, /base, https://api.example.com/base/new",
        "http-2/get, '', https://d4e5f6.execute-api.eu-central-1.amazonaws.com/new",
        "http-2/stage, '', https://d4e5f6.execute-api.eu-central-1.amazonaws.com/prod/new",
        "http-2/custom-domain, '', https://api.example.com/new",
        "url/get, '', https://x1y2z3.lambda-url.eu-central-1.on.aws/new",
        "url/get, /users, https://x1y2z3.lambda-url.eu-central-1.on.aws/users/new",
        "alb/get, '', https://lb-1.eu-central-1.elb.amazonaws.com/new",
        "alb/every-trap, '', http://lb-1.eu-central-1.elb.amazonaws.com/new",
    })
    void an_absolute_uri_has_what_the_client_must_write(String event, String basePath, String uri) {
        Router.Builder router =
                basePath.isEmpty() ? Router.builder() : Router.builder().basePath(basePath);
        Request request = Events.routed(router, event);

        assertThat(request.url("/new")).isEqualTo(uri);
        assertThat(request.url("new")).isEqualTo(uri);
        assertThat(request.withPath("/elsewhere").withMethod("PUT").url("/new")).isEqualTo(uri);
    }

    @Test
    void the_root_of_a_rest_api_keeps_its_stage_in_links() {
        ObjectNode event = Events.json("rest/get");
        event.put("path", "/");
        event.put("resource", "/");
        event.withObject("/requestContext").put("path", "/prod/");

        assertThat(Events.request(event).url("/new")).endsWith(".com/prod/new");
        event.withObject("/requestContext").put("path", "/prod");
        assertThat(Events.request(event).url("/new")).endsWith(".com/prod/new");
    }

    @Test
    void a_missing_or_empty_path_is_the_root() {
        ObjectNode event = Events.json("alb/get");
        event.put("path", "");
        assertThat(Events.request(event).path()).isEqualTo("/");
        event.putNull("path");
        assertThat(Events.request(event).path()).isEqualTo("/");
        event.put("path", "x");
        assertThat(Events.request(event).path()).isEqualTo("/x");
    }

    /** The source's event for another path, as the source would write it; none of them has a stage in the path. */
    static ObjectNode withPath(String source, String path) {
        ObjectNode event = Events.json(source);
        if (event.has("rawPath")) {
            event.put("rawPath", path);
            event.withObject("/requestContext/http").put("path", path);
        } else {
            event.put("path", path);
        }
        if (event.has("resource")) {
            event.withObject("/pathParameters").put("proxy", path.substring(1));
            event.withObject("/requestContext").put("path", "/prod" + path);
        }
        return event;
    }
}
