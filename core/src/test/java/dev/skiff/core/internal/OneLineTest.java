package dev.skiff.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "plain, plain",
        "größe 😀, größe 😀",
        "'a\nb', a?b",
        "'a\r\nb', a??b",
        "'\u0000\u001b[31m', ??[31m",
        "'\u007f\u0085', ??",
        "'a\u2028b\u2029', a?b?"
    })
    void what_breaks_a_line_is_replaced(String text, String line) {
        assertThat(OneLine.of(text)).isEqualTo(line);
    }

    @Test
    void what_is_too_long_is_cut() {
        assertThat(OneLine.of("x".repeat(300))).isEqualTo("x".repeat(300));
        assertThat(OneLine.of("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
        assertThat(OneLine.of("\n".repeat(1_000_000))).isEqualTo("?".repeat(300) + "…");
    }
}
