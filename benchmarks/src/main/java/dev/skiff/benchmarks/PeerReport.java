package dev.skiff.benchmarks;

import java.io.IOException;
import java.util.List;

/** The peers' figures as Markdown, and what each of them is made of. */
final class PeerReport {
    private final Conditions conditions;
    private final List<Peer> peers;
    private final List<Results> results;

    /** One result for each JDK. */
    PeerReport(Conditions conditions, List<Peer> peers, List<Results> results) {
        this.conditions = conditions;
        this.peers = peers;
        this.results = results;
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(conditions.text());
        for (Results one : results) {
            Report.append(
                    text, "Peers, Java " + one.java().version(), figures(one).toString());
        }
        Report.append(
                text,
                "What the peers are made of",
                versions(peers, results.get(0)).toString());
        return text.toString();
    }

    static Table figures(Results results) throws IOException {
        Table table = new Table(
                2,
                "call",
                "function",
                "ms",
                "× floor",
                "CPU ms",
                "× floor",
                "peak MB",
                "carries, MB",
                "jars",
                "classes");
        for (ColdFunction function : results.functions()) {
            Statistics wall = results.wall(function.name());
            Statistics cpu = results.cpu(function.name());
            table.add(
                    function.kind().toString(),
                    function.what(),
                    Report.spread(wall),
                    Report.number(wall.ratio(results.wall("floor")), 2),
                    Report.number(cpu.median(), 0),
                    Report.number(cpu.ratio(results.cpu("floor")), 2),
                    Report.number(results.peak(function.name()).median(), 0),
                    Report.number(TaskRoots.carried(function.taskRoot()) / 1e6, 2),
                    Integer.toString(TaskRoots.jars(function.taskRoot())),
                    Integer.toString(results.classes(function).total()));
        }
        return table;
    }

    static Table versions(List<Peer> peers, Results results) throws IOException {
        Table table = new Table(2, "peer", "versions");
        for (Peer peer : peers) {
            ColdFunction function = results.function(peer.project() + "-get");
            table.add(peer.title(), String.join(", ", peer.versions(function.taskRoot())));
        }
        return table;
    }
}
