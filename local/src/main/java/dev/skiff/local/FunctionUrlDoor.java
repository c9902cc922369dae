package dev.skiff.local;

import dev.skiff.local.template.SamUrl;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A Function URL: every call goes to the function, which has all the time that its own timeout gives it. */
final class FunctionUrlDoor implements FrontServer.Door {
    /** Longer than any function may run. */
    static final Duration LONGEST = Duration.ofMinutes(16);

    private static final HttpReply FORBIDDEN = HttpReply.json(
                    403,
                    "{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see:"
                            + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}")
            .plusHeader("x-amzn-ErrorType", "AccessDeniedException");
    private static final HttpReply LATE = HttpReply.json(502, "Internal Server Error");

    private final FunctionCaller caller;
    private final LocalFunction function;
    private final boolean isSigned;
    private final Optional<GatewayCors> cors;

    FunctionUrlDoor(FunctionCaller caller, LocalFunction function, SamUrl url) {
        this.caller = caller;
        this.function = function;
        this.isSigned = url.authType().equals("AWS_IAM");
        this.cors = url.cors().map(GatewayCors::ofUrl);
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String requestId = UUID.randomUUID().toString();
        HttpReply reply = cors.filter(shared -> shared.isPreflight(call))
                .map(shared -> shared.preflight(call))
                .orElseGet(() -> called(caller.traced(call), requestId, sourceIp));
        return cors.map(shared -> shared.applied(reply, call)).orElse(reply).plusHeader("x-amzn-RequestId", requestId);
    }

    private HttpReply called(HttpCall call, String requestId, String sourceIp) {
        HttpDeployment deployment = caller.deployed(
                        function, call, HttpDeployment.of(HttpSource.FUNCTION_URL), sourceIp)
                .withRequestIds(() -> requestId);
        if (!isSigned) {
            return caller.call(function, call, deployment, LONGEST, LATE);
        }
        return SignedCall.of(call)
                .map(signed -> caller.call(function, call, deployment.withIam(signed.caller()), LONGEST, LATE))
                .orElse(FORBIDDEN);
    }
}
