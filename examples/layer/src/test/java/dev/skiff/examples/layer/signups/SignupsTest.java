package dev.skiff.examples.layer.signups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.examples.layer.Signup;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignupsTest {
    private final List<Signup> outbox = new ArrayList<>();
    private final FunctionClient client = FunctionClient.of(new Signups(outbox::add));

    @Test
    void a_sign_up_waits_for_its_greeting() {
        HttpAnswer answer = client.send(HttpCall.post("/signups").withJson("""
                {"name": "Ada", "email": "ada@example.com"}"""));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(outbox).containsExactly(new Signup("Ada", "ada@example.com"));
    }

    @Test
    void nobody_is_greeted_who_has_no_name_or_no_address() {
        HttpAnswer nameless = client.send(HttpCall.post("/signups").withJson("{\"email\": \"ada@example.com\"}"));
        HttpAnswer unreachable =
                client.send(HttpCall.post("/signups").withJson("{\"name\": \"Ada\", \"email\": \"nowhere\"}"));

        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.text()).contains("A sign-up needs a name");
        assertThat(unreachable.status()).isEqualTo(422);
        assertThat(outbox).isEmpty();
    }
}
