package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
    @Test
    void a_change_makes_a_copy() {
        Response plain = Response.text("a");

        Response changed = plain.withStatus(201)
                .withHeader("X", "1")
                .plusHeader("X", "2")
                .plusCookie(Cookie.of("c", "1"))
                .withText("text/css", "b");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.headers().asMap()).containsOnlyKeys("Content-Type");
        assertThat(plain.cookies()).isEmpty();
        assertThat(plain.text()).isEqualTo("a");
        assertThat(changed.headers().all("x")).containsExactly("1", "2");
        assertThat(changed.header("content-type")).contains("text/css");
        assertThat(changed.text()).isEqualTo("b");
    }

    @Test
    void nothing_that_is_handed_out_or_in_changes_it() {
        byte[] bytes = {1, 2};
        Response response = Response.bytes("a/b", bytes);
        bytes[0] = 9;
        response.body()[0] = 9;

        assertThat(response.body()).containsExactly(1, 2);
        assertThatThrownBy(() -> response.cookies().add(Cookie.of("a", "1")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> response.headers().asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> response.headers().all("content-type").clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_header_replaces_those_of_its_name_in_any_case() {
        Response response = Response.noContent()
                .plusHeader("X-A", "1")
                .plusHeader("x-a", "2")
                .plusHeader("B", "3")
                .withHeader("x-A", "4");

        assertThat(response.headers().asMap()).isEqualTo(Map.of("B", List.of("3"), "x-A", List.of("4")));
        assertThat(response.minusHeader("X-a").headers().asMap()).containsOnlyKeys("B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x=y", "a\nb", "a\rb", "a\0b", "\u007f", "\ud83c", "\udf55", "\ud83cx"})
    void what_could_break_out_of_a_header_is_refused_and_not_repeated(String value) {
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> Response.noContent().withHeader("X", value),
                        () -> Response.noContent().plusHeader("X", value),
                        () -> Response.noContent().withText(value, "x"),
                        () -> Request.of("GET", "/").withHeader("X", value),
                        () -> HttpException.notFound("x").withHeader("X", value),
                        () -> Cookie.of("c", value),
                        () -> Cookie.of("c", "").withPath(value),
                        () -> Cookie.of(value, ""))) {
            assertThatThrownBy(attempt)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\n", "é", "a(b)"})
    void a_header_needs_a_proper_name(String name) {
        assertThatThrownBy(() -> Response.noContent().withHeader(name, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_beyond_ascii_may_stand_in_a_header() {
        assertThat(Response.noContent().withHeader("X", "Zoë 🍕\t!").header("x"))
                .contains("Zoë 🍕\t!");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7, /users/7",
        "/a b, /a%20b",
        "/é?q=1#f, /%C3%A9?q=1#f",
        "/%C3%A9, /%C3%A9",
        "https://x.example/ü, https://x.example/%C3%BC",
        "/🍕, /%F0%9F%8D%95",
    })
    void a_location_is_made_fit_for_a_header(String location, String header) {
        assertThat(Response.created(location).header("Location")).contains(header);
        assertThat(Response.redirect(location).header("Location")).contains(header);
    }

    @Test
    void a_location_with_a_line_break_is_refused() {
        assertThatThrownBy(() -> Response.redirect("/a\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 600, 0, -1, 1000})
    void a_status_is_one(int status) {
        assertThatThrownBy(() -> Response.status(status)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.noContent().withStatus(status)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void a_redirection_has_a_status_of_one(int status) {
        assertThatThrownBy(() -> Response.redirect(status, "/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_keeps_a_media_type_that_was_set_for_it_and_no_other() {
        assertThat(Response.status(200)
                        .withHeader("Content-Type", "application/hal+json")
                        .withJson(1)
                        .header("content-type"))
                .contains("application/hal+json");
        assertThat(Response.text("").withJson(1).header("content-type")).contains("application/json");
        assertThat(Response.text("x").withJson(1).header("content-type")).contains("application/json");
        assertThat(Response.json(1).withText("text/plain", "x").value()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless caller does
    void null_is_no_json_value() {
        assertThatThrownBy(() -> Response.json(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("404");
    }

    @Test
    void logs_see_nothing_of_its_content() {
        Response response = Response.text("secret").withHeader("X", "secret").plusCookie(Cookie.of("c", "secret"));

        assertThat(response).hasToString("200, 6 bytes");
        assertThat(Response.json("secret")).hasToString("200, JSON");
        assertThat(response.headers().toString() + response.cookies()).doesNotContain("secret");
    }

    @Test
    void the_factories_say_what_they_are() {
        assertThat(Response.accepted().status()).isEqualTo(202);
        assertThat(Response.noContent().status()).isEqualTo(204);
        assertThat(Response.created("/x").status()).isEqualTo(201);
        assertThat(Response.redirect("/x").status()).isEqualTo(302);
        assertThat(Response.redirect(308, "/x").status()).isEqualTo(308);
        assertThat(Response.html("<p>").header("content-type")).contains("text/html; charset=utf-8");
        assertThat(Response.problem(Problem.of(409)).header("content-type")).contains("application/problem+json");
        assertThat(Response.text("x").withoutBody().header("content-type")).isEmpty();
    }
}
