package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request of AWS's query protocol: parameters with flat names, such as {@code Entries.member.1.Id}. */
final class QueryForm {
    private final Map<String, String> parameters;

    private QueryForm(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Throws an {@code IllegalArgumentException} if it isn't a form. */
    static QueryForm read(byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : new String(body, UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new QueryForm(parameters);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, UTF_8);
    }

    /** An empty value counts as none. */
    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    String text(String name, String fallback) {
        return text(name).orElse(fallback);
    }

    /** The items of a list in their order, such as those of {@code Entries.member}. */
    List<QueryForm> items(String name) {
        Map<Integer, Map<String, String>> items = new TreeMap<>();
        parameters.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                String rest = key.substring(name.length() + 1);
                int dot = rest.indexOf('.');
                if (dot > 0 && rest.substring(0, dot).matches("[0-9]{1,9}")) {
                    items.computeIfAbsent(Integer.valueOf(rest.substring(0, dot)), number -> new LinkedHashMap<>())
                            .put(rest.substring(dot + 1), value);
                }
            }
        });
        List<QueryForm> forms = new ArrayList<>();
        items.values().forEach(item -> forms.add(new QueryForm(item)));
        return forms;
    }

    /** The names alone: values can be secrets. */
    @Override
    public String toString() {
        return "form with " + parameters.keySet();
    }
}
