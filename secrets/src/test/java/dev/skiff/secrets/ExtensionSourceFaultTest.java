package dev.skiff.secrets;

import java.net.URI;
import java.util.Map;

/** Of an extension without another way. */
class ExtensionSourceFaultTest extends FaultContract {
    @Override
    SecretSource source(URI server) {
        Environment environment = Environment.of(Map.of("AWS_SESSION_TOKEN", "t"));
        return new ExtensionSource(environment, new Invocations(environment), false, server.getPort(), null);
    }
}
