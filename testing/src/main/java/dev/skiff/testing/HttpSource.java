package dev.skiff.testing;

import java.util.Optional;

/** The six ways in which HTTP reaches a function. Each renders AWS's event and reads the function's answer as AWS does. */
public enum HttpSource {
    REST_API(new RestApi()),
    HTTP_API_1_0(new HttpApiOne()),
    HTTP_API_2_0(new HttpApiTwo()),
    FUNCTION_URL(new FunctionUrl()),
    ALB(new Alb(false)),
    ALB_MULTI_VALUE(new Alb(true));

    /** What Lambda takes in one synchronous invocation. */
    private static final int MOST_EVENT_BYTES = 6 * 1024 * 1024;

    @SuppressWarnings("ImmutableEnumChecker") // every door is a class without changing fields
    private final FrontDoor door;

    HttpSource(FrontDoor door) {
        this.door = door;
    }

    /** The event for this call, as the bytes that Lambda hands to the function. */
    public byte[] event(HttpCall call, HttpDeployment deployment) {
        return door.event(call, ours(deployment));
    }

    /** What the client of a usual deployment receives for the function's answer. */
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call) {
        return answer(functionAnswer, call, HttpDeployment.of(this));
    }

    /** What the client receives for the function's answer: the answer, or the gateway's own if it refuses it. */
    public HttpAnswer answer(byte[] functionAnswer, HttpCall call, HttpDeployment deployment) {
        return toClient(door.answer(functionAnswer, call, ours(deployment)), call);
    }

    /** What the client receives when the function failed or could not start. */
    public HttpAnswer failed(Throwable failure, HttpCall call) {
        return toClient(door.failed(failure), call);
    }

    /** The 413 for a call that is too large to reach the function; empty for all others. */
    public Optional<HttpAnswer> refusal(HttpCall call, byte[] event) {
        boolean fits = call.bytes().length <= door.mostBodyBytes() && event.length <= MOST_EVENT_BYTES;
        return fits ? Optional.empty() : Optional.of(toClient(door.tooLarge(), call));
    }

    private static HttpAnswer toClient(HttpAnswer answer, HttpCall call) {
        return call.method().equals("HEAD") ? answer.withoutBody() : answer;
    }

    FrontDoor door() {
        return door;
    }

    private HttpDeployment.Values ours(HttpDeployment deployment) {
        if (deployment.source() != this) {
            throw new IllegalArgumentException("a deployment of " + deployment.source() + " was given to " + this
                    + ": start from HttpDeployment.of(HttpSource." + this + ")");
        }
        return deployment.values();
    }
}
