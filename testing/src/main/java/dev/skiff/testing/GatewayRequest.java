package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.HttpDeployment.Values;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The call as it leaves a gateway: with the gateway's headers, and the rules on which several sources agree. */
final class GatewayRequest {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> TEXT_TYPES =
            List.of("application/json", "application/xml", "application/javascript");

    private GatewayRequest() {}

    /** The client's lines and those that a gateway adds; a whole body has no transfer coding any more. */
    static HeaderLines headers(HttpCall call, Values deployment, String domain) {
        List<String> hops = new ArrayList<>(call.headers("X-Forwarded-For"));
        hops.add(deployment.sourceIp);
        HeaderLines lines = call.lines()
                .minus("Transfer-Encoding")
                .withIfAbsent("Host", domain)
                .minus("X-Forwarded-For")
                .plus("X-Forwarded-For", String.join(", ", hops))
                .minus("X-Forwarded-Port")
                .plus("X-Forwarded-Port", Integer.toString(deployment.port))
                .minus("X-Forwarded-Proto")
                .plus("X-Forwarded-Proto", deployment.scheme);
        return lines.has("X-Amzn-Trace-Id") ? lines : lines.plus("X-Amzn-Trace-Id", deployment.traceId());
    }

    static HeaderLines withContentLength(HeaderLines lines, HttpCall call) {
        return call.bytes().length == 0
                ? lines
                : lines.withIfAbsent("Content-Length", Integer.toString(call.bytes().length));
    }

    static String last(List<String> values) {
        return values.get(values.size() - 1);
    }

    static String joined(List<String> values) {
        return String.join(",", values);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String prefixOf(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 ? domain : domain.substring(0, dot);
    }

    /** The rule of HTTP APIs, Function URLs and load balancers: four kinds of text, base64 for all else. */
    static boolean travelsAsText(HttpCall call) {
        String encoding = call.header("Content-Encoding").orElse("identity");
        String type = mediaType(call.header("Content-Type").orElse(""));
        return encoding.equalsIgnoreCase("identity") && (type.startsWith("text/") || TEXT_TYPES.contains(type));
    }

    static String mediaType(String headerValue) {
        int end = headerValue.indexOf(';');
        return (end < 0 ? headerValue : headerValue.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    static String body(HttpCall call, boolean asText) {
        return asText ? new String(call.bytes(), UTF_8) : Base64.getEncoder().encodeToString(call.bytes());
    }
}
