package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {
    @Test
    void each_factory_has_its_method() {
        assertThat(List.of(
                                HttpCall.get("/"),
                                HttpCall.post("/"),
                                HttpCall.put("/"),
                                HttpCall.patch("/"),
                                HttpCall.delete("/"),
                                HttpCall.head("/"),
                                HttpCall.options("/"),
                                HttpCall.of("PURGE", "/"))
                        .stream()
                        .map(HttpCall::method))
                .containsExactly("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE");
    }

    @Test
    void the_target_stays_as_sent_and_parts_at_the_first_question_mark() {
        HttpCall call = HttpCall.get("/a/b%20c?k=1&k=2?");

        assertThat(call.target()).isEqualTo("/a/b%20c?k=1&k=2?");
        assertThat(call.rawPath()).isEqualTo("/a/b%20c");
        assertThat(call.rawQuery()).isEqualTo("k=1&k=2?");
        assertThat(HttpCall.get("/a?").rawQuery()).isEmpty();
        assertThat(HttpCall.get("/a").rawQuery()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "https://example.com/a", "?k=1", "/a b", "/a\nb", "/a#b"})
    void a_target_that_cannot_stand_on_the_wire_is_refused(String target) {
        assertThatThrownBy(() -> HttpCall.get(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + target + "'");
    }

    @Test
    void a_blank_method_is_refused() {
        assertThatThrownBy(() -> HttpCall.of(" ", "/")).hasMessageContaining("no method");
    }

    @Test
    void headers_keep_order_case_and_repeats_and_are_found_in_any_case() {
        HttpCall call =
                HttpCall.get("/").plusHeader("X-A", "1").plusHeader("x-b", "2").plusHeader("x-a", "3");

        assertThat(call.headers()).containsExactly(entry("X-A", "1"), entry("x-b", "2"), entry("x-a", "3"));
        assertThat(call.header("X-a")).contains("1");
        assertThat(call.headers("X-a")).containsExactly("1", "3");
        assertThat(call.header("X-C")).isEmpty();
    }

    @Test
    void with_replaces_all_lines_of_a_name_where_the_first_stood_and_minus_removes_them() {
        HttpCall call =
                HttpCall.get("/").plusHeader("X-A", "1").plusHeader("x-b", "2").plusHeader("x-a", "3");

        assertThat(call.withHeader("x-a", "9").headers()).containsExactly(entry("X-A", "9"), entry("x-b", "2"));
        assertThat(call.minusHeader("x-A").headers()).containsExactly(entry("x-b", "2"));
        assertThat(call.headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb"})
    void a_header_with_a_line_break_is_refused(String value) {
        assertThatThrownBy(() -> HttpCall.get("/").plusHeader("X-A", value)).hasMessageContaining("X-A");
        assertThatThrownBy(() -> HttpCall.get("/").plusHeader(value, "a")).hasMessageContaining("line break");
    }

    @Test
    void cookies_share_one_line_and_a_name_stands_once() {
        HttpCall call =
                HttpCall.get("/").withCookie("a", "1").withCookie("b", "2").withCookie("a", "3");

        assertThat(call.headers()).containsExactly(entry("Cookie", "b=2; a=3"));
        assertThat(call.cookies()).containsExactly("b=2", "a=3");
        assertThat(HttpCall.get("/").cookies()).isEmpty();
        assertThat(HttpCall.get("/").plusHeader("cookie", ";a=1;; b=2;").cookies())
                .containsExactly("a=1", "b=2");
    }

    @Test
    void a_body_brings_its_content_type_except_for_plain_bytes() {
        HttpCall post = HttpCall.post("/");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("a b", "1&2");
        fields.put("c", "ü");

        assertThat(post.withText("hé").header("content-type")).contains("text/plain; charset=utf-8");
        assertThat(post.withText("hé").body()).isEqualTo("hé".getBytes(UTF_8));
        assertThat(post.withText("a").withJson("{}").headers("Content-Type")).containsExactly("application/json");
        assertThat(post.withForm(fields).body()).isEqualTo("a+b=1%262&c=%C3%BC".getBytes(UTF_8));
        assertThat(post.withForm(fields).header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(post.withBody(new byte[] {1}).headers()).isEmpty();
    }

    @Test
    void neither_the_array_given_nor_the_one_taken_changes_the_call() {
        byte[] bytes = {1, 2};
        HttpCall call = HttpCall.post("/").withBody(bytes);

        bytes[0] = 9;
        call.body()[1] = 9;

        assertThat(call.body()).containsExactly(1, 2);
    }

    @Test
    void calls_with_the_same_parts_are_equal() {
        HttpCall call = HttpCall.post("/a?b").plusHeader("c", "d").withText("e");

        assertThat(call).isEqualTo(HttpCall.post("/a?b").plusHeader("c", "d").withText("e"));
        assertThat(call)
                .hasSameHashCodeAs(HttpCall.post("/a?b").plusHeader("c", "d").withText("e"));
        assertThat(call).isNotEqualTo(HttpCall.put("/a?b").plusHeader("c", "d").withText("e"));
        assertThat(call).isNotEqualTo(HttpCall.post("/a").plusHeader("c", "d").withText("e"));
        assertThat(call).isNotEqualTo(HttpCall.post("/a?b").withText("e"));
        assertThat(call).isNotEqualTo(HttpCall.post("/a?b").plusHeader("c", "d").withText("f"));
    }

    @Test
    void its_text_shows_no_query_no_headers_and_no_body() {
        HttpCall call =
                HttpCall.post("/a?token=1").plusHeader("Authorization", "2").withText("3");

        assertThat(call).hasToString("POST /a");
    }
}
