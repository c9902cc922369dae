package dev.skiff.core.internal;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.EventException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    /** At the value of the event's only field. */
    private static EventReader at(String value) {
        EventReader reader = EventReader.of(("{\"field\":" + value + "}").getBytes(UTF_8));
        assertThat(reader.next()).isTrue();
        assertThat(reader.name()).isEqualTo("field");
        return reader;
    }

    private static void skipAll(byte[] event) {
        EventReader reader = EventReader.of(event);
        while (reader.next()) {
            reader.skip();
        }
        reader.end();
    }

    private static Object value(String json) {
        return Objects.requireNonNull(at(json).value());
    }

    @ParameterizedTest
    @CsvSource({"\"text\", text", "7, 7", "1.50, 1.50", "1e400, 1e400", "true, true", "false, false", "\"\", ''"})
    void scalars_are_text_as_they_are_written(String json, String text) {
        assertThat(at(json).text()).isEqualTo(text);
    }

    @Test
    void null_is_absent() {
        assertThat(at("null").text()).isNull();
        assertThat(at("null").enter()).isFalse();
        assertThat(at("null").enterArray()).isFalse();
        assertThat(at("null").flag()).isFalse();
        assertThat(at("null").number(-1)).isEqualTo(-1);
        assertThat(at("null").value()).isNull();
    }

    @Test
    void flags_and_numbers_may_be_text() {
        assertThat(at("true").flag()).isTrue();
        assertThat(at("\"True\"").flag()).isTrue();
        assertThat(at("\"FALSE\"").flag()).isFalse();
        assertThat(at("\"\"").flag()).isFalse();
        assertThat(at("\"-12\"").number(0)).isEqualTo(-12);
        assertThat(at("9223372036854775807").number(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void values_are_what_they_are_and_can_not_be_changed() {
        Object value = value("{\"a\":[1,2.5,12345678901234567890,true,null,\"x\",{}],\"b\":{\"c\":\"d\"}}");

        assertThat(value)
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(
                                1L,
                                new BigDecimal("2.5"),
                                new BigDecimal("12345678901234567890"),
                                true,
                                null,
                                "x",
                                Map.of()),
                        "b",
                        Map.of("c", "d")));
        assertThatThrownBy(() -> ((Map<?, ?>) value).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) value("[1]")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_walk_goes_front_to_back() {
        EventReader reader = EventReader.of(
                "\uFEFF{\"skipped\":[{\"a\":{}}],\"list\":[\"a\",[],\"b\"],\"nested\":{\"x\":{\"y\":1}},\"last\":2} \n"
                        .getBytes(UTF_8));
        StringBuilder seen = new StringBuilder();
        while (reader.next()) {
            switch (reader.name()) {
                case "list" -> {
                    reader.enterArray();
                    while (reader.nextElement()) {
                        if (reader.atArray()) {
                            reader.skip();
                        } else {
                            seen.append(reader.text());
                        }
                    }
                }
                case "nested" -> {
                    assertThat(reader.atObject()).isTrue();
                    reader.enter();
                    while (reader.next()) {
                        seen.append(reader.name());
                        reader.skip();
                    }
                }
                case "last" -> seen.append(reader.number(0));
                default -> reader.skip();
            }
        }
        reader.end();

        assertThat(seen).hasToString("abx2");
    }

    @Test
    void a_wrong_type_says_where_and_what_and_repeats_no_value() {
        assertThatThrownBy(() -> at("{}").text()).hasMessage("The event's /field should be text, not an object");
        assertThatThrownBy(() -> at("[]").text()).hasMessage("The event's /field should be text, not an array");
        assertThatThrownBy(() -> at("\"secret\"").enter())
                .hasMessage("The event's /field should be an object, not this text");
        assertThatThrownBy(() -> at("17").enterArray())
                .hasMessage("The event's /field should be an array, not a number");
        assertThatThrownBy(() -> at("\"secret\"").flag())
                .hasMessage("The event's /field should be true or false, not this text");
        assertThatThrownBy(() -> at("\"secret\"").number(0))
                .hasMessage("The event's /field should be a whole number, not this text");
        assertThatThrownBy(() -> at("1.5").number(0)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> at("9223372036854775808").number(0)).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> at("true").enter()).hasMessageContaining("a boolean");
    }

    @Test
    void a_place_deep_down_is_named() {
        EventReader reader = at("{\"list\":[0,{\"inner\":{}}]}");
        reader.enter();
        reader.next();
        reader.enterArray();
        reader.nextElement();
        reader.nextElement();
        reader.enter();
        reader.next();

        assertThatThrownBy(reader::text).hasMessage("The event's /field/list/1/inner should be text, not an object");
    }

    @Test
    void a_long_place_is_cut() {
        String name = "n".repeat(1000);
        EventReader reader = EventReader.of(("{\"" + name + "\":{}}").getBytes(UTF_8));
        reader.next();

        assertThatThrownBy(reader::text)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "\"text\"", "true"})
    void what_is_no_object_is_no_event(String event) {
        assertThatThrownBy(() -> skipAll(event.getBytes(UTF_8)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":[",
                "{\"a\":[1",
                "{\"a\":{",
                "{\"a\":\"secret",
                "{\"a\":\"\\u12",
                "{\"a\":tru",
                "{\"a\":-",
                "{\"a\":1.",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":\"secret\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1]",
                "{\"a\":[1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{} {}",
                "{} x",
                "{}]",
                "// comment\n{}"
            })
    void what_is_no_json_is_no_event_and_is_not_repeated(String event) {
        assertThatThrownBy(() -> skipAll(event.getBytes(UTF_8)))
                .isInstanceOf(EventException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void every_beginning_of_an_event_is_refused() {
        byte[] event = "{\"a\":[1,{\"b\":\"x\\n✓\"},null,true,-1.5e3],\"c\":{\"d\":\"\\u00e9\"}}".getBytes(UTF_8);

        for (int length = 0; length < event.length; length++) {
            byte[] beginning = Arrays.copyOf(event, length);
            assertThatThrownBy(() -> skipAll(beginning)).isInstanceOf(EventException.class);
            assertThatThrownBy(() -> {
                        EventReader reader = EventReader.of(beginning);
                        while (reader.next()) {
                            reader.value();
                        }
                        reader.end();
                    })
                    .isInstanceOf(EventException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xC3, 0xE2, 0xED, 0xF0, 0xF8, 0xFF})
    void bytes_that_are_no_utf_8_are_refused(int wrong) {
        byte[] event = "{\"a\":\"x\"}".getBytes(UTF_8);
        event[6] = (byte) wrong;
        assertThatThrownBy(() -> {
                    EventReader reader = EventReader.of(event);
                    reader.next();
                    reader.text();
                    reader.next();
                    reader.end();
                })
                .isInstanceOf(EventException.class);

        byte[] name = "{\"a\":\"x\"}".getBytes(UTF_8);
        name[2] = (byte) wrong;
        assertThatThrownBy(() -> skipAll(name)).isInstanceOf(EventException.class);
    }

    @Test
    void other_encodings_are_refused() {
        assertThatThrownBy(() -> skipAll("{\"a\":1}".getBytes(UTF_16))).isInstanceOf(EventException.class);
    }

    @Test
    void depth_has_a_limit_for_what_is_read_and_for_what_is_skipped() {
        String deep = "[".repeat(JsonInput.MAX_DEPTH - 1) + "]".repeat(JsonInput.MAX_DEPTH - 1);
        String deeper = "[" + deep + "]";
        String endless = "{\"a\":".repeat(1_000_000);

        assertThat(at(deep).value()).isNotNull();
        skipAll(("{\"field\":" + deep + "}").getBytes(UTF_8));
        assertThatThrownBy(() -> at(deeper).value()).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> skipAll(("{\"field\":" + deeper + "}").getBytes(UTF_8)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining(String.valueOf(JsonInput.MAX_DEPTH));
        assertThatThrownBy(() -> skipAll(endless.getBytes(UTF_8))).isInstanceOf(EventException.class);
    }

    @Test
    void size_has_a_limit() {
        byte[] most = Arrays.copyOf("{}".getBytes(UTF_8), JsonInput.MAX_BYTES);
        Arrays.fill(most, 2, most.length, (byte) ' ');

        skipAll(most);
        assertThatThrownBy(() -> EventReader.of(Arrays.copyOf(most, most.length + 1)))
                .isInstanceOf(EventException.class)
                .hasMessageContaining(String.valueOf(JsonInput.MAX_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999"})
    void numbers_beyond_all_bounds_are_refused(String number) {
        assertThatThrownBy(() -> at(number).value()).isInstanceOf(EventException.class);
        assertThatThrownBy(() -> at("9".repeat(2000)).value()).isInstanceOf(EventException.class);
        assertThat(value("1e999")).isEqualTo(new BigDecimal("1e999"));
    }

    @Test
    void a_name_twice_is_two_fields() {
        EventReader reader = EventReader.of("{\"a\":1,\"a\":2}".getBytes(UTF_8));

        assertThat(reader.next()).isTrue();
        assertThat(reader.number(0)).isEqualTo(1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.number(0)).isEqualTo(2);
        assertThat(value("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.50",
                "\"a\\u00e4 ö\"",
                "true",
                "null",
                "{}",
                "[]",
                "{ \"b\" : [ 1 , {} ] }",
                "[[],[\"]\"]]",
                "-0"
            })
    void a_value_stands_between_its_offsets(String value) {
        for (String mark : List.of("", "\uFEFF")) {
            byte[] json = (mark + "{\"ö\":0, \"a\" :\n " + value + " , \"z\":1}").getBytes(UTF_8);
            EventReader reader = EventReader.of(json);
            reader.next();
            reader.next();
            int start = reader.offset();
            reader.skip();
            assertThat(new String(json, start, reader.endOffset() - start, UTF_8))
                    .isEqualTo(value);
            assertThat(reader.next()).isTrue();
            assertThat(reader.number(0)).isOne();
            assertThat(reader.next()).isFalse();
            assertThat(reader.endOffset()).isEqualTo(json.length);
        }
    }

    @Test
    void an_object_is_a_map_and_null_an_empty_one() {
        assertThat(at("{\"a\":[1,null]}").object()).containsEntry("a", Arrays.asList(1L, null));
        assertThat(at("null").object()).isEmpty();
        EventReader text = at("\"x\"");
        assertThatThrownBy(text::object).isInstanceOf(EventException.class).hasMessageContaining("an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\\u00e9\\n\\\"", "é €", "\uD83D\uDD11", "\\ud83d\\udd11 and more"})
    void text_is_read_as_utf8(String json) {
        String text = at("\"" + json + "\"").text();

        assertThat(at("\"" + json + "\"").utf8())
                .isEqualTo(Objects.requireNonNull(text).getBytes(UTF_8));
    }

    @Test
    void long_text_is_read_as_utf8_from_an_object_that_holds_secrets() {
        String text = "0123456789 é €".repeat(10_000);
        EventReader reader = EventReader.ofSecret(("{\"field\":\"" + text + "\"}").getBytes(UTF_8));
        reader.next();

        assertThat(reader.utf8()).isEqualTo(text.getBytes(UTF_8));
        assertThat(reader.next()).isFalse();
        reader.end();
    }

    @Test
    void utf8_is_text_or_nothing() {
        assertThat(at("null").utf8()).isNull();
        assertThatThrownBy(() -> at("7").utf8())
                .isInstanceOf(EventException.class)
                .hasMessage("The event's /field should be text, not a number");
    }
}
