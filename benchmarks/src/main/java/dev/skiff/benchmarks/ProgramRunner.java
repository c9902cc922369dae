package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts functions as programs of their own: no runtime client, the JVM's default options, all classes on the class path. */
final class ProgramRunner {
    private final JavaHome java;
    private final Path log;

    ProgramRunner(JavaHome java, Path work) {
        this.java = java;
        this.log = work.resolve("errors.log");
    }

    Results measure(List<ColdFunction> functions, int runs) throws IOException, InterruptedException {
        Results results = new Results(java, functions);
        results.fill(runs, this::run);
        return results;
    }

    /** From the start of the process to the line that it prints, which is the secret. */
    Measured run(ColdFunction function) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(function)).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(function.variables());
        long startedAt = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            Measured measured = Measured.now(startedAt, process);
            if (!StubAws.SECRET.equals(line)) {
                throw new IllegalStateException(function.name() + " on Java " + java.version() + " printed " + line
                        + "\n" + Files.readString(log));
            }
            return measured;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> command(ColdFunction function) {
        Path root = function.taskRoot();
        List<String> command = new ArrayList<>(List.of(java.java().toString()));
        command.addAll(function.options());
        command.add("-cp");
        command.add(root + File.pathSeparator + root.resolve("lib") + File.separator + "*");
        command.add(function.handler());
        return command;
    }
}
