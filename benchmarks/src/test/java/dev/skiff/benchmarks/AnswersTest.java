package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.benchmarks.ColdFunction.Kind;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final String USER_42 = "{'email':'42@example.com','id':'42','name':'User 42'}";

    @Test
    void user_42_is_accepted_in_any_order_of_its_fields() {
        assertThatCode(() -> Kind.GET.check(answer(200, USER_42))).doesNotThrowAnyException();
    }

    @Test
    void another_user_is_not() {
        assertThatThrownBy(() -> Kind.GET.check(answer(200, USER_42.replace("User 42", "User 43"))))
                .hasMessageContaining("expected user 42")
                .hasMessageContaining("User 43");
    }

    @Test
    void an_error_is_not_an_answer() {
        assertThatThrownBy(() -> Kind.GET.check(answer(500, USER_42))).hasMessageContaining("expected status 200");
        assertThatThrownBy(() -> Kind.GET.check("{\"errorMessage\":\"no\"}".getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void who_creates_a_user_must_say_where() {
        assertThatThrownBy(() -> Kind.POST.check(answer(201, "{'id':'7','name':'Ada','email':'ada@example.com'}")))
                .hasMessageContaining("Location");
    }

    @Test
    void a_greeting_is_not_json() {
        assertThatThrownBy(() -> Kind.TEXT.check(answer(200, "Hello, World!")))
                .hasMessageContaining("Content-Type text/plain");
    }

    private static byte[] answer(int status, String body) {
        String json = "{'statusCode':" + status
                + ",'headers':{'content-type':'application/json','cache-control':'no-store'},'body':'"
                + body.replace("'", "\\'") + "'}";
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
