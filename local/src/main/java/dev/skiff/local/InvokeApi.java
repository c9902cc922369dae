package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.testing.HttpCall;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lambda's own API as far as it calls functions: {@code Invoke}, and a list of what can be called. Signatures aren't
 * looked at.
 */
final class InvokeApi implements FrontServer.Door {
    static final String PATH = "/2015-03-31/functions";
    static final String STREAMING_PATH = "/2021-11-15/functions";

    private static final int MOST_EVENT_BYTES = 6 * 1024 * 1024;
    private static final String INVOCATIONS = "/invocations";

    private final AsyncTargets targets;
    private final AsyncCalls calls;
    private final LogTails tails;

    InvokeApi(Destinations destinations, LogTails tails) {
        this.targets = destinations.targets();
        this.calls = destinations.calls();
        this.tails = tails;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        String id = UUID.randomUUID().toString();
        HttpReply reply;
        try {
            reply = routed(call, id);
        } catch (Refused refused) {
            reply = refused.reply();
        } catch (RuntimeException failure) {
            reply = new Refused(500, "ServiceException", "Message", String.valueOf(failure.getMessage())).reply();
        }
        return reply.plusHeader("x-amzn-RequestId", id);
    }

    private HttpReply routed(HttpCall call, String id) {
        String path = call.rawPath();
        if (path.startsWith(STREAMING_PATH)) {
            throw new Refused(
                    501,
                    "NotImplementedException",
                    "message",
                    "InvokeWithResponseStream is not answered here: use Invoke");
        }
        String rest = path.substring(PATH.length());
        if (call.method().equals("POST") && rest.endsWith(INVOCATIONS)) {
            return invoke(rest.substring(1, rest.length() - INVOCATIONS.length()), call, id);
        }
        if (!call.method().equals("GET")) {
            throw notAnswered(call);
        }
        if (rest.isEmpty() || rest.equals("/")) {
            return list();
        }
        if (rest.indexOf('/', 1) > 0) {
            throw notAnswered(call);
        }
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("Configuration", configuration(function(rest.substring(1))));
        return HttpReply.json(200, JsonBody.write(function));
    }

    private static Refused notAnswered(HttpCall call) {
        return new Refused(
                404,
                "UnknownOperationException",
                "message",
                call.method() + " " + call.rawPath()
                        + " is not answered here, only Invoke, ListFunctions and GetFunction");
    }

    private HttpReply invoke(String segment, HttpCall call, String id) {
        SamFunction function = function(segment);
        String type = call.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        byte[] event = event(call, type.equals("Event") ? AsyncCalls.MOST_EVENT_BYTES : MOST_EVENT_BYTES);
        Invocation invocation = Invocation.of(event).withRequestId(id);
        Optional<String> trace = call.header("X-Amzn-Trace-Id");
        if (trace.isPresent()) {
            invocation = invocation.withTraceId(trace.get());
        }
        return switch (type) {
            case "RequestResponse" -> respond(targets.running(function), withContext(invocation, call), call);
            case "Event" -> accept(function, invocation);
            case "DryRun" -> HttpReply.empty(204).plusHeader("X-Amz-Executed-Version", "$LATEST");
            default ->
                throw new Refused(
                        400,
                        "InvalidParameterValueException",
                        "message",
                        "The invocation type is " + type + ", expected RequestResponse, Event or DryRun");
        };
    }

    private HttpReply accept(SamFunction function, Invocation invocation) {
        try {
            calls.submit(targets.running(function), function.async(), invocation);
        } catch (LocalException full) {
            throw tooManyRequests(String.valueOf(full.getMessage()));
        }
        return HttpReply.empty(202);
    }

    private static Refused tooManyRequests(String reason) {
        return new Refused(429, AsyncCall.THROTTLED, "message", reason);
    }

