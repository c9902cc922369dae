package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JarVersionsTest {
    private final JarVersions jars = new JarVersions(List.of(
            "core-1.2.3.jar", "core-web-4.5.jar", "io.example.rest-3.33.2.Final.jar", "other-core-7.jar", "core.txt"));

    @Test
    void a_version_begins_with_a_digit_behind_the_whole_name() {
        assertThat(jars.of("core")).isEqualTo("1.2.3");
        assertThat(jars.of("core-web")).isEqualTo("4.5");
    }

    @Test
    void the_group_may_stand_before_the_name() {
        assertThat(jars.of("rest")).isEqualTo("3.33.2.Final");
    }

    @Test
    void no_jar_and_two_jars_are_named_instead_of_guessed() {
        assertThatThrownBy(() -> jars.of("absent")).hasMessageContaining("absent");
        assertThatThrownBy(() -> new JarVersions(List.of("a-1.jar", "a-2.jar")).of("a"))
                .hasMessageContaining("[1, 2]");
    }
}
