package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page that the benchmark writes, between two comments; the rest of the page is people's. */
final class Section {
    private static final String BEGIN = "<!-- cold-start: begin -->";
    private static final String END = "<!-- cold-start: end -->";

    private final Path page;

    private Section(Path page) {
        this.page = page;
    }

    static Section in(Path page) {
        return new Section(page);
    }

    void replace(String text) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), text));
    }

    static String replaced(String content, String text) {
        int begin = content.indexOf(BEGIN);
        int end = content.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no " + BEGIN + " before " + END);
        }
        return content.substring(0, begin + BEGIN.length()) + "\n" + text.strip() + "\n" + content.substring(end);
    }
}
