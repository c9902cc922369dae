package dev.skiff.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of the template whose entries are asked for by name and type. What is wrong with one is told with its path, its
 * place, what stands there and what should.
 */
final class Properties {
    private final String path;
    private final Map<String, Value> values;
    private final Position at;
    private final Intrinsics intrinsics;

    Properties(String path, Map<String, Value> values, Position at, Intrinsics intrinsics) {
        this.path = path;
        this.values = values;
        this.at = at;
        this.intrinsics = intrinsics;
    }

    static Properties of(String path, Value value, Intrinsics intrinsics) {
        Value resolved = intrinsics.resolve(value);
        if (!(resolved instanceof Value.Fields)) {
            throw new TemplateException(value.at(), path + " is " + resolved.kind() + ", expected a map");
        }
        return new Properties(path, intrinsics.fields(resolved), value.at(), intrinsics);
    }

    static Properties none(String path, Position at, Intrinsics intrinsics) {
        return new Properties(path, Map.of(), at, intrinsics);
    }

    Position at() {
        return at;
    }

    /** Where it stands, for the model. */
    String place() {
        return at.toString();
    }

    String path() {
        return path;
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** As they are written. */
    Map<String, Value> values() {
        return values;
    }

    boolean isMap(String name) {
        return has(name) && intrinsics.resolve(required(name)) instanceof Value.Fields;
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    /** As it is written. */
    Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Value required(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw new TemplateException(at, path + ": here " + name + " is missing");
        }
        return value;
    }

    String text(String name) {
        Value resolved = intrinsics.resolve(required(name));
        if (!(resolved instanceof Value.Text)) {
            throw wrong(name, "text");
        }
        return intrinsics.text(required(name));
    }

    String text(String name, String fallback) {
        return has(name) ? text(name) : fallback;
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** One of these words, the first if there is none. */
    String word(String name, String... allowed) {
        String word = text(name, allowed[0]);
        if (!List.of(allowed).contains(word)) {
            throw wrong(name, String.join(" or ", allowed));
        }
        return word;
    }

    OptionalInt integer(String name, int least, int most) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        String expected = "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(text(name).trim());
            if (number < least || number > most) {
                throw wrong(name, expected);
            }
            return OptionalInt.of(number);
        } catch (NumberFormatException notANumber) {
            throw wrong(name, expected);
        }
    }

    int integer(String name, int fallback, int least, int most) {
        return integer(name, least, most).orElse(fallback);
    }

    Duration seconds(String name, int fallback, int least, int most) {
        return Duration.ofSeconds(integer(name, fallback, least, most));
    }

    boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        String flag = text(name).toLowerCase(Locale.ROOT);
        if (!flag.equals("true") && !flag.equals("false")) {
            throw wrong(name, "true or false");
        }
        return flag.equals("true");
    }

    Optional<Properties> optionalSection(String name) {
        return value(name).map(value -> of(path + "." + name, value, intrinsics));
    }

    /** The map of this name, without entries if there is none. */
    Properties section(String name) {
        return optionalSection(name).orElseGet(() -> none(path + "." + name, at, intrinsics));
    }

    /** The maps in the list of this name. */
    List<Properties> sections(String name) {
        List<Properties> sections = new ArrayList<>();
        for (Value item : items(name)) {
            sections.add(of(path + "." + name + "[" + sections.size() + "]", item, intrinsics));
        }
        return sections;
    }

    /** The maps in the map of this name, by their names. */
    Map<String, Properties> children(String name) {
        Properties parent = section(name);
        Map<String, Properties> children = new LinkedHashMap<>();
        parent.values.forEach((key, value) -> children.put(key, of(parent.path + "." + key, value, intrinsics)));
        return children;
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (intrinsics.resolve(required(name)) instanceof Value.Text) {
            return List.of(text(name));
        }
        return items(name).stream().map(item -> itemText(name, item)).toList();
    }

    /** The texts in the map of this name. */
    Map<String, String> textMap(String name) {
        Properties section = section(name);
        Map<String, String> texts = new LinkedHashMap<>();
        section.names().forEach(key -> texts.put(key, section.text(key)));
        return texts;
    }

    /** JSON: text as it stands, a map or a list as its JSON. */
    Optional<String> json(String name) {
        return value(name)
                .map(value -> intrinsics.resolve(value) instanceof Value.Text
                        ? text(name)
                        : new JsonValue(intrinsics).text(value));
    }

    List<Value> items(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (!(intrinsics.resolve(required(name)) instanceof Value.Items)) {
            throw wrong(name, "a list");
        }
        return intrinsics.items(required(name));
    }

    TemplateException wrong(String name, String expected) {
        Value value = required(name);
        return new TemplateException(
                value.at(),
                path + "." + name + " is " + intrinsics.resolve(value).kind() + ", expected " + expected);
    }

    /** Says this about the whole. */
    TemplateException mistake(String message) {
        return new TemplateException(at, path + " " + message);
    }

    @Nullable Value valueOrNull(String name) {
        return values.get(name);
    }

    private String itemText(String name, Value item) {
        Value resolved = intrinsics.resolve(item);
        if (!(resolved instanceof Value.Text)) {
            throw new TemplateException(
                    item.at(), "an item of " + path + "." + name + " is " + resolved.kind() + ", expected text");
        }
        return intrinsics.text(item);
    }
}
