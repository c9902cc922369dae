package dev.skiff.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the figures were measured on.
 *
 * @param load the system's load average when the run began; negative where it isn't known
 */
record Machine(int cores, long memoryBytes, String system, String processor, double load) {
    static Machine now() {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                bean.getAvailableProcessors(),
                bean.getTotalMemorySize(),
                bean.getName() + " " + bean.getVersion() + " " + bean.getArch(),
                first("/proc/cpuinfo", "model name"),
                bean.getSystemLoadAverage());
    }

    private static String first(String file, String key) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException notLinux) {
            return "unknown processor";
        }
    }
}
