package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assertThat(Statistics.of(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Statistics.of(List.of(4.0, 1.0, 3.0, 90.0)).median()).isEqualTo(3.5);
    }

    @Test
    void half_of_the_values_lie_between_the_quartiles() {
        assertThat(Statistics.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0))).isEqualTo(new Statistics(2, 3, 4));
        assertThat(Statistics.of(List.of(7.0))).isEqualTo(new Statistics(7, 7, 7));
    }

    @Test
    void a_ratio_is_one_of_medians() {
        Statistics slow = Statistics.of(List.of(100.0, 150.0, 900.0));
        Statistics fast = Statistics.of(List.of(1.0, 100.0, 101.0));

        assertThat(slow.ratio(fast)).isEqualTo(1.5);
    }

    @Test
    void nothing_has_no_median() {
        assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
