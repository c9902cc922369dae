package dev.skiff.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.core.JsonType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesOfEventsTest {
    record Named(String name) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest/every-trap",
                "http-2/every-trap",
                "url/every-trap",
                "alb/every-trap",
                "alb/every-trap-multi"
            })
    void text_is_utf_8_on_every_source(String event) {
        Body body = Events.request(event).body();

        assertThat(body.text()).isEqualTo("{\"name\":\"Zoë ✓\"}");
        assertThat(body.bytes()).isEqualTo("{\"name\":\"Zoë ✓\"}".getBytes(UTF_8));
        assertThat(body.length()).isEqualTo(body.bytes().length);
        assertThat(body.json(Named.class)).isEqualTo(new Named("Zoë ✓"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest/binary-body", "http-2/binary-body"})
    void bytes_are_decoded_once_and_never_go_through_text(String event) {
        Body body = Events.request(event).body();

        assertThat(body.bytes()).containsExactly(0, 255, 128, 10, 13);
        assertThat(body.length()).isEqualTo(5);
    }

    @Test
    void a_body_can_not_be_changed_through_its_bytes() {
        Body body = Events.request("http-2/binary-body").body();
        body.bytes()[0] = 9;

        assertThat(body.bytes()[0]).isZero();
    }

    @Test
    void an_empty_body_is_none() {
        assertThat(Events.request("alb/get").body().isPresent()).isFalse();
        assertThat(Events.request("rest/get").body().isPresent()).isFalse();
        assertThat(Events.request("http-2/get").body().isPresent()).isFalse();
        assertThat(Events.request("rest/minimal-post").body().isPresent()).isTrue();
    }

    @Test
    void a_body_that_is_not_the_base64_it_claims_is_refused_where_it_is_read() {
        assertThat(Events.answer(request -> Response.text("unread"), "rest/body-not-base64")
                        .status())
                .isEqualTo(200);
        assertThat(Events.answer(request -> Response.text(request.body().text()), "rest/body-not-base64")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_content_type_names_the_charset_of_encoded_text() {
        ObjectNode event = Events.json("http-2/binary-body");
        event.put("body", Base64.getEncoder().encodeToString("Zoë".getBytes(ISO_8859_1)));
        event.withObject("/headers").put("content-type", "text/plain; Charset=\"iso-8859-1\"; x=y");
        assertThat(Events.request(event).body().text()).isEqualTo("Zoë");

        event.withObject("/headers").put("content-type", "text/plain; charset=klingon");
        assertThatThrownBy(() -> Events.request(event).body().text()).hasMessageContaining("415");
        event.withObject("/headers").put("content-type", "text/plain; charset=");
        assertThatThrownBy(() -> Events.request(event).body().text()).hasMessageContaining("415");
    }

    @Test
    void a_form_is_decoded() {
        Parameters form = Events.request("http-2/form").body().form();

        assertThat(form.asMap())
                .isEqualTo(Map.of("name", List.of("Zoë B"), "tag", List.of("a", "b&c"), "empty", List.of("")));
    }

    @ParameterizedTest
    @CsvSource({
        "a=%zz, application/x-www-form-urlencoded, 400",
        "a=1, text/plain, 415",
        "a=1, multipart/form-data; boundary=x, 415",
        "'', text/plain, 200",
        "a=1, Application/X-WWW-Form-Urlencoded;charset=utf-8, 200",
    })
    void a_form_of_another_kind_is_refused(String body, String type, int status) {
        ObjectNode event = Events.json("rest/minimal-post").put("body", body);
        event.withObject("/headers").put("content-type", type);

        assertThat(Events.answer(request -> Response.text("" + request.body().form()), event)
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"name\":\"Ann\"}', application/json, 200",
        "'{\"name\":\"Ann\"}', application/json;charset=UTF-8, 200",
        "'{\"name\":\"Ann\"}', Application/JSON, 200",
        "'{\"name\":\"Ann\"}', application/merge-patch+json, 200",
        "'{\"name\":\"Ann\"}', text/json, 200",
        "'{\"name\":\"Ann\"}', text/plain, 415",
        "'{\"name\":\"Ann\"}', application/xml, 415",
        "'{\"name\":\"Ann\"}', application/x-www-form-urlencoded, 415",
        "'', application/json, 400",
        "'{\"name\":', application/json, 400",
        "'{\"name\":[1]}', application/json, 400",
        "null, application/json, 400",
        "'[]', application/json, 400",
        "'{\"name\":\"Ann\"} x', application/json, 400",
    })
    void a_typed_body_is_json_or_the_clients_fault(String body, String type, int status) {
        Router router = Router.builder()
                .post("/users", Named.class, (request, named) -> Response.json(named))
                .build();
        ObjectNode event = Events.json("rest/minimal-post").put("body", body);
        event.withObject("/headers").put("content-type", type);

        Answer answer = Events.answer(router, event);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(status == 200 ? "\"Ann\"" : "\"status\":" + status);
    }

    @Test
    void a_body_without_a_content_type_may_be_json() {
        ObjectNode event = Events.json("rest/minimal-post");
        event.remove("headers");

        assertThat(Events.request(event).json(Named.class)).isEqualTo(new Named("Ann"));
    }

    @Test
    void a_generic_type_is_read() {
        Request request = Request.of("POST", "/").withBody("[{\"name\":\"Ann\"}]");

        assertThat(request.json(new JsonType<List<Named>>() {})).containsExactly(new Named("Ann"));
    }

    @Test
    void no_answer_repeats_what_was_sent() {
        Router router = Router.builder()
                .post("/users", Named.class, (request, named) -> Response.json(named))
                .build();
        ObjectNode event = Events.json("rest/minimal-post").put("body", "{\"name\": hunter2}");

        assertThat(Events.answer(router, event).text()).doesNotContain("hunter2");
    }
}
