package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Looks for any four characters of a secret, one after another, in what can be seen. */
public final class Leaks {
    private static final int WINDOW = 4;

    private Leaks() {}

    public static void assertNone(String secret, String seen) {
        for (String window : windows(secret)) {
            assertThat(seen).as("what can be seen").doesNotContain(window);
        }
    }

    /** Messages and text forms of it, of its causes and of what was suppressed, to any depth, and its stack trace as printed. */
    public static void assertNone(String secret, Throwable failure) {
        StringBuilder seen = new StringBuilder();
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        addAll(failure, seen, known);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertNone(secret, seen.append(trace).toString());
    }

    private static void addAll(Throwable failure, StringBuilder seen, Set<Throwable> known) {
        if (known.add(failure)) {
            seen.append(failure)
                    .append('\n')
                    .append(failure.getMessage())
                    .append('\n')
                    .append(failure.getLocalizedMessage())
                    .append('\n');
            Throwable cause = failure.getCause();
            if (cause != null) {
                addAll(cause, seen, known);
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                addAll(suppressed, seen, known);
            }
        }
    }

    private static List<String> windows(String secret) {
        List<String> windows = new ArrayList<>();
        for (int i = 0; i + WINDOW <= secret.length(); i++) {
            windows.add(secret.substring(i, i + WINDOW));
        }
        assertThat(windows).isNotEmpty();
        return windows;
    }
}
