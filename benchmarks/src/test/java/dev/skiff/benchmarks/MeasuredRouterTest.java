package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MeasuredRouterTest {
    @Test
    void a_line_is_a_router_with_its_version_and_the_class_that_runs_it() {
        assertThat(MeasuredRouter.parse(
                        "Vert.x Web 5.0\tdev.example.VertxMatching\nSpring 7\tdev.example.SpringMatching\n"))
                .containsExactly(
                        new MeasuredRouter("Vert.x Web 5.0", "dev.example.VertxMatching"),
                        new MeasuredRouter("Spring 7", "dev.example.SpringMatching"));
    }

    @Test
    void a_line_without_a_class_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredRouter.parse("Spring 7"))
                .withMessageContaining("Spring 7");
    }

    @Test
    void a_version_that_the_build_did_not_fill_in_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredRouter.parse("Spring ${spring.version}\tdev.example.SpringMatching"))
                .withMessageContaining("${spring.version}");
    }
}
