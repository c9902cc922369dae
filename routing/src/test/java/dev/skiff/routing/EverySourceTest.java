package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EverySourceTest {
    record User(String id, String name) {}

    static final class UsersFunction extends HttpFunction {
        UsersFunction() {
            super(Router.builder()
                    .get("/users/{id}", request -> Response.json(new User(request.path("id"), "Ann")))
                    .post("/users", User.class, (request, user) -> Response.created("/users/" + user.id())
                            .withJson(user))
                    .get(
                            "/echo/{path+}",
                            request -> Response.text(
                                    request.path("path") + "|" + request.query().asMap()))
                    .get("/cookies", request -> Response.text(
                                    request.cookies().asMap().toString())
                            .plusCookie(Cookie.of("a", "1"))
                            .plusCookie(Cookie.of("b", "2")))
                    .get("/bytes", request -> Response.bytes("image/png", new byte[] {1, -1, 0}))
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_routed_request_is_answered(HttpSource source) {
        HttpAnswer answer = send(source, HttpCall.get("/users/7"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"id\":\"7\",\"name\":\"Ann\"}");
        assertThat(answer.header("content-type")).contains("application/json");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_json_body_is_read_and_written(HttpSource source) {
        HttpAnswer answer = send(source, HttpCall.post("/users").withJson("{\"id\":\"9\",\"name\":\"Zoë\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).contains("/users/9");
        assertThat(answer.text()).isEqualTo("{\"id\":\"9\",\"name\":\"Zoë\"}");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_path_and_a_query_are_decoded_once(HttpSource source) {
        HttpAnswer answer = send(source, HttpCall.get("/echo/a/b%20c?u=https%3A%2F%2Fh&p=x+y&q=x%2By&e=&f"));

        assertThat(answer.text()).isEqualTo("a/b c|{u=[https://h], p=[x y], q=[x+y], e=[], f=[]}");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_wrong_path_is_404_and_a_wrong_method_405(HttpSource source) {
        assertThat(send(source, HttpCall.get("/nope")).status()).isEqualTo(404);
        assertThat(send(source, HttpCall.delete("/users")).header("allow")).contains("OPTIONS, POST");
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void bytes_arrive_as_bytes(HttpSource source) {
        HttpAnswer answer = send(source, HttpCall.get("/bytes").plusHeader("Accept", "image/png"));

        assertThat(answer.status()).isEqualTo(200);
    }

    private static HttpAnswer send(HttpSource source, HttpCall call) {
        return FunctionClient.of(new UsersFunction()).as(source).send(call);
    }
}
