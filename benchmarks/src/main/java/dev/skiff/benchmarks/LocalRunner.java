package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures {@code skiff-local}: how soon after the command the example answers, and what the front door adds to a warm call.
 * Run by {@code benchmarks/local-runner}, from the root of the repository.
 */
public final class LocalRunner {
    private static final String SCRIPT = "benchmarks/local-runner";
    private static final Path COMMAND = Path.of("local", "target", "skiff-local.jar");
    private static final Path EXAMPLE = Path.of("examples", "hello");
    /** Of a warm function, after as many that don't count. */
    private static final int CALLS = 5_000;

    private static final int QUICK_CALLS = 500;
    private static final String TRY = "  curl -i '";

    private LocalRunner() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        LocalReport report = new LocalReport();
        for (JavaHome java : javas) {
            List<Start> starts = new ArrayList<>();
            for (int run = 0; run <= arguments.runs(); run++) {
                System.err.print(run == 0 ? "Java " + java.version() + " " : ".");
                starts.add(start(java));
            }
            System.err.println();
            starts.remove(0);
            report.add(java.version(), starts, calls(java, arguments.isQuick() ? QUICK_CALLS : CALLS));
        }
        String how = " starts of the command after one that doesn't count; medians, quartiles in brackets.";
        String text = new Conditions(SCRIPT, arguments, machine, javas).text(how) + "\n" + report.text();
        System.out.println(text);
        if (arguments.write()) {
            Section.named("local-runner").replace(text);
        }
    }

    /**
     * One start of the command, in milliseconds from when its process is started.
     *
     * @param shown the addresses stood on the screen
     * @param answered the first answer had arrived, for which a function's JVM had started
     */
    record Start(double shown, double answered) {}

    static Start start(JavaHome java) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        java.java().toString(), "-jar", COMMAND.toString(), EXAMPLE.toString(), "--port", "0")
                .redirectErrorStream(true);
        long startedAt = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            URI first = firstAddress(output);
            double shown = millisSince(startedAt);
            try (KeptConnection connection = KeptConnection.to(first)) {
                requireHello(connection.get(first.getRawPath()));
            }
            return new Start(shown, millisSince(startedAt));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Of the line that is there to be copied. */
    private static URI firstAddress(BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(TRY)) {
                return URI.create(line.substring(TRY.length(), line.lastIndexOf('\'')));
            }
            lines.add(line);
        }
        throw new IllegalStateException("skiff-local ended: " + lines);
    }

    static void requireHello(String body) {
        if (!body.equals("Hello, World!")) {
            throw new IllegalStateException("the example answered " + body);
        }
    }

    /** By a JVM of its own: the front door is to run on this Java, too. */
    private static List<LocalCalls.Pair> calls(JavaHome java, int calls) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        java.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalCalls.class.getName(),
                        EXAMPLE.toString(),
                        Integer.toString(calls))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8);
                Stream<String> lines = output.lines()) {
            List<LocalCalls.Pair> pairs = lines.map(LocalCalls.Pair::parse).toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the calls failed on Java " + java.version());
            }
            return pairs;
        }
    }

    private static double millisSince(long startedAt) {
        return (System.nanoTime() - startedAt) / 1e6;
    }
}
