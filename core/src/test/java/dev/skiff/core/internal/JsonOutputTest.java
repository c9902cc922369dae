package dev.skiff.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void puts_the_commas_where_they_belong() {
        JsonOutput json = new JsonOutput(0).beginObject();
        json.name("a")
                .number(-1)
                .name("b")
                .beginArray()
                .flag(true)
                .nothing()
                .beginObject()
                .endObject()
                .endArray();
        json.name("c")
                .raw("1.50")
                .name("d")
                .plain("Zg==".getBytes(StandardCharsets.US_ASCII))
                .name("e")
                .beginArray();
        json.endArray().endObject();

        assertThat(text(json)).isEqualTo("{\"a\":-1,\"b\":[true,null,{}],\"c\":1.50,\"d\":\"Zg==\",\"e\":[]}");
    }

    @Test
    void escapes_what_json_asks_for_and_nothing_else() {
        assertThat(text(new JsonOutput(0).text("\"\\/\n\r\t\b\u0000\u001f\u007f")))
                .isEqualTo("\"\\\"\\\\/\\n\\r\\t\\u0008\\u0000\\u001f\u007f\"");
    }

    @Test
    void half_a_surrogate_pair_becomes_a_question_mark() {
        assertThat(text(new JsonOutput(0).text("a\uD83Db\uDE00c\uD83D"))).isEqualTo("\"a?b?c?\"");
    }

    @Test
    void nesting_has_an_end() {
        JsonOutput json = new JsonOutput(0);

        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 1000; i++) {
                        json.beginArray();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000 levels");
    }

    @Property(tries = 500)
    void text_is_read_back_as_it_was(
            @ForAll @CharRange(from = '\u0000', to = '\uD7FF') @StringLength(max = 300) String written)
            throws IOException {
        JsonNode read = JACKSON.readTree(new JsonOutput(0).text(written).toByteArray());

        assertThat(read.textValue()).isEqualTo(written);
    }

    @Property(tries = 500)
    void utf8_is_written_as_its_text_is(
            @ForAll @CharRange(from = '\u0000', to = '\uD7FF') @StringLength(max = 300) String written) {
        String text = written + "😀";

        assertThat(new JsonOutput(0).utf8(text.getBytes(StandardCharsets.UTF_8)).toByteArray())
                .isEqualTo(new JsonOutput(0).text(text).toByteArray());
    }

    private static String text(JsonOutput json) {
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }
}
