package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.local.template.SamAuthorizer;
import dev.skiff.testing.AuthorizerEvent;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A function that decides, and whose answers are kept for a while. */
final class LambdaGatekeeper implements Gatekeeper {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_ANSWERS = 1_000;

    private final SamAuthorizer.Lambda authorizer;
    private final GatewayKind kind;
    private final FunctionCaller caller;
    private final LocalFunction function;
    private final InstantSource clock;
    private final List<IdentitySource> sources;
    private final Map<List<String>, Kept> answers = new ConcurrentHashMap<>();

    LambdaGatekeeper(
            SamAuthorizer.Lambda authorizer,
            GatewayKind kind,
            FunctionCaller caller,
            LocalFunction function,
            InstantSource clock) {
        this.authorizer = authorizer;
        this.kind = kind;
        this.caller = caller;
        this.function = function;
        this.clock = clock;
        this.sources = authorizer.identitySources().stream()
                .map(source -> IdentitySource.of(source, authorizer.place()))
                .toList();
    }

    @Override
    public Verdict ask(GatewayCall call) {
        List<String> identity = new ArrayList<>();
        for (IdentitySource source : sources) {
            source.in(call.http()).ifPresent(identity::add);
        }
        if (identity.size() < sources.size() || !isValid(identity)) {
            return new Verdict.Refused(kind.unauthorized());
        }
        Kept kept = answers.get(identity);
        if (kept != null && clock.instant().isBefore(kept.until)) {
            return verdict(kept.answer, call);
        }
        return asked(call, identity);
    }

    /** A token that doesn't look like one isn't worth a call. */
    private boolean isValid(List<String> identity) {
        return authorizer.validation().isEmpty()
                || identity.isEmpty()
                || identity.get(0).matches(authorizer.validation().get());
    }

    private Verdict asked(GatewayCall call, List<String> identity) {
        Optional<Outcome> outcome = outcome(call, identity);
        if (outcome.isEmpty()) {
            return broken("no answer within " + LIMIT.toSeconds() + " seconds");
        }
        if (outcome.get().failed()) {
            return isUnauthorized(outcome.get())
                    ? new Verdict.Refused(kind.unauthorized())
                    : broken(outcome.get().toString());
        }
        Map<String, Object> answer = answer(outcome.get());
        if (answer == null) {
            return broken("its answer is no JSON object");
        }
        keep(identity, answer);
        return verdict(answer, call);
    }

    private Optional<Outcome> outcome(GatewayCall call, List<String> identity) {
        byte[] event = authorizer.type().equals("TOKEN")
                ? AuthorizerEvent.token(identity.get(0), call.arn())
                : AuthorizerEvent.request(call.http(), inItsFormat(call), call.arn(), identity);
        try {
            return caller.outcome(function, Invocation.of(event), LIMIT);
        } catch (ExecutionException notStarted) {
            return Optional.of(Outcome.failed("Runtime.Failed", String.valueOf(notStarted.getCause())));
        }
    }

    /** The authorizer has a payload format of its own. */
    private HttpDeployment inItsFormat(GatewayCall call) {
        return kind == GatewayKind.REST
                ? call.deployment()
                : call.deployment()
                        .withSource(
                                authorizer.payloadFormat().equals("1.0")
                                        ? HttpSource.HTTP_API_1_0
                                        : HttpSource.HTTP_API_2_0);
    }

    /** Lambda's way to say 401. */
    private static boolean isUnauthorized(Outcome outcome) {
        try {
            return "Unauthorized".equals(JSON.std.mapFrom(outcome.payload()).get("errorMessage"));
        } catch (IOException | RuntimeException noError) {
            return false;
        }
    }

    private static @Nullable Map<String, Object> answer(Outcome outcome) {
        try {
            return JSON.std.mapFrom(new String(outcome.payload(), UTF_8));
        } catch (IOException | RuntimeException noObject) {
            return null;
        }
    }

    private void keep(List<String> identity, Map<String, Object> answer) {
        if (authorizer.timeToLive().isZero() || identity.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (answers.size() >= MOST_ANSWERS) {
            answers.values().removeIf(kept -> !now.isBefore(kept.until));
        }
        if (answers.size() < MOST_ANSWERS) {
            answers.put(List.copyOf(identity), new Kept(answer, now.plus(authorizer.timeToLive())));
        }
    }

    private Verdict verdict(Map<String, Object> answer, GatewayCall call) {
        Object authorized = answer.get("isAuthorized");
        if (authorizer.simpleResponses() && authorized != null) {
            return Boolean.TRUE.equals(authorized) ? passed(call, answer) : new Verdict.Refused(kind.denied(true));
        }
        if (!(answer.get("policyDocument") instanceof Map<?, ?>)) {
            return broken(
                    "its answer has no policyDocument" + (authorizer.simpleResponses() ? " and no isAuthorized" : ""));
        }
        if (kind == GatewayKind.REST && !(answer.get("principalId") instanceof String)) {
            return broken("its answer has no principalId");
        }
        return switch (Policy.of(answer.get("policyDocument"), call.arn())) {
            case ALLOWED -> passed(call, answer);
            case DENIED -> new Verdict.Refused(kind.denied(true));
            case SILENT -> new Verdict.Refused(kind.denied(false));
        };
    }

    private Verdict passed(GatewayCall call, Map<String, Object> answer) {
        Map<String, Object> context = new LinkedHashMap<>();
        boolean isFlat = call.deployment().source() != HttpSource.HTTP_API_2_0;
        if (isFlat && answer.get("principalId") instanceof String principal) {
            context.put("principalId", principal);
        }
        if (kind == GatewayKind.REST) {
            context.put("integrationLatency", 0);
        }
        if (answer.get("context") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> context.put(String.valueOf(name), value));
        }
        return new Verdict.Passed(call.deployment().withLambdaAuthorizer(context));
    }

    private Verdict broken(String reason) {
        function.log("The gateway can't use this authorizer: " + reason);
        return new Verdict.Refused(kind.authorizerFailed());
    }

    private record Kept(Map<String, Object> answer, Instant until) {}
}
