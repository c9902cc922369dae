package dev.skiff.local.template;

import java.time.Duration;

/**
 * A function's route at an HTTP API.
 *
 * @param api the API's logical id; {@code ServerlessHttpApi} is the one that SAM makes by itself
 * @param key as API Gateway has it: {@code GET /users/{id}}, {@code ANY /x/{proxy+}}, {@code $default}
 * @param payloadFormat {@code 1.0} or {@code 2.0}
 * @param timeout how long the gateway waits for the function
 * @param place where the template says so
 */
public record SamRoute(String api, String key, String payloadFormat, Duration timeout, String place) {}
