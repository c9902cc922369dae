package dev.skiff.local;

import dev.skiff.local.template.SamTemplate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skiff-local schedules template.yaml}: when the schedules of a template fire. */
@Command(name = "schedules", sortOptions = false, description = "Lists the next times of a template's schedules.")
final class SchedulesCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "template",
            description = "A template, or the directory of a template.yaml; here by default.")
    private Path template = Path.of(".");

    @Option(names = "--count", defaultValue = "5", description = "How many times of each: 5.")
    private int count;

    @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "A parameter of the template.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Instant now = Instant.now();
        SamTemplate read = SamTemplate.read(template, new SamTemplate.Options(parameters, Map.of()));
        List<Schedules.Entry> entries = Schedules.entries(read.functions(), now);
        PrintWriter out = SkiffLocal.out(spec);
        if (entries.isEmpty()) {
            out.println("The template has no schedule.");
        }
        for (Schedules.Entry entry : entries) {
            boolean enabled = entry.schedule().enabled();
            out.println(entry.function().logicalId() + "  " + entry.schedule().name() + "  "
                    + entry.schedule().expression() + (enabled ? "" : "  (disabled)"));
            entry.next(count, now).forEach(time -> out.println("  " + time));
        }
        out.flush();
        return 0;
    }
}
