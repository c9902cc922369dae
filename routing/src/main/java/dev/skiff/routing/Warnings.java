package dev.skiff.routing;

import dev.skiff.core.internal.Log;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is worth saying once in a function's life, not at every request. */
final class Warnings {
    private final AtomicBoolean binaryThroughRest = new AtomicBoolean();
    private final AtomicBoolean cookiesThroughAlb = new AtomicBoolean();

    void binaryThroughRest() {
        if (binaryThroughRest.compareAndSet(false, true)) {
            warn(
                    "A binary answer leaves through a REST API: clients get base64 text unless the API's binaryMediaTypes match their Accept header");
        }
    }

    void cookiesThroughAlb() {
        if (cookiesThroughAlb.compareAndSet(false, true)) {
            warn(
                    "Only the last of several cookies reaches the client: turn on lambda.multi_value_headers.enabled of the load balancer's target group");
        }
    }

    private static void warn(String message) {
        Log.of(HttpFunction.class).warn(message, null);
    }
}
