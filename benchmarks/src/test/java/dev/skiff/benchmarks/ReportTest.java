package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void a_budget_holds_for_the_figure_as_it_is_printed() {
        assertThat(new Budget("", 1.754, 1.75, "×").met()).isTrue();
        assertThat(new Budget("", 1.756, 1.75, "×").met()).isFalse();
    }

    @Test
    void columns_of_words_begin_and_columns_of_figures_end_at_one_place() {
        Table table = new Table(1, "what", "ms");
        table.add("floor", "7");
        table.add("usual", "123");

        assertThat(table).hasToString("""
                | what  |  ms |
                |-------|----:|
                | floor |   7 |
                | usual | 123 |
                """);
    }

    @Test
    void only_what_stands_between_the_comments_is_replaced() {
        String page = "mine\n<!-- cold-start: begin -->\nold\n<!-- cold-start: end -->\nmine too\n";

        Section section = Section.named("cold-start");

        assertThat(section.replaced(page, "\nnew\n"))
                .isEqualTo("mine\n<!-- cold-start: begin -->\nnew\n<!-- cold-start: end -->\nmine too\n");
        assertThatThrownBy(() -> section.replaced("mine", "new")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Section.named("cached-read").replaced(page, "new"))
                .hasMessageContaining("cached-read: begin");
    }
}
