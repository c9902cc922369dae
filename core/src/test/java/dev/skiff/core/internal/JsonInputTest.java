package dev.skiff.core.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {
    private static final String MARK = "\u00EF\u00BB\u00BF";

    /** All tokens, each with what it says. */
    static List<String> tokens(byte[] json) {
        JsonInput input = JsonInput.of(json);
        List<String> tokens = new ArrayList<>();
        for (char token = input.next(); token != JsonInput.END; token = input.next()) {
            if (token == JsonInput.MORE) {
                throw JsonInputException.malformed(input, input.offset(), false);
            }
            tokens.add(said(input, token));
        }
        return tokens;
    }

    private static String said(JsonInput input, char token) {
        return switch (token) {
            case JsonInput.NAME -> token + Objects.requireNonNull(input.name());
            case JsonInput.TEXT, JsonInput.WHOLE, JsonInput.FRACTION -> token + input.text();
            default -> String.valueOf(token);
        };
    }

    /** Whether what is passed and not read is taken, too. */
    static boolean isSkipped(byte[] json) {
        JsonInput input = JsonInput.of(json);
        try {
            boolean nothing = input.next() == JsonInput.END;
            input.skip();
            return !nothing && input.next() == JsonInput.END;
        } catch (JsonInputException refused) {
            return false;
        }
    }

    /** With characters for bytes, so that they needn't be UTF-8. */
    private static void accepted(String bytes) {
        byte[] json = bytes.getBytes(ISO_8859_1);
        assertThat(tokens(json)).isNotEmpty();
        assertThat(isSkipped(json)).isTrue();
    }

    private static JsonInputException refused(String bytes) {
        byte[] json = bytes.getBytes(ISO_8859_1);
        assertThat(isSkipped(json)).isFalse();
        assertThatThrownBy(() -> JsonCodec.jacksonJr().read(json, Object.class)).isInstanceOf(JsonException.class);
        return catchThrowableOfType(JsonInputException.class, () -> tokens(json));
    }

    private static JsonInput at(String json) {
        JsonInput input = JsonInput.of(json.getBytes(UTF_8));
        input.next();
        return input;
    }

    @Test
    void tokens_come_in_their_order() {
        assertThat(tokens("\n{ \"a\" :[1,-2.5e+3 ,\"x\"],\r\n\t\"\":{},\"b\":[true,false,null,[]]} ".getBytes(UTF_8)))
                .containsExactly(
                        "{",
                        ":a",
                        "[",
                        "01",
                        ".-2.5e+3",
                        "\"x",
                        "]",
                        ":",
                        "{",
                        "}",
                        ":b",
                        "[",
                        "t",
                        "f",
                        "n",
                        "[",
                        "]",
                        "]",
                        "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "0",
                "-0",
                "\"\"",
                "null",
                " \t\r\n[ \t\r\n] \t\r\n",
                "[0]",
                "[-0]",
                "[-0.0]",
                "[0e0]",
                "[0E+1]",
                "[1e-2]",
                "[1.5]",
                "[123456789012345678901234567890]",
                "[1e400]",
                "[-1e-99999999999]",
                "[1e99999999999]",
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uABCD\\uabcd\"]",
                "[\"\\u0000\"]",
                "[\"\\ud83d\\ude00\"]",
                "[\"\\ud800\"]",
                "[\"\\udc00\\ud800\"]",
                "[\"\\ud800\\n\"]",
                "[\"\\ud800\\ud800\\udc00\"]",
                "{\"\\ud800\":1}",
                "[\"\u007F\"]",
                "[\"/\"]",
                "[\"\u00C2\u0080\"]",
                "[\"\u00DF\u00BF\"]",
                "[\"\u00E0\u00A0\u0080\"]",
                "[\"\u00ED\u009F\u00BF\"]",
                "[\"\u00EE\u0080\u0080\"]",
                "[\"\u00EF\u00BF\u00BF\"]",
                "[\"\u00F0\u0090\u0080\u0080\"]",
                "[\"\u00F4\u008F\u00BF\u00BF\"]",
                "[\"\u00EF\u00BB\u00BF\"]",
                "{\"a\":1,\"a\":2}",
                "{\"\":0}",
                "[[],[[]],{}]",
                MARK + "{}",
                MARK + " 7"
            })
    void json_is_accepted(String json) {
        accepted(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "[1",
                "[1,",
                "[\"",
                "[\"a",
                "[\"\\",
                "[\"\\u",
                "[\"\\u123",
                "[\"\u00E2",
                "[\"\u00E2\u0082",
                "[\"\u00F0\u009F\u0098",
                "{\"",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,\"",
                "[t",
                "[tru",
                "[nul",
                "[-",
                "[1.",
                "[1e",
                "[1e+",
                "-",
                "t",
                "\"",
                "[[[",
                "{\"a\":[{"
            })
    void what_ends_too_soon_is_refused_for_that(String json) {
        assertThat(refused(json).problem()).isEqualTo("Malformed JSON: it ends too soon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "]",
                "}",
                ",",
                ":",
                "[,1]",
                "[1,]",
                "[1,,2]",
                "[1 2]",
                "[1}",
                "[}",
                "{]",
                "{\"a\":1]",
                "{,}",
                "{\"a\":1,}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{\"a\",1}",
                "{\"a\":}",
                "{\"a\":,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1:2}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{null:1}",
                "{[]:1}",
                "{\"a\"}",
                "['a']",
                "[a]",
                "[True]",
                "[TRUE]",
                "[truE]",
                "[truefalse]",
                "[truex]",
                "[true1]",
                "[nulll]",
                "[null\"a\"]",
                "[NaN]",
                "[-NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[inf]",
                "[undefined]",
                "[01]",
                "[00]",
                "[-01]",
                "[-00]",
                "[+1]",
                "[--1]",
                "[-]",
                "[- 1]",
                "[1.]",
                "[.5]",
                "[-.5]",
                "[1.e1]",
                "[1.5.5]",
                "[1e]",
                "[1e+]",
                "[1e+-2]",
                "[1e1.5]",
                "[1e5e5]",
                "[0x10]",
                "[1_000]",
                "[1L]",
                "[1d]",
                "[1a]",
                "[1\"a\"]",
                "[1[]]",
                "[1{}]",
                "[\u00B2]",
                "[\"\\a\"]",
                "[\"\\'\"]",
                "[\"\\0\"]",
                "[\"\\x41\"]",
                "[\"\\U0041\"]",
                "[\"\\u00G0\"]",
                "[\"\\u 041\"]",
                "[\"\\u004\"]",
                "[\"\\u-041\"]",
                "[\"\\\n\"]",
                "[\"\\\u00E9\"]",
                "[\"\n\"]",
                "[\"\r\"]",
                "[\"\t\"]",
                "[\"\u0000\"]",
                "[\"\u001F\"]",
                "{\"\n\":1}",
                "{\"\u0000\":1}",
                "{\"\\a\":1}",
                "[\"\u0080\"]",
                "[\"\u00BF\"]",
                "[\"\u00C0\u0080\"]",
                "[\"\u00C0\u00AF\"]",
                "[\"\u00C1\u00BF\"]",
                "[\"\u00C3\"]",
                "[\"\u00C3(\"]",
                "[\"\u00C3\\n\"]",
                "[\"\u00E0\u0080\u0080\"]",
                "[\"\u00E0\u009F\u00BF\"]",
                "[\"\u00E2\u0082\"]",
                "[\"\u00E2(\u00A1\"]",
                "[\"\u00ED\u00A0\u0080\"]",
                "[\"\u00ED\u00A0\u00BD\u00ED\u00B8\u0080\"]",
                "[\"\u00ED\u00BF\u00BF\"]",
                "[\"\u00F0\u0080\u0080\u0080\"]",
                "[\"\u00F0\u008F\u00BF\u00BF\"]",
                "[\"\u00F0\u009F\u0098\"]",
                "[\"\u00F4\u0090\u0080\u0080\"]",
                "[\"\u00F5\u0080\u0080\u0080\"]",
                "[\"\u00F8\u0088\u0080\u0080\u0080\"]",
                "[\"\u00FC\u0084\u0080\u0080\u0080\u0080\"]",
                "[\"\u00FE\"]",
                "[\"\u00FF\"]",
                "{\"\u00C0\u0080\":1}",
                "{\"\u00ED\u00A0\u0080\":1}",
                "{\"\u00FF\":1}",
                "[\u00E9]",
                "[1]\u0000",
                "\u0000",
                "[\u0000]",
                "[1\u0000]",
                "[\u000B1]",
                "[\u000C1]",
                "[\u00A01]",
                "[\u00C2\u00A01]",
                "[\u00E2\u0080\u00A81]",
                "// comment\n[]",
                "[/* comment */]",
                "# comment\n[]",
                "[] // comment",
                "[]]",
                "[][]",
                "{}{}",
                "{} x",
                "1 2",
                "1,2",
                "nullnull",
                "true false",
                "\"a\"\"b\"",
                "{}" + MARK,
                MARK + MARK + "{}",
                "[" + MARK + "1]",
                "\u00EF\u00BB{}",
                "\u00FE\u00FF{}"
            })
    void what_is_no_json_is_refused(String json) {
        assertThat(refused(json).problem()).isEqualTo("Malformed JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t", MARK, MARK + " "})
    void nothing_is_the_end_at_once(String json) {
        assertThat(JsonInput.of(json.getBytes(ISO_8859_1)).next()).isEqualTo(JsonInput.END);
    }

    @Test
    void other_encodings_are_refused() {
        refused(new String("{\"a\":1}".getBytes(UTF_16BE), ISO_8859_1));
        refused(new String("{\"a\":1}".getBytes(UTF_16LE), ISO_8859_1));
        refused("\0\0\0[\0\0\0]");
        refused("[\0\0\0]\0\0\0");
    }

    @Test
    void depth_has_a_limit() {
        accepted("[".repeat(1000) + "]".repeat(1000));
        accepted("{\"a\":".repeat(999) + "{}" + "}".repeat(999));
        assertThat(refused("[".repeat(1001) + "]".repeat(1001)).problem()).startsWith("Nested too deeply");
        assertThat(refused("{\"a\":".repeat(1001) + "0" + "}".repeat(1001)).problem())
                .startsWith("Nested too deeply");
        assertThat(refused("[{\"a\":".repeat(100_000)).problem()).startsWith("Nested too deeply");
        assertThat(refused("[".repeat(100_000)).problem()).startsWith("Nested too deeply");
        accepted("[" + "[[]],".repeat(10_000) + "0]");
    }

    @Test
    void numbers_have_a_limit_of_digits() {
        accepted("9".repeat(1000));
        accepted("-" + "9".repeat(1000));
        accepted("-0." + "9".repeat(999));
        accepted("9".repeat(500) + "." + "9".repeat(498) + "e-12");
        assertThat(refused("9".repeat(1001)).problem()).startsWith("Nested too deeply");
        assertThat(refused("0." + "9".repeat(1000)).problem()).startsWith("Nested too deeply");
        assertThat(refused("9".repeat(500) + "." + "9".repeat(498) + "e-123").problem())
                .startsWith("Nested too deeply");
        assertThat(refused("1e" + "0".repeat(1000)).problem()).startsWith("Nested too deeply");
    }

    @Test
    void names_have_a_limit_of_length() {
        accepted("{\"" + "n".repeat(50_000) + "\":1}");
        assertThat(refused("{\"" + "n".repeat(50_001) + "\":1}").problem()).startsWith("Nested too deeply");
        accepted("[\"" + "n".repeat(50_001) + "\"]");
    }

    @Test
    void texts_have_a_limit_of_characters() {
        accepted("\"" + "t".repeat(JsonInput.MAX_BYTES) + "\"");
        accepted("\"" + "\\n".repeat(JsonInput.MAX_BYTES) + "\"");
        assertThat(refused("\"" + "t".repeat(JsonInput.MAX_BYTES + 1) + "\"").problem())
                .startsWith("Nested too deeply");
        assertThat(refused("\"" + "\u00C3\u00A9".repeat(JsonInput.MAX_BYTES + 1) + "\"")
                        .problem())
                .startsWith("Nested too deeply");
    }

    @Test
    void a_decimal_of_an_enormous_exponent_is_not_spread_out() {
        assertThat(tokens("1e999999999".getBytes(UTF_8))).containsExactly(".1e999999999");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "7, 7",
        "-7, -7",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void whole_numbers_of_64_bits_are_read(String json, long value) {
        assertThat(at(json).whole()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "18446744073709551617",
                "-18446744073709551616",
                "99999999999999999999",
                "123456789012345678901234567890"
            })
    void larger_ones_are_not(String json) {
        JsonInput input = at(json);
        assertThatThrownBy(input::whole).isInstanceOf(ArithmeticException.class);
        assertThat(input.text()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "\\ud83d\\udd11",
                "\\u00e9\\n\\\"",
                "é €",
                "\uD83D\uDD11",
                "\\ud83d\\udd11 é",
                "\\ud83d\\\\udd11 é"
            })
    void text_is_the_same_as_text_as_a_name_and_in_utf8(String json) {
        String text = at("\"" + json + "\"").text();
        JsonInput name = at("{\"" + json + "\":1}");

        assertThat(name.nextName()).isEqualTo(text);
        assertThat(name.name()).isEqualTo(text);
        assertThat(new String(at("\"" + json + "\"").utf8(), UTF_8)).isEqualTo(new String(text.getBytes(UTF_8), UTF_8));
    }

    @Test
    void half_a_pair_stays_what_it_is_and_is_a_question_mark_in_utf8() {
        JsonInput input = at("\"a\\udc00é\\ud83d\\ud83d\\ude00\\ud800\"");

        assertThat(input.text()).isEqualTo("a\udc00é\ud83d\ud83d\ude00\ud800");
        assertThat(input.utf8()).isEqualTo("a?é?\ud83d\ude00?".getBytes(UTF_8));
    }

    @Test
    void a_name_is_at_hand_until_the_next_one() {
        JsonInput input = at("{\"a\":{\"b\":[{\"c\":1}]},\"d\":2}");

        assertThat(input.name()).isNull();
        assertThat(input.nextName()).isEqualTo("a");
        input.next();
        assertThat(input.name()).isEqualTo("a");
        assertThat(input.nextName()).isEqualTo("b");
        input.next();
        input.skip();
        assertThat(input.name()).isEqualTo("b");
        assertThat(input.nextName()).isNull();
        assertThat(input.name()).isEqualTo("a");
        assertThat(input.nextName()).isEqualTo("d");
    }

    @Test
    void places_of_all_levels_are_known() {
        JsonInput input = at("[0,{\"a\":[[],7]}]");
        while (input.token() != JsonInput.WHOLE || input.whole() != 7) {
            input.next();
        }

        assertThat(input.depth()).isEqualTo(3);
        assertThat(input.index(1)).isEqualTo(1);
        assertThat(input.name(1)).isNull();
        assertThat(input.name(2)).isEqualTo("a");
        assertThat(input.index(2)).isEqualTo(-1);
        assertThat(input.index(3)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1 2 3, 1, 3", "'1\n2 3', 2, 1", "'\n\n 1 x', 3, 4", "'[\r\n1,\rx', 3, 1", "'[\n\r\nx', 3, 1"})
    void a_failure_says_line_and_column(String json, int line, int column) {
        JsonInputException failure = refused(json);

        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.column()).isEqualTo(column);
    }

    @Test
    void the_mark_is_no_column() {
        assertThat(refused(MARK + "x").column()).isEqualTo(1);
        assertThat(refused(MARK + "[").column()).isEqualTo(2);
    }
}
