package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void without_words_every_function_runs_31_times_and_nothing_is_written() {
        assertThat(parse()).isEqualTo(new Arguments(List.of(), 31, List.of(), false));
    }

    @Test
    void a_program_of_slow_functions_runs_them_less_often_unless_told() {
        assertThat(Arguments.parse(List.of(), Map.of(), 15).runs()).isEqualTo(15);
        assertThat(Arguments.parse(List.of("--runs", "31"), Map.of(), 15).runs())
                .isEqualTo(31);
    }

    @Test
    void quick_means_one_run() {
        assertThat(parse("--quick").runs()).isEqualTo(1);
    }

    @Test
    void runs_and_write_are_taken() {
        assertThat(parse("--runs", "101", "--write"))
                .isEqualTo(new Arguments(List.of("--runs 101", "--write"), 101, List.of(), true));
    }

    @Test
    void jdks_come_from_the_command_line_and_from_the_environment() {
        String two = "b" + File.pathSeparator + "c";

        Arguments arguments = Arguments.parse(List.of("--jdk", "a"), Map.of("SKIFF_JDKS", two));

        assertThat(arguments.homes()).containsExactly(Path.of("a"), Path.of("b"), Path.of("c"));
    }

    @Test
    void what_was_given_names_no_place_of_this_machine() {
        assertThat(parse("--jdk", "/secret/jdk").given()).containsExactly("--jdk …");
    }

    @Test
    void what_is_not_understood_is_named() {
        assertThatThrownBy(() -> parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> parse("--runs")).hasMessageContaining("--runs needs a value");
        assertThatThrownBy(() -> parse("--runs", "0")).hasMessageContaining("not 0");
        assertThatThrownBy(() -> parse("--runs", "many")).hasMessageContaining("not many");
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(List.of(words), Map.of());
    }
}
