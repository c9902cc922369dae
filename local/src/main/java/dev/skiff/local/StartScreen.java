package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        section("Not run here:", template.notRun());
        List<String> warnings = new ArrayList<>(template.warnings());
        warnings.addAll(running.warnings());
        section("Mind:", warnings);
        example().ifPresent(curl -> section("Try it:", List.of(curl)));
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
        running.albUrls(function.logicalId()).forEach(url -> lines.add("  " + padded("ALB") + url + "/"));
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
                .map(function -> "curl -i " + running.url(function.logicalId()) + "/");
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
