package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.JsonCodec;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpCall;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpFunctionTest {
    /** Writes every value as the same text, and reads every text as itself. */
    private static final JsonCodec CODEC = new JsonCodec() {
        @Override
        public Object read(byte[] json, Type type) {
            return new String(json, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] write(@Nullable Object value) {
            return "\"written\"".getBytes(StandardCharsets.UTF_8);
        }
    };

    @Test
    void a_function_reads_and_writes_by_its_codec() {
        Router router = Router.builder()
                .post("/text", String.class, (request, text) -> Response.text(text))
                .get("/json", request -> Response.json(7))
                .build();
        FunctionClient client = FunctionClient.of(
                new Events.Function(router, HttpOptions.defaults().json(CODEC)));

        assertThat(client.send(HttpCall.post("/text").withJson("anything")).text())
                .isEqualTo("anything");
        assertThat(client.send(HttpCall.get("/json")).text()).isEqualTo("\"written\"");
    }

    @Test
    void samples_do_not_run_on_demand() {
        boolean[] ran = new boolean[1];
        new Events.Function(
                request -> {
                    ran[0] = true;
                    return Response.noContent();
                },
                HttpOptions.defaults().prime(HttpFunction.sample("GET", "/")).prime(HttpFunction.sample("GET", "/2")));

        assertThat(ran[0]).isFalse();
    }
}
