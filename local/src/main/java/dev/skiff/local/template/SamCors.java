package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@code CorsConfiguration}, of an HTTP API or a Function URL, or a REST API's {@code Cors}; lists are empty where nothing is said. */
public record SamCors(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Optional<Duration> maxAge,
        boolean allowCredentials) {}
