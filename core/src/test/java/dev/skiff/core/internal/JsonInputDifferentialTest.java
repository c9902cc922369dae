package dev.skiff.core.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Our reading against jackson-core's, on random JSON and what mutation makes of it. UTF-8 is judged by the JDK, since jackson-core takes overlong forms
 * and what is beyond U+10FFFF. Names with half a surrogate pair, which it refuses and RFC 8259 doesn't, are left out.
 */
class JsonInputDifferentialTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonInput.MAX_DEPTH)
                    .maxStringLength(JsonInput.MAX_BYTES)
                    .build())
            .build();
    private static final String CHANGES = "{}[]\",:0 \\-.eEtfnu1\n";
    private static final List<String> REFUSED = List.of("refused");
    private static final List<String> HALF_A_NAME = List.of("a name with half a surrogate pair");

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void tokens_are_the_same(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] json = json(random);
            List<String> expected = expected(json);
            if (expected != HALF_A_NAME) {
                assertThat(actual(json))
                        .as("seed %d, document %d: %s", seed, i, new String(json, UTF_8))
                        .isEqualTo(expected);
                assertThat(JsonInputTest.isSkipped(json))
                        .as("seed %d, document %d, skipped: %s", seed, i, new String(json, UTF_8))
                        .isEqualTo(expected != REFUSED);
                assertThat(isRead(json))
                        .as("seed %d, document %d, by the codec: %s", seed, i, new String(json, UTF_8))
                        .isEqualTo(expected != REFUSED && !expected.equals(List.of("n")) && !hasInfinity(expected));
            }
        }
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void numbers_are_the_same(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            StringBuilder number = new StringBuilder();
            number(random, number);
            String json = number.toString();
            assertThat(value(json)).as("seed %d, number %d: %s", seed, i, json).isEqualTo(jacksons(json));
        }
    }

    /** Integer, Long, BigInteger or Double; null for an infinity. */
    private static @Nullable Object value(String json) {
        try {
            return JsonCodec.jacksonJr().read(json.getBytes(UTF_8), Object.class);
        } catch (JsonException infinity) {
            return null;
        }
    }

    private static @Nullable Object jacksons(String json) throws IOException {
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            Number number = parser.getNumberValue();
            return Double.isInfinite(number.doubleValue()) && number instanceof Double ? null : number;
        }
    }

    private static boolean hasInfinity(List<String> tokens) {
        return tokens.stream()
                .anyMatch(token -> token.startsWith(".") && Double.isInfinite(Double.parseDouble(token.substring(1))));
    }

    private static boolean isRead(byte[] json) {
        try {
            JsonCodec.jacksonJr().read(json, Object.class);
            return true;
        } catch (JsonException refused) {
            return false;
        }
    }

    private static List<String> actual(byte[] json) {
        try {
            List<String> tokens = JsonInputTest.tokens(json);
            return tokens.isEmpty() ? REFUSED : tokens;
        } catch (JsonInputException refused) {
            assertThat(refused.line()).isPositive();
            assertThat(refused.column()).isBetween(1, json.length + 1);
            return REFUSED;
        }
    }

    private static List<String> expected(byte[] json) {
        if (!isUtf8(json)) {
            return REFUSED;
        }
        try (JsonParser parser = JACKSON.createParser(json)) {
            return tokens(parser);
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage()).contains("in field name") ? HALF_A_NAME : REFUSED;
        }
    }

    /** Without a zero, for which jackson-core would take it for another encoding. */
    private static boolean isUtf8(byte[] json) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).chars().noneMatch(character -> character == 0);
        } catch (CharacterCodingException noUtf8) {
            return false;
        }
    }

    private static List<String> tokens(JsonParser parser) throws IOException {
        List<String> tokens = new ArrayList<>();
        int values = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            tokens.add(said(parser, token));
            if (parser.getParsingContext().inRoot()) {
                values++;
            }
        }
        return values == 1 ? tokens : REFUSED;
    }

    private static String said(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case FIELD_NAME -> ":" + parser.currentName();
            case VALUE_STRING -> "\"" + parser.getText();
            case VALUE_NUMBER_INT -> "0" + parser.getText();
            case VALUE_NUMBER_FLOAT -> "." + parser.getText();
            default -> parser.getText().substring(0, 1);
        };
    }

    private static byte[] json(Random random) {
        StringBuilder json = new StringBuilder(random.nextInt(20) == 0 ? "\uFEFF" : "");
        space(random, json);
        value(random, json, 0);
        space(random, json);
        byte[] bytes = json.toString().getBytes(UTF_8);
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte change = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] = change;
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                byte[] less = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, less, at, less.length - at);
                return less;
            }
            default -> {
                byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
                more[at] = change;
                return more;
            }
        }
        return bytes;
    }

    private static void value(Random random, StringBuilder json, int depth) {
        switch (random.nextInt(depth > 5 ? 6 : 9)) {
            case 0, 1 -> number(random, json);
            case 2 -> json.append(random.nextBoolean());
            case 3 -> json.append("null");
            case 4, 5 -> text(random, json);
            case 6 -> array(random, json, depth);
            default -> object(random, json, depth);
        }
    }

    private static void array(Random random, StringBuilder json, int depth) {
        json.append('[');
        space(random, json);
        for (int i = random.nextInt(4); i > 0; i--) {
            value(random, json, depth + 1);
            space(random, json);
            json.append(i == 1 ? "" : ",");
        }
        json.append(']');
    }

    private static void object(Random random, StringBuilder json, int depth) {
        json.append('{');
        for (int i = random.nextInt(4); i > 0; i--) {
            space(random, json);
            text(random, json);
            space(random, json);
            json.append(':');
            space(random, json);
            value(random, json, depth + 1);
            space(random, json);
            json.append(i == 1 ? "" : ",");
        }
        json.append('}');
    }

    /** Rarely one of about as many digits as are allowed. */
    private static void number(Random random, StringBuilder json) {
        json.append(random.nextInt(3) == 0 ? "-" : "");
        digits(random, json);
        if (random.nextInt(3) == 0) {
            json.append('.').append(random.nextInt(100_000));
        }
        if (random.nextInt(4) == 0) {
            json.append("eE".charAt(random.nextInt(2)))
                    .append(List.of("", "+", "-").get(random.nextInt(3)));
            json.append(random.nextInt(random.nextBoolean() ? 30 : 400));
        }
    }

    private static void digits(Random random, StringBuilder json) {
        switch (random.nextInt(8)) {
            case 0 -> json.append("7".repeat(990 - random.nextInt(100)));
            case 1 -> json.append(random.nextLong() >>> 1);
            case 2 -> json.append(random.nextInt() >>> 1).append(random.nextLong() >>> 1);
            case 3 -> json.append("922337203685477580").append(random.nextInt(10));
            case 4 -> json.append("214748364").append(random.nextInt(10));
            default -> json.append(random.nextInt(12));
        }
    }

    private static void text(Random random, StringBuilder json) {
        json.append('"');
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(9)) {
                case 0 -> json.append("\\\"");
                case 1 -> json.append(String.format("\\u%04x", random.nextInt(0x10000)));
                case 2 ->
                    json.append(String.format(
                            "\\u%04X\\u%04x", 0xD800 + random.nextInt(0x400), 0xDC00 + random.nextInt(0x400)));
                case 3 -> json.append('\\').append("bfnrt/\\".charAt(random.nextInt(7)));
                case 4 -> json.append("é߿\u0080".charAt(random.nextInt(3)));
                case 5 -> json.append("€ࠀ\uFFFF".charAt(random.nextInt(3)));
                case 6 -> json.appendCodePoint(0x10000 + random.nextInt(0x100000));
                default -> json.append((char) ('a' + random.nextInt(26)));
            }
        }
        json.append('"');
    }

    private static void space(Random random, StringBuilder json) {
        while (random.nextInt(4) == 0) {
            json.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }
}
