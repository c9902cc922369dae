package dev.skiff.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A file in which a JVM keeps what it made of classes, for the JVMs after it. */
enum ClassArchive {
    APP_CDS("AppCDS archive", 17, ".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    AOT_CACHE("AOT cache", 25, ".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private final String words;
    private final int since;
    private final String suffix;
    private final String making;
    private final String using;

    ClassArchive(String words, int since, String suffix, String making, String using) {
        this.words = words;
        this.since = since;
        this.suffix = suffix;
        this.making = making;
        this.using = using;
    }

    String words() {
        return words;
    }

    /** Whether a JVM of this version makes one while it ends. */
    boolean isKnownTo(JavaHome java) {
        return java.feature() >= since;
    }

    /** That of this name. */
    Path file(Path name) {
        return name.resolveSibling(name.getFileName() + suffix);
    }

    String making(Path file) {
        return making + file;
    }

    List<String> using(Path file) {
        return List.of(using + file);
    }
}
