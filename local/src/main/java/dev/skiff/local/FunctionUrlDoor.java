package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.time.Duration;

/** A Function URL: every call goes to the function, which has all the time that its own timeout gives it. */
final class FunctionUrlDoor implements FrontServer.Door {
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private final FunctionCaller caller;
    private final LocalFunction function;

    FunctionUrlDoor(FunctionCaller caller, LocalFunction function) {
        this.caller = caller;
        this.function = function;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        return caller.call(function, call, HttpDeployment.of(HttpSource.FUNCTION_URL), sourceIp, LONGEST);
    }
}
