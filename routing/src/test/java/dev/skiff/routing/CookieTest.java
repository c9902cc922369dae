package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
    @Test
    void every_attribute_is_written() {
        Cookie cookie = Cookie.of("id", "abc=/+%")
                .withPath("/a")
                .withDomain("example.com")
                .withMaxAge(Duration.ofHours(1))
                .withExpires(Instant.parse("2026-10-21T07:28:00.9Z"))
                .withSecure()
                .withHttpOnly()
                .withSameSite(Cookie.SameSite.LAX)
                .withPartitioned();

        assertThat(cookie.toHeader())
                .isEqualTo(
                        "id=abc=/+%; Path=/a; Domain=example.com; Max-Age=3600; Expires=Wed, 21 Oct 2026 07:28:00 GMT;"
                                + " Secure; HttpOnly; SameSite=Lax; Partitioned");
        assertThat(cookie.name()).isEqualTo("id");
        assertThat(cookie.value()).isEqualTo("abc=/+%");
    }

    @Test
    void an_attribute_set_again_is_set_once() {
        assertThat(Cookie.of("a", "1")
                        .withPath("/a")
                        .withSecure()
                        .withPath("/b")
                        .withSecure()
                        .toHeader())
                .isEqualTo("a=1; Path=/b; Secure");
        assertThat(Cookie.expired("a").withMaxAge(Duration.ofSeconds(5)).toHeader())
                .containsOnlyOnce("Max-Age");
    }

    @Test
    void a_cookie_is_taken_back() {
        assertThat(Cookie.expired("id").withPath("/").toHeader())
                .isEqualTo("id=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a=b", "a;b", "a,b", "é", "\"a\""})
    void a_name_is_a_token(String name) {
        assertThatThrownBy(() -> Cookie.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a;b", "a,b", "é", "\"", "a\\b", "a\n"})
    void a_value_that_would_not_survive_is_refused_with_the_cure(String value) {
        assertThatThrownBy(() -> Cookie.of("a", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base64url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/;x", "/\n", "/é"})
    void an_attribute_can_not_be_broken_out_of(String path) {
        assertThatThrownBy(() -> Cookie.of("a", "1").withPath(path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cookie.of("a", "1").withDomain(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logs_see_its_name_only() {
        assertThat(Cookie.of("id", "secret")).hasToString("id");
    }
}
