package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the page's buttons do. Calls of functions run on, the page sees them in its list. */
final class PageActions implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_EVENT_BYTES = 6 << 20;

    private final RunningTemplate running;
    private final RecentCalls calls;
    private final PageQueues queues;
    private final PageSchedules schedules;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "skiff-local page");
        thread.setDaemon(true);
        return thread;
    });

    PageActions(RunningTemplate running, RecentCalls calls, PageQueues queues, PageSchedules schedules) {
        this.running = running;
        this.calls = calls;
        this.queues = queues;
        this.schedules = schedules;
    }

    /** Calls a function with this event, and tells the request id. */
    String invoke(String function, String event) {
        byte[] bytes = event.getBytes(UTF_8);
        if (bytes.length > MOST_EVENT_BYTES) {
            throw new LocalException("the event has " + bytes.length + " bytes; Lambda takes " + MOST_EVENT_BYTES);
        }
        requireJson(bytes);
        return call(function, bytes, "page");
    }

    /** Calls the same function with the same event again. */
    String replay(long number) {
        RecentCall call = calls.find(number, it -> it)
                .orElseThrow(() -> new LocalException("the call " + number + " is no longer kept"));
        if (call.event().isCut()) {
            throw new LocalException(
                    "the event was too large to keep: " + call.event().size() + " bytes");
        }
        return call(call.function(), call.event().bytes(), "replay of " + call.requestId());
    }

    void redrive(String queue) {
        SamQueue deadLetters = running.template().queues().stream()
                .filter(it -> it.logicalId().equals(queue))
                .findFirst()
                .orElseThrow(() -> new LocalException("there is no queue " + queue));
        queues.redrive(deadLetters.arn());
    }

    void fire(String function, String name) {
        SamSchedule schedule = function(function).events(SamSchedule.class).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LocalException(function + " has no schedule " + name));
        schedules.fire(function, schedule);
    }

    /** An event of this name for the function, or its usual one. */
    Map<String, Object> sample(String function, String name) {
        TriggerEvents samples = TriggerEvents.of(function(function), running.template());
        String chosen = name.isEmpty() ? samples.usual() : name;
        return Map.of("source", chosen, "event", new String(samples.event(chosen), UTF_8));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Calls a function and doesn't wait for it. */
    private String call(String name, byte[] event, String cause) {
        LocalFunction function = running.function(name);
        Invocation invocation = Invocation.of(event);
        calls.announce(invocation.requestId(), cause);
        threads.execute(() -> run(function, invocation));
        return invocation.requestId();
    }

    private void run(LocalFunction function, Invocation invocation) {
        try {
            function.invoke(invocation);
        } catch (RuntimeException failure) {
            function.log("The call failed: " + failure.getMessage());
        } finally {
            calls.forget(invocation.requestId());
        }
    }

    private SamFunction function(String id) {
        return running.template().functions().stream()
                .filter(it -> it.logicalId().equals(id))
                .findFirst()
                .orElseThrow(() -> new LocalException("there is no function " + id));
    }

    private static void requireJson(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() == null) {
                throw new LocalException("the event is empty; JSON is expected");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new LocalException("the event goes on after its end, at line "
                        + parser.currentTokenLocation().getLineNr());
            }
        } catch (JsonProcessingException malformed) {
            throw new LocalException(
                    "the event is no JSON: " + malformed.getOriginalMessage() + ", line "
                            + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr(),
                    malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
