package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamUserPoolEvent;
import dev.skiff.testing.HttpCall;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Where events are posted: to a source, which looks for who waits for them, or to a function. */
final class ControlDoor implements FrontServer.Door, AutoCloseable {
    static final String PATH = "/_local";

    /** How long Cognito waits. */
    private static final int COGNITO_SECONDS = 5;

    /** What stands for an event that is given whole. */
    static final String WHOLE = "event";

    private final Destinations destinations;
    private final AsyncTargets targets;
    private final Schedules schedules;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("skiff-local event"));

    ControlDoor(Destinations destinations, Schedules schedules) {
        this.destinations = destinations;
        this.targets = destinations.targets();
        this.schedules = schedules;
    }

    @Override
    public HttpReply answer(HttpCall call, String sourceIp) {
        if (!call.method().equals("POST")) {
            return error(405, "Events are posted: POST " + PATH + "/<source> or " + PATH + "/<function>/<source>");
        }
        try {
            return post(segments(call.rawPath()), call.body());
        } catch (LocalException wrong) {
            return error(400, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return error(400, "The event can't be made: " + wrong.getMessage());
        }
    }

    private static String[] segments(String rawPath) {
        String[] segments =
                rawPath.substring(PATH.length()).replaceAll("^/|/$", "").split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            segments[i] = URLDecoder.decode(segments[i].replace("+", "%2B"), UTF_8);
        }
        return segments;
    }

    private HttpReply post(String[] segments, byte[] body) {
        if (segments.length == 1) {
            return toSource(segments[0], body);
        }
        if (segments.length == 2 && segments[0].equals("schedule")) {
            return answer(schedules.fireNow(segments[1]), "the schedule " + segments[1]);
        }
        if (segments.length == 2) {
            return toFunction(segments[0], segments[1], body);
        }
        return error(404, "Expected " + PATH + "/<source> or " + PATH + "/<function>/<source>");
    }

    private HttpReply toSource(String source, byte[] bytes) {
        JsonBody body = JsonBody.read(bytes);
        return switch (source) {
            case "s3" -> answer(destinations.buckets().notify(body), "this event of S3");
            case "sns" ->
                answer(
                        destinations
                                .topics()
                                .publish(body.required("topic"), TopicMessage.of(body))
                                .reached(),
                        "this message to " + body.required("topic"));
            case "eventbridge" -> answer(destinations.rules().put(body), "this event");
            case "schedule" ->
                answer(schedules.fireNow(body.required("name")), "the schedule " + body.required("name"));
            case "cognito" -> toUserPool(body);
            default ->
                throw new LocalException("events of " + source + " need a function: POST " + PATH + "/<function>/"
                        + source + "; without one go s3, sns, eventbridge, schedule and cognito");
        };
    }

    private HttpReply toFunction(String name, String source, byte[] body) {
        Optional<SamFunction> function = targets.functions().stream()
                .filter(it -> it.logicalId().equals(name) || it.name().equals(name))
                .findFirst();
        if (function.isEmpty()) {
            return error(404, "There is no function " + name + ", only " + targets.functions());
        }
        if (source.equals(WHOLE)) {
            if (!JsonBody.isJson(body)) {
                throw new LocalException("the event is no JSON");
            }
            return accepted(function.get(), body);
        }
        SampleEvents kind = SampleEvents.named(source);
        byte[] event = SampleEvents.of(source, JsonBody.read(body), targets.region());
        return kind.waits() ? waitFor(function.get(), kind, event) : accepted(function.get(), event);
    }

    private HttpReply accepted(SamFunction function, byte[] event) {
        return answer(new Reached(List.of(targets.call(function, event, Optional.empty())), List.of()), "the event");
    }

    private HttpReply toUserPool(JsonBody body) {
        String source = body.required("trigger");
        String trigger = source.contains("_") ? source.substring(0, source.indexOf('_')) : source;
        Reached.Builder others = new Reached.Builder();
        for (SamFunction function : targets.functions()) {
            for (SamUserPoolEvent event : function.events(SamUserPoolEvent.class)) {
                boolean isPool =
                        !body.has("userPool") || body.required("userPool").equals(event.userPool());
                if (isPool && event.triggers().contains(trigger)) {
                    return toFunction(
                            function.logicalId(),
                            "cognito",
                            JsonBody.write(body.fields()).getBytes(UTF_8));
                }
                others.missed(function.logicalId() + ": " + event.userPool() + " " + event.triggers());
            }
        }
        return answer(others.build(), "the trigger " + trigger);
    }

    /** The function's answer, or its error with the status 502. */
    private HttpReply waitFor(SamFunction function, SampleEvents kind, byte[] event) {
        LocalFunction running = targets.running(function);
        CompletableFuture<Optional<Outcome>> outcome =
                CompletableFuture.supplyAsync(() -> Optional.of(running.invoke(event)), threads);
        if (kind == SampleEvents.COGNITO) {
            outcome = outcome.completeOnTimeout(Optional.empty(), COGNITO_SECONDS, TimeUnit.SECONDS);
        }
        return outcome.join()
                .map(ended -> HttpReply.json(ended.failed() ? 502 : 200, ended.payload()))
                .orElseGet(() -> error(504, "Cognito waits " + COGNITO_SECONDS + " s, which were not enough"));
    }

    private static HttpReply answer(Reached reached, String what) {
        return HttpReply.json(reached.isEmpty() ? 404 : 202, JsonBody.write(reached.toFields(what)));
    }

    private static HttpReply error(int status, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        return HttpReply.json(status, JsonBody.write(error));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
