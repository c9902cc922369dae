package dev.skiff.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cold start, at the moment in which the first answer had arrived.
 *
 * @param wallMillis since the process was started
 * @param cpuMillis of all its threads
 * @param peakMegabytes the most that was resident; 0 where the system doesn't tell
 */
record Measured(double wallMillis, double cpuMillis, double peakMegabytes) {

    /** Called while the process waits for its answer to be accepted, so that nothing is added meanwhile. */
    static Measured now(long startedAt, Process process) {
        double wall = (System.nanoTime() - startedAt) / 1e6;
        return new Measured(wall, cpuNanos(process) / 1e6, peakKilobytes(process) / 1024.0);
    }

    /** Linux counts nanoseconds for each thread, but only hundredths of a second for the process. */
    private static long cpuNanos(Process process) {
        try (Stream<Path> threads = Files.list(proc(process).resolve("task"))) {
            return threads.mapToLong(Measured::threadNanos).sum();
        } catch (IOException | UncheckedIOException notLinux) {
            return process.info()
                    .totalCpuDuration()
                    .map(java.time.Duration::toNanos)
                    .orElse(0L);
        }
    }

    private static long threadNanos(Path thread) {
        try {
            String text = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (NoSuchFileException ended) {
            if (Files.exists(thread)) {
                throw new UncheckedIOException(ended);
            }
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long peakKilobytes(Process process) {
        try {
            List<String> status = Files.readAllLines(proc(process).resolve("status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private static Path proc(Process process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }
}
