package dev.skiff.core.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesTest {
    /** Those of five letters have the same length and the same first, middle and last one. */
    private static final List<String> KNOWN = List.of("a", "path", "alpha", "axpia", "bxpib", "headers");

    private final Names names = Names.of(String.join(" ", KNOWN));

    @Test
    void a_known_name_is_the_same_string_each_time() {
        for (String name : KNOWN) {
            assertThat(find("[\"" + name + "\"]", 2, name.length() + 2))
                    .isEqualTo(name)
                    .isSameAs(find(name, 0, name.length()));
        }
    }

    @Test
    void one_name_is_enough_and_what_is_not_known_is_not_found_in_a_full_table() {
        assertThat(Names.of("a").find("b".getBytes(UTF_8), 0, 1)).isNull();
        assertThat(Names.of("a b c").find("d".getBytes(UTF_8), 0, 1)).isNull();
        assertThat(Names.of("a").find("a".getBytes(UTF_8), 0, 1)).isEqualTo("a");
    }

    @Test
    void what_only_resembles_a_known_name_is_not_one() {
        for (String other : List.of("b", "pat", "paths", "Path", "pXth", "aypja", "héaders", "headerz", "\u00e1lpha")) {
            assertThat(find(other, 0, other.getBytes(UTF_8).length)).as(other).isNull();
        }
        assertThat(find("x", 1, 1)).isNull();
    }

    @Test
    void a_reader_tells_the_same_names_with_them_and_without() {
        byte[] json =
                "{\"path\":{\"héaders\":1,\"axpia\":[{\"bxpib\":null}]},\"\":0,\"pa\\u0074h\":2,\"other\":{\"a\":3}}"
                        .getBytes(UTF_8);

        assertThat(named(EventReader.of(json, names), new ArrayList<>()))
                .isEqualTo(named(EventReader.of(json), new ArrayList<>()))
                .containsExactly("path", "héaders", "axpia", "bxpib", "", "path", "other", "a");
    }

    private @Nullable String find(String text, int from, int to) {
        return names.find(text.getBytes(UTF_8), from, to);
    }

    private static List<String> named(EventReader reader, List<String> names) {
        while (reader.next()) {
            names.add(reader.name());
            if (reader.atObject()) {
                named(reader, names);
            } else if (reader.atArray()) {
                while (reader.nextElement()) {
                    named(reader, names);
                }
            }
        }
        return names;
    }
}
