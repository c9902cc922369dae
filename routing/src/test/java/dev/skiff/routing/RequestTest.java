package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FakeContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void one_can_be_built_by_hand() {
        Request request = Request.of("GET", "/users/Jos%C3%A9?full=true&x=a%26b");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/users/José");
        assertThat(request.rawPath()).isEqualTo("/users/Jos%C3%A9");
        assertThat(request.query().asMap()).isEqualTo(Map.of("full", List.of("true"), "x", List.of("a&b")));
        assertThat(request.body().isPresent()).isFalse();
        assertThat(request.event()).isEmpty();
        assertThat(request.requestId()).isEmpty();
        assertThat(request.traceId()).isEmpty();
        assertThat(request.sourceIp()).isEmpty();
        assertThat(request.stage()).isEmpty();
        assertThat(request.route()).isEmpty();
        assertThat(request.authorizer().kind()).isEqualTo(Authorizer.Kind.NONE);
        assertThat(request.url("/x")).isEqualTo("https://localhost/x");
    }

    @Test
    void a_context_is_there_when_it_was_given() {
        FakeContext context = FakeContext.create().withRequestId("r-1");

        assertThat(Request.of("GET", "/").withContext(context).requestId()).isEqualTo("r-1");
        assertThat(Request.of("GET", "/").withContext(context).context()).isSameAs(context);
        assertThatThrownBy(() -> Request.of("GET", "/").context())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withContext");
    }

    @Test
    void a_change_makes_a_copy() {
        Request request = Request.of("GET", "/a?x=1").withHeader("A", "1").withBody("one");

        Request changed = request.withMethod("PUT")
                .withPath("/b")
                .withHeader("a", "2")
                .plusHeader("A", "3")
                .withBody("two")
                .withTag(Integer.class, 7);
        assertThat(request.method()
                        + request.path()
                        + request.headers().all("a")
                        + request.body().text())
                .isEqualTo("GET/a[1]one");
        assertThat(request.tag(Integer.class)).isEmpty();
        assertThat(changed.method()
                        + changed.path()
                        + changed.headers().all("a")
                        + changed.body().text())
                .isEqualTo("PUT/b[2, 3]two");
        assertThat(changed.query("x")).contains("1");
        assertThat(changed.tag(Integer.class)).contains(7);
    }

    @Test
    void nothing_that_is_handed_out_changes_it() {
        Request request = Events.request("http-2/every-trap");
        request.event()[0] = 'x';

        assertThat(request.event()[0]).isEqualTo((byte) '{');
        assertThatThrownBy(() -> request.query().asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.query().all("k").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.headers().asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.headers().elements("accept").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.stageVariables().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_body_follows_the_content_type_that_a_filter_sets() {
        Request request =
                Request.of("POST", "/").withHeader("Content-Type", "text/plain").withBody("a=1");

        assertThatThrownBy(() -> request.body().form()).hasMessageContaining("415");
        assertThat(request.withHeader("content-type", "application/x-www-form-urlencoded")
                        .body()
                        .form()
                        .first("a"))
                .contains("1");
    }

    @Test
    void logs_see_the_route_and_nothing_of_its_values() {
        Router router = Router.builder()
                .get(
                        "/users/{id}",
                        request -> Response.text(request + " " + request.query() + " " + request.headers() + " "
                                + request.body() + " " + request.authorizer() + " " + request.cookies()))
                .build();

        Response response = router.handle(Request.of("GET", "/users/secret?q=secret")
                .withHeader("X", "secret")
                .withHeader("Cookie", "c=secret")
                .withBody("secret"));
        assertThat(response.text()).isEqualTo("GET /users/{id} 1 parameters 2 headers 6 bytes NONE 1 parameters");
        assertThat(Request.of("GET", "/secret").toString()).doesNotContain("secret");
    }

    @Test
    void a_malformed_path_that_no_router_checks_is_shown_as_it_is() {
        assertThat(Events.answer(
                                request -> Response.text(request.path()), PathsOfEventsTest.withPath("url/get", "/%zz"))
                        .text())
                .isEqualTo("/%zz");
    }
}
