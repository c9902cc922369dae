package dev.skiff.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When, where and by what command something was measured. */
record Conditions(String script, Arguments arguments, Machine machine, List<JavaHome> javas) {
    String text() {
        return text(
                " runs of each function, in rounds of random order after one that doesn't count; medians, quartiles in brackets.");
    }

    /**
     * The same for other figures than functions'.
     *
     * @param how what stands behind the number of runs
     */
    String text(String how) {
        String versions = javas.stream()
                .map(java -> java.version() + " (" + java.vendor() + ")")
                .collect(Collectors.joining(", "));
        String command =
                Stream.concat(Stream.of(script), arguments.given().stream()).collect(Collectors.joining(" "));
        return LocalDate.now(ZoneOffset.UTC) + " · " + machine.processor() + ", " + machine.cores() + " cores, "
                + machine.memoryBytes() / (1 << 30) + " GiB · " + machine.system() + " · load average at the start "
                + Report.number(machine.load(), 1) + " · Java " + versions + "\n\n`" + command + "`, "
                + arguments.runs() + how + "\n";
    }
}
