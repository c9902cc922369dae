package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables, a line each: {@code NAME=VALUE}, the value bare or in quotes; {@code #} begins a comment. */
final class EnvFile {
    private EnvFile() {}

    static Map<String, String> read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new LocalException("the env file " + file + " can't be read: " + unreadable, unreadable);
        }
    }

    private static Map<String, String> parse(Path file, List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0
                    ? ""
                    : line.substring(0, equals).replaceFirst("^export\\s+", "").strip();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new LocalException(file + ":" + (i + 1) + ": expected NAME=VALUE");
            }
            variables.put(name, unquoted(line.substring(equals + 1).strip()));
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && (isBetween("\"", value) || isBetween("'", value));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isBetween(String quote, String value) {
        return value.startsWith(quote) && value.endsWith(quote);
    }
}