    private HttpReply respond(LocalFunction function, Invocation invocation, HttpCall call) {
        Optional<LogTails.Tail> tail =
                call.header("X-Amz-Log-Type").filter("Tail"::equals).isPresent()
                        ? Optional.of(tails.open(function, invocation.requestId()))
                        : Optional.empty();
        Outcome outcome;
        Optional<String> log;
        try {
            outcome = function.invoke(invocation);
        } finally {
            log = tail.map(LogTails.Tail::close);
        }
        if (outcome.errorType().orElse("").equals(AsyncCall.THROTTLED)) {
            throw tooManyRequests("Rate Exceeded.");
        }
        HttpReply reply = HttpReply.json(200, outcome.payload()).plusHeader("X-Amz-Executed-Version", "$LATEST");
        if (outcome.failed()) {
            reply = reply.plusHeader("X-Amz-Function-Error", "Unhandled");
        }
        return log.isPresent() ? reply.plusHeader("X-Amz-Log-Result", log.get()) : reply;
    }

    private static byte[] event(HttpCall call, int most) {
        byte[] body = call.body();
        if (body.length > most) {
            throw new Refused(
                    413,
                    "RequestTooLargeException",
                    "message",
                    "Request must be smaller than " + most + " bytes for the InvokeFunction operation");
        }
        if (body.length == 0) {
            return "{}".getBytes(UTF_8);
        }
        if (!JsonBody.isJson(body)) {
            throw new Refused(
                    400,
                    "InvalidRequestContentException",
                    "message",
                    "Could not parse request body into json: Could not parse payload into json");
        }
        return body;
    }

    private static Invocation withContext(Invocation invocation, HttpCall call) {
        Optional<String> context = call.header("X-Amz-Client-Context");
        if (context.isEmpty()) {
            return invocation;
        }
        byte[] json;
        try {
            json = Base64.getDecoder().decode(context.get());
        } catch (IllegalArgumentException noBase64) {
            json = new byte[0];
        }
        if (!JsonBody.isJson(json)) {
            throw new Refused(
                    400,
                    "InvalidRequestContentException",
                    "message",
                    "Client context must be a valid Base64-encoded JSON object.");
        }
        return invocation.withClientContext(new String(json, UTF_8).replaceAll("[\\r\\n]+", " "));
    }

    /** By name, logical id, ARN or the end of an ARN, with or without a qualifier; versions and aliases are all the same here. */
    private SamFunction function(String segment) {
        String given = URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        int mark = given.indexOf("function:");
        String qualified = mark < 0 ? given : given.substring(mark + "function:".length());
        int colon = qualified.indexOf(':');
        String name = colon < 0 ? qualified : qualified.substring(0, colon);
        return targets.functions().stream()
                .filter(function ->
                        function.name().equals(name) || function.logicalId().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        404,
                        "ResourceNotFoundException",
                        "Message",
                        "Function not found: " + Arns.of("lambda", targets.region(), "function:", qualified)));
    }

    private HttpReply list() {
        List<Object> functions = new ArrayList<>();
        targets.functions().forEach(function -> functions.add(configuration(function)));
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("NextMarker", null);
        list.put("Functions", functions);
        return HttpReply.json(200, JsonBody.write(list));
    }

    /** Without the environment: it can hold secrets. */
    private Map<String, Object> configuration(SamFunction function) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("FunctionName", function.name());
        configuration.put("FunctionArn", targets.running(function).definition().arn());
        configuration.put("Runtime", function.runtime());
        configuration.put("Handler", function.handler());
        configuration.put("Timeout", function.timeout().toSeconds());
        configuration.put("MemorySize", function.memorySize());
        configuration.put("Version", "$LATEST");
        configuration.put("PackageType", "Zip");
        configuration.put("State", "Active");
        configuration.put("LastUpdateStatus", "Successful");
        return configuration;
    }

    /** An error of Lambda itself. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String type;
        private final String messageField;

        Refused(int status, String type, String messageField, String message) {
            super(message);
            this.status = status;
            this.type = type;
            this.messageField = messageField;
        }

        HttpReply reply() {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("Type", status < 500 ? "User" : "Service");
            error.put(messageField, getMessage());
            return HttpReply.json(status, JsonBody.write(error)).plusHeader("x-amzn-ErrorType", type);
        }
    }
}
