package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Cuts what a process prints into lines; what ends no line is one after a tenth of a second, or in pieces: it holds no more than one of them. */
final class OutputLines {
    /** CloudWatch takes no longer ones. */
    static final int MOST_CHARACTERS = 256 * 1024;

    private static final int MOST_LOOKS = 20;
    private static final long PAUSE_NANOS = 5_000_000;

    private final StringBuilder line = new StringBuilder();
    private final Consumer<String> lines;
    private boolean afterReturn;

    private OutputLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads to the end; bytes that are no UTF-8 become question marks. */
    static void read(InputStream output, Consumer<String> lines) {
        OutputLines cut = new OutputLines(lines);
        try (Reader reader = new BufferedReader(new InputStreamReader(output, UTF_8))) {
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                cut.add((char) next);
                cut.endUnlessMoreComes(reader);
            }
        } catch (IOException ended) {
            // the process is gone, and with it its output
        }
        cut.flush();
    }

    /** What Lambda's logger is given has no end of its own, and is a line all the same. */
    private void endUnlessMoreComes(Reader reader) throws IOException {
        for (int look = 0; line.length() > 0 && !reader.ready(); look++) {
            if (look == MOST_LOOKS) {
                end();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void add(char next) {
        if (next == '\n' && afterReturn) {
            afterReturn = false;
        } else if (next == '\n' || next == '\r') {
            afterReturn = next == '\r';
            end();
        } else {
            afterReturn = false;
            line.append(next);
            if (line.length() >= MOST_CHARACTERS && !Character.isHighSurrogate(next)) {
                end();
            }
        }
    }

    private void end() {
        lines.accept(line.toString());
        line.setLength(0);
    }

    private void flush() {
        if (line.length() > 0) {
            end();
        }
    }
}
