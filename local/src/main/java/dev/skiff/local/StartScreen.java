package dev.skiff.local;

import dev.skiff.local.template.SamBucketEvent;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamRuleEvent;
import dev.skiff.local.template.SamTemplate;
import dev.skiff.local.template.SamTopicEvent;
import dev.skiff.local.template.SamUserPoolEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user sees at start: each function and where it is reached, what isn't run, and a call to try. */
final class StartScreen {
    private final RunningTemplate running;
    private final List<String> lines = new ArrayList<>();

    StartScreen(RunningTemplate running) {
        this.running = running;
    }

    List<String> lines() {
        SamTemplate template = running.template();
        template.functions().forEach(this::function);
        section("Queues:", running.queueUrls());
        section("Not run here:", notRun());
        section("Mind:", warnings());
        example().ifPresent(curl -> section("Try it:", List.of(curl)));
        section("Watch it:", List.of(running.pageUrl()));
        lines.add("");
        lines.add("A function starts with its first call. Ctrl-C stops all.");
        return lines;
    }

    private void function(SamFunction function) {
        lines.add("");
        lines.add(function.logicalId() + "  (" + function.handler() + ", " + function.memorySize() + " MB, "
                + function.timeout().toSeconds() + " s)");
        for (SamRoute route : function.routes()) {
            lines.add("  " + padded(method(route)) + apiUrl(route) + path(route) + authorizer(route));
        }
        if (function.url().isPresent()) {
            lines.add("  " + padded("URL") + running.url(function.logicalId()) + "/" + signed(function));
        }
        int debugPort = running.function(function.logicalId()).definition().debugPort();
        if (debugPort > 0) {
            lines.add("  " + padded("DEBUG") + "127.0.0.1:" + debugPort);
        }
        running.albUrls(function.logicalId()).forEach(url -> lines.add("  " + padded("ALB") + url + "/"));
        events(function);
    }

    /** What calls the function otherwise than over HTTP. */
    private void events(SamFunction function) {
        for (SamBucketEvent event : function.events(SamBucketEvent.class)) {
            lines.add("  " + padded("S3") + Buckets.describe(event));
        }
        for (SamTopicEvent event : function.events(SamTopicEvent.class)) {
            lines.add("  " + padded("SNS") + Arns.name(event.topicArn())
                    + event.filterPolicy().map(policy -> ", " + policy).orElse(""));
        }
        for (SamRuleEvent event : function.events(SamRuleEvent.class)) {
            lines.add("  " + padded("EVENT") + event.bus() + ", " + event.pattern());
        }
        for (SamUserPoolEvent event : function.events(SamUserPoolEvent.class)) {
            lines.add("  " + padded("COGNITO") + event.userPool() + ", " + String.join(" ", event.triggers()));
        }
        running.triggers()
                .forEach(trigger -> trigger.describe(function.logicalId()).forEach(line -> lines.add("  " + line)));
    }

    /** The same for machines. */
    Map<String, Object> json() {
        SamTemplate template = running.template();
        Map<String, Object> screen = new LinkedHashMap<>();
        screen.put("functions", template.functions().stream().map(this::json).toList());
        screen.put("queues", running.queueUrls());
        screen.put("page", running.pageUrl());
        screen.put("endpoint", running.endpoint());
        screen.put("notRun", notRun());
        screen.put("warnings", warnings());
        return screen;
    }

    private Map<String, Object> json(SamFunction function) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", function.logicalId());
        json.put("name", function.name());
        json.put("handler", function.handler());
        json.put("memorySize", function.memorySize());
        json.put("timeout", function.timeout().toSeconds());
        json.put("routes", function.routes().stream().map(this::json).toList());
        if (function.url().isPresent()) {
            json.put("url", running.url(function.logicalId()) + "/");
        }
        int port = running.function(function.logicalId()).definition().debugPort();
        if (port > 0) {
            json.put("debugPort", port);
        }
        return json;
    }

    private Map<String, Object> json(SamRoute route) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", method(route));
        json.put("url", apiUrl(route) + path(route));
        return json;
    }

    private List<String> notRun() {
        List<String> all = new ArrayList<>(running.template().notRun());
        all.addAll(running.notPolled());
        return all;
    }

    private List<String> warnings() {
        List<String> all = new ArrayList<>(running.template().warnings());
        all.addAll(running.warnings());
        return all;
    }

    private void section(String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title);
            content.forEach(line -> lines.add("  " + line));
        }
    }

    /** A GET without parameters if there is one, else whatever can be called. */
    private Optional<String> example() {
        Optional<SamRoute> route = running.template().functions().stream()
                .flatMap(function -> function.routes().stream())
                .min(Comparator.comparing((SamRoute it) -> it.authorizer().isPresent())
                        .thenComparing(it -> !isGet(it))
                        .thenComparing(it -> it.key().contains("{") || it.key().equals("$default")));
        if (route.isPresent()) {
            return route.map(this::curl);
        }
        return running.template().functions().stream()
                .filter(function -> function.url().isPresent())
                .findFirst()
                .map(function -> "curl -i " + running.url(function.logicalId()) + "/")
                .or(this::invoke);
    }

    private Optional<String> invoke() {
        return running.template().functions().stream()
                .findFirst()
                .map(function -> "curl -i '" + running.endpoint() + InvokeApi.PATH + "/" + function.logicalId()
                        + "/invocations' -d '{}'");
    }

    private static boolean isGet(SamRoute route) {
        return List.of("GET", "ANY").contains(method(route));
    }

    private String curl(SamRoute route) {
        String method = isGet(route) ? "" : "-X " + method(route) + " -H 'Content-Type: application/json' -d '{}' ";
        String path = path(route).replaceAll("\\{[^}]*}", "1");
        return "curl -i " + method + "'" + apiUrl(route) + (route.key().equals("$default") ? "/" : path) + "'";
    }

    private String apiUrl(SamRoute route) {
        return running.apiUrl(running.api(route));
    }

    private static String authorizer(SamRoute route) {
        return route.authorizer().map(name -> "  (" + name + ")").orElse("");
    }

    private static String signed(SamFunction function) {
        boolean isSigned =
                function.url().filter(url -> url.authType().equals("AWS_IAM")).isPresent();
        return isSigned ? "  (AWS_IAM: a call needs a signature, which isn't checked)" : "";
    }

    private static String method(SamRoute route) {
        int blank = route.key().indexOf(' ');
        return blank < 0 ? "ANY" : route.key().substring(0, blank);
    }

    private static String path(SamRoute route) {
        int blank = route.key().indexOf(' ');
        return blank < 0 ? "/…  (" + route.key() + ")" : route.key().substring(blank + 1);
    }

    private static String padded(String method) {
        return method + " ".repeat(Math.max(1, 8 - method.length()));
    }
}
