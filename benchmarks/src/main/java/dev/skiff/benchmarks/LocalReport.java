package dev.skiff.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What was measured of {@code skiff-local}, as Markdown. */
final class LocalReport {
    private final Table starts = new Table(1, "Java", "addresses shown, ms", "first answer, ms");
    private final Table calls =
            new Table(1, "Java", "behind the front door, µs", "without, µs", "the door, µs", "× without");

    void add(String version, List<LocalRunner.Start> measured, List<LocalCalls.Pair> pairs) {
        starts.add(
                version,
                Report.spread(of(measured, LocalRunner.Start::shown)),
                Report.spread(of(measured, LocalRunner.Start::answered)));
        Statistics behindDoor = of(pairs, pair -> pair.behindDoor() / 1e3);
        Statistics alone = of(pairs, pair -> pair.alone() / 1e3);
        calls.add(
                version,
                Report.spread(behindDoor),
                Report.spread(alone),
                Report.number(behindDoor.median() - alone.median(), 0),
                Report.number(behindDoor.ratio(alone), 2));
    }

    String text() {
        return "From the command to the first answer:\n\n" + starts + "\nA warm call:\n\n" + calls;
    }

    private static <T> Statistics of(List<T> all, ToDoubleFunction<T> figure) {
        return Statistics.of(all.stream().map(figure::applyAsDouble).toList());
    }
}
