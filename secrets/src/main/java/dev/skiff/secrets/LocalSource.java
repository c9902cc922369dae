package dev.skiff.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values for local runs and tests, from a file or from environment variables: nothing turns to it by itself. It knows one version of each, at every stage, and no
 * encryption. Immutable and thread-safe.
 */
public final class LocalSource implements SecretSource {
    private final Environment environment;
    private final @Nullable Path file;

    private LocalSource(Environment environment, @Nullable Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** From environment variables: {@code myapp/db-password} is {@code MYAPP_DB_PASSWORD}, whatever isn't a letter or a digit being an underscore. */
    public static LocalSource environment() {
        return new LocalSource(Environment.ofProcess(), null);
    }

    static LocalSource in(Environment environment) {
        return new LocalSource(environment, null);
    }

    /**
     * From the lines of a file, {@code myapp/db={"user":"me","password":"…"}}: up to the first {@code =} the name, all behind it the value. Lines that are blank or begin
     * with {@code #} say nothing. It is read at each fetch; a name that isn't in it is looked for in the environment.
     */
    public static LocalSource file(Path file) {
        return new LocalSource(Environment.ofProcess(), file);
    }

    @Override
    public SecretValue secret(SecretRequest request) throws IOException, SourceException {
        SecretValue value = value(name(request.id()), lines());
        if (value == null) {
            throw new SourceException(SecretFailure.NOT_FOUND, "NotSetLocally");
        }
        return value;
    }

    @Override
    public Map<String, SecretValue> parameters(ParameterRequest request) throws IOException {
        Map<String, String> lines = lines();
        Map<String, SecretValue> values = new HashMap<>();
        for (String name : request.names()) {
            SecretValue value = value(name, lines);
            if (value != null) {
                values.put(name, value);
            }
        }
        String path = request.path().orElse(null);
        if (path != null) {
            String prefix = path.endsWith("/") ? path : path + "/";
            for (Map.Entry<String, String> line : lines.entrySet()) {
                if (line.getKey().startsWith(prefix)) {
                    values.put(line.getKey(), versioned(line.getValue()));
                }
            }
        }
        return values;
    }

    private @Nullable SecretValue value(String name, Map<String, String> lines) {
        String text = lines.get(name);
        if (text == null) {
            text = environment.get(variable(name));
        }
        return text == null ? null : versioned(text);
    }

    /** There is nothing to tell versions by but the value, and nothing of that is to be shown; so a version is as long as the JVM runs. */
    private static SecretValue versioned(String text) {
        return SecretValue.text("local", text);
    }

    private Map<String, String> lines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        if (file != null) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    lines.put(line.substring(0, equals).strip(), line.substring(equals + 1));
                }
            }
        }
        return lines;
    }

    /** Of an ARN, what stands behind {@code :secret:}, without the suffix when it has one. */
    private static String name(String id) {
        int secret = id.indexOf(":secret:");
        if (!id.startsWith("arn:") || secret < 0) {
            return id;
        }
        String name = id.substring(secret + ":secret:".length());
        int suffix = name.length() - 7;
        return suffix > 0 && name.charAt(suffix) == '-' ? name.substring(0, suffix) : name;
    }

    private static String variable(String name) {
        StringBuilder variable = new StringBuilder();
        for (int i = name.startsWith("/") ? 1 : 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            variable.append(plain ? Character.toUpperCase(c) : '_');
        }
        return variable.toString();
    }

    @Override
    public String toString() {
        return file == null ? "environment variables" : "the file " + file + ", else environment variables";
    }
}
