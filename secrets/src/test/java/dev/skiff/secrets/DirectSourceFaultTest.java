package dev.skiff.secrets;

import java.net.URI;
import java.util.Map;

/** Of our own HTTP. */
class DirectSourceFaultTest extends FaultContract {
    @Override
    SecretSource source(URI server) {
        return DirectSource.in(Environment.of(
                        Map.of("AWS_REGION", "us-east-1", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b")))
                .withEndpoint(server);
    }
}
