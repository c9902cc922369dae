package dev.skiff.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/core.md and docs/json.md, as tests. */
class CoreSnippets {
    record NewUser(String name, int age) {}

    record Order(String item, int count) {}

    record Ping(String from) {}

    record Pong(String to) {}

    // snippet: function
    public static final class PingFunction extends LambdaFunction {
        private final JsonCodec json = JsonCodec.jacksonJr();

        public PingFunction() {
            prime(SampleEvent.of("{\"from\":\"priming\"}"));
        }

        @Override
        protected byte[] answer(byte[] event, Context context) {
            Ping ping = json.read(event, Ping.class);
            return json.write(new Pong(ping.from()));
        }
    }
    // end

    @Test
    void a_function_of_your_own() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new PingFunction()
                .handleRequest(
                        new ByteArrayInputStream("{\"from\":\"Ada\"}".getBytes(StandardCharsets.UTF_8)),
                        answer,
                        new PrimingContext());

        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"to\":\"Ada\"}");
    }

    @Test
    void codecs() {
        byte[] bytes = "{\"name\":\"Ada\",\"age\":36}".getBytes(StandardCharsets.UTF_8);
        byte[] list = "[{\"item\":\"tea\",\"count\":2}]".getBytes(StandardCharsets.UTF_8);
        ObjectMapper myMapper = new ObjectMapper();
        // snippet: codec
        JsonCodec codec = JsonCodec.jacksonJr(); // keep it: it remembers the types it has met
        NewUser user = codec.read(bytes, NewUser.class);
        List<Order> orders = codec.read(list, new JsonType<List<Order>>() {});
        byte[] json = codec.write(user);

        JsonCodec databind = DatabindCodec.of(myMapper); // add jackson-databind to your dependencies
        // end
        assertThat(orders).containsExactly(new Order("tea", 2));
        assertThat(json).isEqualTo(bytes);
        assertThat(databind.read(bytes, NewUser.class)).isEqualTo(user);
    }
}
