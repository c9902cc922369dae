package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skiff.core.JsonCodec;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What filters that must see an answer rest on. */
class AnsweredFailureTest {
    @Test
    void json_that_cannot_be_written_is_seen_as_the_answer_it_becomes() {
        Request request = Request.of("GET", "/").withCodec(new Broken());

        assertThat(request.answerBy(inner -> Response.json("x")).status()).isEqualTo(500);
    }

    @Test
    void an_answer_is_seen_with_its_json_written() {
        Response response = Request.of("GET", "/").answerBy(request -> Response.json(7));

        assertThat(response.text()).isEqualTo("7");
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake at hand
    void a_handler_that_answers_null_is_seen_as_an_answer_of_500() {
        assertThat(Request.of("GET", "/").answerBy(request -> null).status()).isEqualTo(500);
        assertThatIllegalStateException()
                .isThrownBy(() -> Request.of("GET", "/").renderedBy(request -> null))
                .withMessageContaining("answered null");
    }

    private static final class Broken implements JsonCodec {
        @Override
        public Object read(byte[] json, Type type) {
            throw new IllegalStateException("broken");
        }

        @Override
        public byte[] write(@Nullable Object value) {
            throw new IllegalStateException("broken");
        }
    }
}
