package dev.skiff.local;

import dev.skiff.local.template.SamCors;
import dev.skiff.testing.HttpCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a gateway itself tells browsers of other origins. A call without a known origin is told nothing. */
final class GatewayCors {
    private final SamCors cors;
    private final int preflightStatus;
    private final boolean varies;
    private final UnaryOperator<String> spelling;

    private GatewayCors(SamCors cors, int preflightStatus, boolean varies, UnaryOperator<String> spelling) {
        this.cors = cors;
        this.preflightStatus = preflightStatus;
        this.varies = varies;
        this.spelling = spelling;
    }

    /** An HTTP API: what the function says of origins doesn't count, see {@link #withoutOwn}. */
    static GatewayCors ofHttpApi(SamCors cors, String place) {
        if (cors.allowCredentials() && cors.allowOrigins().contains("*")) {
            throw new LocalException(
                    place
                            + ": CorsConfiguration has AllowCredentials and the origin *, which API Gateway refuses: name the origins");
        }
        return new GatewayCors(cors, 204, false, name -> name.toLowerCase(Locale.ROOT));
    }

    /** A Function URL adds its lines to those of the function, so that a browser may see them twice, as on AWS. */
    static GatewayCors ofUrl(SamCors cors) {
        return new GatewayCors(cors, 200, true, name -> name);
    }

    boolean isPreflight(HttpCall call) {
        return call.method().equals("OPTIONS")
                && call.header("Origin").isPresent()
                && call.header("Access-Control-Request-Method").isPresent();
    }

    /** The answer without the lines of {@link #applied}. */
    HttpReply preflight(HttpCall call) {
        HttpReply reply = HttpReply.empty(preflightStatus);
        if (!isPreflight(call) || origin(call).isEmpty()) {
            return reply;
        }
        reply = plus(reply, "Access-Control-Allow-Methods", cors.allowMethods());
        reply = plus(reply, "Access-Control-Allow-Headers", cors.allowHeaders());
        return cors.maxAge().isPresent()
                ? plus(
                        reply,
                        "Access-Control-Max-Age",
                        List.of(Long.toString(cors.maxAge().get().toSeconds())))
                : reply;
    }

    /** The function's answer without what it says of origins. */
    HttpReply withoutOwn(HttpReply reply) {
        return reply.minusHeaders("access-control-");
    }

    /** Any answer with what it tells of the call's origin. */
    HttpReply applied(HttpReply reply, HttpCall call) {
        Optional<String> origin = origin(call);
        if (origin.isEmpty()) {
            return reply;
        }
        HttpReply shared = plus(reply, "Access-Control-Allow-Origin", List.of(origin.get()));
        if (cors.allowCredentials()) {
            shared = plus(shared, "Access-Control-Allow-Credentials", List.of("true"));
        }
        shared = plus(shared, "Access-Control-Expose-Headers", cors.exposeHeaders());
        return varies ? plus(shared, "Vary", List.of("Origin")) : shared;
    }

    private Optional<String> origin(HttpCall call) {
        return call.header("Origin").flatMap(this::allowed);
    }

    private Optional<String> allowed(String origin) {
        if (cors.allowOrigins().contains("*") && !cors.allowCredentials()) {
            return Optional.of("*");
        }
        return cors.allowOrigins().stream().anyMatch(allowed -> matches(allowed, origin))
                ? Optional.of(origin)
                : Optional.empty();
    }

    /** {@code https://*} stands for all origins of that scheme. */
    private static boolean matches(String allowed, String origin) {
        return allowed.endsWith("*")
                ? origin.startsWith(allowed.substring(0, allowed.length() - 1))
                : allowed.equals(origin);
    }

    private HttpReply plus(HttpReply reply, String name, List<String> values) {
        return values.isEmpty() ? reply : reply.plusHeader(spelling.apply(name), String.join(",", values));
    }
}
