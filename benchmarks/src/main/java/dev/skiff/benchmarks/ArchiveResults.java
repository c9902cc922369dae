package dev.skiff.benchmarks;

import java.util.List;

/** How functions start with archives of classes and without, on one JDK. */
final class ArchiveResults {
    private final List<ArchiveStart> starts;
    private final Results results;

    /**
     * Of starts whose figures are there already.
     *
     * @param starts those of one function after those of another, without an archive of its own first; the first function is the floor
     */
    ArchiveResults(List<ArchiveStart> starts, Results results) {
        this.starts = List.copyOf(starts);
        this.results = results;
    }

    static String report(List<ArchiveResults> all) {
        StringBuilder text = new StringBuilder();
        for (ArchiveResults one : all) {
            Report.append(
                    text,
                    "Archives of classes, Java " + one.results.java().version(),
                    one.table().toString());
        }
        return text.toString();
    }

    private Table table() {
        Table table = new Table(
                2,
                "function",
                "started",
                "ms",
                "× floor",
                "× as managed",
                "CPU ms",
                "peak MB",
                "classes",
                "of those archived",
                "archive, bytes");
        Statistics floor = wall(starts.get(0));
        Statistics managed = floor;
        String what = "";
        for (ArchiveStart start : starts) {
            if (!start.function().what().equals(what)) {
                managed = wall(start);
                what = start.function().what();
            }
            table.add(row(start, floor, managed));
        }
        return table;
    }

    private String[] row(ArchiveStart start, Statistics floor, Statistics managed) {
        String name = start.function().name();
        Statistics wall = wall(start);
        return new String[] {
            start.function().what(),
            start.how(),
            Report.spread(wall),
            Report.number(wall.ratio(floor), 2),
            Report.number(wall.ratio(managed), 2),
            Report.number(results.cpu(name).median(), 0),
            Report.number(results.peak(name).median(), 0),
            Integer.toString(start.classes().all()),
            Integer.toString(start.classes().archived()),
            start.bytes() == 0 ? "" : Report.bytes(start.bytes())
        };
    }

    private Statistics wall(ArchiveStart start) {
        return results.wall(start.function().name());
    }
}
