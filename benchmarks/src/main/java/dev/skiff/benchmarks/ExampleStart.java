package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.FunctionDefinition;
import dev.skiff.local.InitializationType;
import dev.skiff.local.LocalFunction;
import dev.skiff.local.LogLine;
import dev.skiff.local.Outcome;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that is started and called once.
 *
 * @param name of its row
 * @param answer what the answer must hold
 */
record ExampleStart(String name, FunctionDefinition definition, String event, String answer) {
    private static final long SECONDS = 60;

    /**
     * What one start took, in milliseconds.
     *
     * @param wall what the caller waits: on demand from the call to its answer, for which a JVM starts; else restore and call
     * @param init before the call or as a part of it; from Lambda's REPORT or INIT_REPORT line, as the two that follow
     * @param restore with SnapStart
     * @param call the handler alone
     * @param memory the most that was resident, in MB
     */
    record Took(double wall, double init, double restore, double call, double memory) {}

    Took run() throws InterruptedException {
        BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
        try (LocalFunction function = LocalFunction.startLogging(definition, lines::add)) {
            long from = System.nanoTime();
            Outcome outcome = function.invoke(event.getBytes(UTF_8));
            double wall = (System.nanoTime() - from) / 1e6;
            check(outcome, lines);
            boolean isRestored = definition.initialization() == InitializationType.SNAP_START;
            double init = isRestored ? number(await(lines, "INIT_REPORT"), "Init Duration") : 0;
            String report = await(lines, "REPORT RequestId");
            double restore = number(report, "Restore Duration");
            double call = number(report, "Duration");
            boolean isPrepared = definition.initialization() != InitializationType.ON_DEMAND;
            return new Took(
                    isPrepared ? restore + call : wall,
                    init + number(report, "Init Duration"),
                    restore,
                    call,
                    number(report, "Max Memory Used"));
        }
    }

    private void check(Outcome outcome, BlockingQueue<LogLine> lines) {
        if (outcome.failed() || !outcome.text().contains(answer)) {
            List<String> log = lines.stream().map(LogLine::message).toList();
            throw new IllegalStateException(definition + " answered " + outcome.text() + "\n" + log);
        }
    }

    private static String await(BlockingQueue<LogLine> lines, String start) throws InterruptedException {
        while (true) {
            LogLine line = lines.poll(SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("no line with " + start);
            }
            if (line.message().startsWith(start)) {
                return line.message();
            }
        }
    }

    /** Behind this name, which the start of the line or a tab stands before, or a blank as in INIT_REPORT; 0 if it isn't there. */
    static double number(String line, String name) {
        Matcher matcher = Pattern.compile("(?:^|\\t|INIT_REPORT )" + Pattern.quote(name) + ": ([0-9.]+)")
                .matcher(line);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
