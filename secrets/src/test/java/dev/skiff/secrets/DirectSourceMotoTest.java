package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** By signed HTTP of our own. */
class DirectSourceMotoTest extends MotoContract {
    @Override
    SecretSource source(Moto moto, Moto.Key key) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", key.id(),
                "AWS_SECRET_ACCESS_KEY", key.secret()));
        if (key.token() != null) {
            variables.put("AWS_SESSION_TOKEN", key.token());
        }
        return DirectSource.in(Environment.of(variables)).withEndpoint(moto.uri());
    }

    @Test
    void an_arn_is_asked_for_in_its_own_region() {
        String arn = secretsManager(moto(), moto().admin(), Region.EU_CENTRAL_1)
                .createSecret(call -> call.name("elsewhere").secretString("there"))
                .arn();

        assertThat(secrets(moto().reader()).text(arn).get()).isEqualTo("there");
    }
}
