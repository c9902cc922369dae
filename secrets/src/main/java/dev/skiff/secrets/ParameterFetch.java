package dev.skiff.secrets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One parameter, several by their names, or all below a path. */
final class ParameterFetch implements Fetch {
    private final Cache cache;
    private final List<String> names;
    private final @Nullable String path;
    /** One value, not a map of one. */
    private final boolean single;

    private final boolean decrypted;

    private ParameterFetch(Cache cache, List<String> names, @Nullable String path, boolean single, boolean decrypted) {
        this.cache = cache;
        this.names = names;
        this.path = path;
        this.single = single;
        this.decrypted = decrypted;
    }

    static ParameterFetch one(Cache cache, String name) {
        return new ParameterFetch(cache, List.of(name), null, true, false);
    }

    static ParameterFetch several(Cache cache, List<String> names) {
        return new ParameterFetch(cache, List.copyOf(names), null, false, false);
    }

    static ParameterFetch below(Cache cache, String path) {
        return new ParameterFetch(cache, List.of(), path, false, false);
    }

    ParameterFetch decrypting() {
        return new ParameterFetch(cache, names, path, single, true);
    }

    boolean isSingle() {
        return single;
    }

    boolean isDecrypted() {
        return decrypted;
    }

    @Override
    public String id() {
        return path != null ? path : single ? names.get(0) : names.toString();
    }

    @Override
    public String key() {
        return keyOf(path != null ? "below\n" + path : single ? "one\n" + names.get(0) : "several\n" + names);
    }

    private String keyOf(String what) {
        return "parameter\n" + what + (decrypted ? "\ndecrypted" : "\nplain");
    }

    @Override
    public Content fetch(boolean cachesBypassed, Duration timeout) throws Exception {
        return taken(cache.settings.source.parameters(
                new ParameterRequest(names, path, decrypted, cachesBypassed, timeout)));
    }

    /** Of what came, perhaps for others too. */
    Content taken(Map<String, SecretValue> found) throws SourceException {
        return single ? only(found) : path != null ? all(found) : named(found);
    }

    private Content only(Map<String, SecretValue> found) throws SourceException {
        SecretValue value = found.get(names.get(0));
        if (value == null) {
            throw new SourceException(SecretFailure.NOT_FOUND, "ParameterNotFound");
        }
        String arn = value.arn().orElse("");
        if (!arn.isEmpty() && names.get(0).indexOf(':') < 0) {
            cache.learn(this, new String[] {keyOf("one\n" + arn)});
        }
        return Content.of(value);
    }

    private Content named(Map<String, SecretValue> found) throws SourceException {
        List<SecretValue> values = new ArrayList<>();
        for (String name : names) {
            SecretValue value = found.get(name);
            if (value == null) {
                throw new SourceException(SecretFailure.NOT_FOUND, "ParameterNotFound");
            }
            values.add(value);
        }
        return content(names.toArray(new String[0]), values);
    }

    /** Names are what stands behind the path. */
    private Content all(Map<String, SecretValue> found) {
        Map<String, SecretValue> sorted = new TreeMap<>(found);
        String[] keys = sorted.keySet().toArray(new String[0]);
        String prefix = path == null || path.endsWith("/") ? String.valueOf(path) : path + "/";
        for (int i = 0; i < keys.length; i++) {
            keys[i] = keys[i].startsWith(prefix) ? keys[i].substring(prefix.length()) : keys[i];
        }
        return content(keys, new ArrayList<>(sorted.values()));
    }

    /** Its version is made of all their versions. */
    private static Content content(String[] names, List<SecretValue> values) {
        StringBuilder version = new StringBuilder();
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            SecretValue value = values.get(i);
            bytes[i] = value.kept();
            version.append(i == 0 ? "" : ",").append(names[i]).append(':').append(value.version());
        }
        return Content.of(version.toString(), names, bytes);
    }

    @Override
    public String toString() {
        return id() + (decrypted ? " decrypted" : "");
    }
}
