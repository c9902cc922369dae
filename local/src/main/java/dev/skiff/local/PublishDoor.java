package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.HttpCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where functions publish with AWS's own clients: the APIs of SNS and EventBridge. Signatures aren't looked at. */
final class PublishDoor implements FrontServer.Door {
    /** What else one can do. */
    static final String CURE = "for more, name another endpoint for the service in the env file";

    private static final int MOST_BODY_BYTES = 6 * 1024 * 1024;

    private final SnsApi sns;
    private final EventBridgeApi events;

    PublishDoor(SnsApi sns, EventBridgeApi events) {
        this.sns = sns;
        this.events = events;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String id = UUID.randomUUID().toString();
        String target = call.header("X-Amz-Target").orElse("");
        HttpReply reply = target.isEmpty() ? query(call, id) : json(call, target);
        return reply.plusHeader("x-amzn-RequestId", id);
    }

    private HttpReply query(HttpCall call, String id) {
        try {
            requirePost(call);
            QueryForm form = QueryForm.read(call.body());
            String version = form.text("Version", SnsApi.VERSION);
            if (!version.equals(SnsApi.VERSION)) {
                throw new ServiceError(
                        400,
                        "InvalidAction",
                        "The action " + form.text("Action", "") + " of the API " + version
                                + " isn't answered here, only SNS and EventBridge");
            }
            return sns.answer(form, id);
        } catch (ServiceError refused) {
            return SnsApi.error(refused, id);
        } catch (IllegalArgumentException malformed) {
            return SnsApi.error(
                    new ServiceError(400, "MalformedInput", "The body is no form: " + malformed.getMessage()), id);
        }
    }

    private HttpReply json(HttpCall call, String target) {
        try {
            requirePost(call);
            if (!target.startsWith(EventBridgeApi.TARGET)) {
                throw new ServiceError(
                        400,
                        "UnknownOperationException",
                        target + " isn't answered here, only SNS and EventBridge; " + CURE);
            }
            return json(200, events.answer(target.substring(EventBridgeApi.TARGET.length()), call.body()));
        } catch (ServiceError refused) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("__type", refused.code());
            error.put("message", refused.message());
            return json(refused.status(), JsonBody.write(error)).plusHeader("x-amzn-ErrorType", refused.code());
        }
    }

    private static void requirePost(HttpCall call) {
        if (!call.method().equals("POST")) {
            throw new ServiceError(405, "MethodNotAllowed", "Requests to SNS and EventBridge are posted");
        }
        if (call.body().length > MOST_BODY_BYTES) {
            throw new ServiceError(
                    413, "RequestEntityTooLarge", "The request is larger than any that can be published");
        }
    }

    private static HttpReply json(int status, String json) {
        return HttpReply.of(
                status, List.of(Map.entry("Content-Type", "application/x-amz-json-1.1")), json.getBytes(UTF_8));
    }
}
