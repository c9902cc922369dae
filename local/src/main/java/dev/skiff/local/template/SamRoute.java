package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A function's route at an HTTP API or a REST API.
 *
 * @param api the API's logical id; {@code ServerlessHttpApi} and {@code ServerlessRestApi} are those that SAM makes by itself
 * @param key as API Gateway has it: {@code GET /users/{id}}, {@code ANY /x/{proxy+}}, {@code $default}
 * @param payloadFormat {@code 1.0} or {@code 2.0}; a REST API's is its own
 * @param timeout how long the gateway waits for the function
 * @param authorizer who is asked before the function: the name of one of the API's authorizers, the API's default where the
 *     event names none; empty where it says {@code NONE}
 * @param scopes of which a token needs one; empty if it needs none
 */
public record SamRoute(
        String api,
        String key,
        String payloadFormat,
        Duration timeout,
        Optional<String> authorizer,
        List<String> scopes,
        String place)
        implements SamEvent {}
