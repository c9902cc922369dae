package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures cold starts of the same function in other frameworks beside Skiff's, all in one run. Run by {@code
 * benchmarks/peers/run}, which builds them, from the root of the repository.
 */
public final class Peers {
    private static final Path WORK = Path.of("benchmarks", "target", "peers");
    private static final Path EXAMPLE = Path.of("examples", "hello", "target", "hello.zip");
    private static final Path PLOT = Path.of("docs", "images", "peers.svg");
    private static final String SCRIPT = "benchmarks/peers/run";
    /** Most of the peers need a second for each. */
    private static final int USUAL = 15;

    private Peers() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(SCRIPT, args, USUAL);
        List<JavaHome> javas = arguments.javas();
        List<ColdFunction> functions = functions(new TaskRoots(WORK));
        Machine machine = Machine.now();
        List<Results> results = new ArrayList<>();
        for (JavaHome java : javas) {
            results.add(ColdRunner.withArchive(java, WORK).measure(functions, arguments.runs(), 1));
        }
        String text = new PeerReport(new Conditions(SCRIPT, arguments, machine, javas), Peer.all(), results).text();
        System.out.println(text);
        if (arguments.write()) {
            Section.named("peers").replace(text);
            Files.createDirectories(PLOT.getParent());
            Files.writeString(PLOT, ColdStartPlot.ofGets(results));
        }
    }

    /** Every row, from the floor on: what cold-start measures of the two calls, and each peer. */
    private static List<ColdFunction> functions(TaskRoots roots) throws IOException {
        List<ColdFunction> functions = new ArrayList<>(ColdFunction.all(roots, EXAMPLE));
        functions.removeIf(
                function -> function.kind() != ColdFunction.Kind.GET && function.kind() != ColdFunction.Kind.POST);
        for (Peer peer : Peer.all()) {
            functions.addAll(peer.functions(roots));
        }
        return List.copyOf(functions);
    }
}
