package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamSchedule;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.local.template.SamTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the page shows of a running template besides its calls, as maps and lists for JSON. */
final class PageState {
    private final RunningTemplate running;
    private final PageQueues queues;
    private final PageSchedules schedules;

    PageState(RunningTemplate running, PageQueues queues, PageSchedules schedules) {
        this.running = running;
        this.queues = queues;
        this.schedules = schedules;
    }

    Map<String, @Nullable Object> now() {
        SamTemplate template = running.template();
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("functions", template.functions().stream().map(this::function).toList());
        state.put("queues", queues());
        state.put("schedules", all(this::schedules));
        state.put("streams", all(PageState::streams));
        state.put("notRun", template.notRun());
        state.put("warnings", template.warnings());
        return state;
    }

    private Map<String, @Nullable Object> function(SamFunction function) {
        LocalFunction local = running.function(function.logicalId());
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", function.logicalId());
        shown.put("name", function.name());
        shown.put("handler", function.handler());
        shown.put("memory", function.memorySize());
        shown.put("timeout", function.timeout().toMillis());
        shown.put("environments", local.environmentsAlive());
        shown.put("routes", function.routes().stream().map(this::route).toList());
        shown.put("url", function.url().isPresent() ? running.url(function.logicalId()) + "/" : null);
        shown.put("samples", samples(function));
        return shown;
    }

    private Map<String, Object> samples(SamFunction function) {
        TriggerEvents samples = TriggerEvents.of(function, running.template());
        return Map.of("triggers", samples.triggers(), "kinds", samples.kinds(), "usual", samples.usual());
    }

    private Map<String, Object> route(SamRoute route) {
        int blank = route.key().indexOf(' ');
        String path = blank < 0 ? "/" : route.key().substring(blank + 1);
        return Map.of(
                "method", blank < 0 ? "ANY" : route.key().substring(0, blank),
                "path", blank < 0 ? route.key() : path,
                "url", running.apiUrl(running.api(route)) + path);
    }

    private List<Map<String, @Nullable Object>> queues() {
        Map<String, PageQueues.Depth> depths = queues.depths();
        return running.template().queues().stream()
                .map(queue -> queue(queue, Optional.ofNullable(depths.get(queue.arn()))))
                .toList();
    }

    private Map<String, @Nullable Object> queue(SamQueue queue, Optional<PageQueues.Depth> served) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", queue.logicalId());
        shown.put("name", queue.name());
        shown.put("functions", consumers(queue));
        shown.put("deadLettersOf", deadLettersOf(queue));
        served.ifPresent(depth -> {
            shown.put("waiting", depth.waiting());
            shown.put("inFlight", depth.inFlight());
            shown.put("delayed", depth.delayed());
        });
        return shown;
    }

    private List<String> consumers(SamQueue queue) {
        return running.template().functions().stream()
                .filter(function -> function.events(SamQueueEvent.class).stream()
                        .anyMatch(event -> event.queueArn().equals(queue.arn())))
                .map(SamFunction::logicalId)
                .toList();
    }

    private List<String> deadLettersOf(SamQueue queue) {
        return running.template().queues().stream()
                .filter(source -> source.redrive()
                        .filter(redrive -> redrive.deadLetterArn().equals(queue.arn()))
                        .isPresent())
                .map(SamQueue::logicalId)
                .toList();
    }

    private List<Map<String, @Nullable Object>> schedules(SamFunction function) {
        return function.events(SamSchedule.class).stream()
                .map(schedule -> schedule(function, schedule))
                .toList();
    }

    private Map<String, @Nullable Object> schedule(SamFunction function, SamSchedule schedule) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("function", function.logicalId());
        shown.put("name", schedule.name());
        shown.put("expression", schedule.expression());
        shown.put("zone", schedule.zone().getId());
        shown.put("enabled", schedule.enabled());
        schedules.next(function.logicalId(), schedule).ifPresent(next -> shown.put("next", next.toEpochMilli()));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> streams(SamFunction function) {
        return function.events(SamStreamEvent.class).stream()
                .map(stream -> stream(function, stream))
                .toList();
    }

    private static Map<String, @Nullable Object> stream(SamFunction function, SamStreamEvent stream) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("function", function.logicalId());
        shown.put("type", stream.type());
        shown.put("arn", stream.streamArn());
        shown.put("enabled", stream.enabled());
        return shown;
    }

    private interface Part {
        List<Map<String, @Nullable Object>> of(SamFunction function);
    }

    private List<Map<String, @Nullable Object>> all(Part part) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        running.template().functions().forEach(function -> all.addAll(part.of(function)));
        return all;
    }
}
