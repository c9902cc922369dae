package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadsTest {
    private static final Reads READ = new Reads("17.0.15", "cached", 1, List.of(18.0, 20.0, 99.0), 0.001);
    private static final Reads CLOCKS = new Reads("17.0.15", "clocks", 1, List.of(9.0, 15.0, 16.0), 0);

    @Test
    void threads_that_wait_for_a_core_are_not_at_work() {
        assertThat(new Reads("17", "cached", 32, List.of(160.0), 0)
                        .nanosOfCore(2)
                        .median())
                .isEqualTo(10);
        assertThat(READ.nanosOfCore(2).median()).isEqualTo(20);
    }

    @Test
    void a_read_is_judged_with_its_clocks_and_without_and_by_its_garbage() {
        Reads otherThreads = new Reads("17.0.15", "clocks", 32, List.of(1.0), 0);
        Reads otherJava = new Reads("25.0.3", "clocks", 1, List.of(2.0), 0);

        assertThat(Reads.budgets(List.of(otherThreads, otherJava, READ, CLOCKS), 2))
                .extracting(Budget::what, Budget::figure, Budget::met)
                .containsExactly(
                        tuple("cached read, 1 thread, Java 17.0.15", 20.0, false),
                        tuple("beyond the clocks, 1 thread, Java 17.0.15", 5.0, true),
                        tuple("allocated, 1 thread, Java 17.0.15", 0.001, true));
    }

    @Test
    void a_byte_for_a_hundred_reads_is_too_much() {
        Reads read = new Reads("17.0.15", "cached", 1, List.of(1.0), 0.01);

        assertThat(Reads.budgets(List.of(read, CLOCKS), 2).get(2).met()).isFalse();
    }

    @Test
    void a_read_without_its_clocks_is_not_judged() {
        assertThatThrownBy(() -> Reads.budgets(List.of(READ), 2)).hasMessageContaining("clocks");
    }
}
