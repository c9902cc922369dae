package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page that the benchmark writes, between two comments; the rest of the page is people's. */
final class Section {
    private static final Path PAGE = Path.of("docs", "performance.md");

    private final String name;

    private Section(String name) {
        this.name = name;
    }

    /** Of the page on performance. */
    static Section named(String name) {
        return new Section(name);
    }

    void replace(String text) throws IOException {
        Files.writeString(PAGE, replaced(Files.readString(PAGE), text));
    }

    String replaced(String content, String text) {
        String first = "<!-- " + name + ": begin -->";
        int begin = content.indexOf(first);
        int end = content.indexOf("<!-- " + name + ": end -->");
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no " + first + " before its end");
        }
        return content.substring(0, begin + first.length()) + "\n" + text.strip() + "\n" + content.substring(end);
    }
}
