package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentLogTest {
    private final List<String> all = new ArrayList<>();
    private final EnvironmentLog log = new EnvironmentLog(all::add);
    private final Lines first = new Lines();
    private final Lines second = new Lines();

    @Test
    void lines_belong_to_the_call_that_runs_and_then_to_the_last_one() {
        log.accept("before any");
        log.begin(invocation("a"), first);
        log.accept("one");
        log.end(first);
        log.accept("late");
        log.begin(invocation("b"), second);
        log.accept("two");

        assertThat(first.lines).containsExactly("one", "late");
        assertThat(second.lines).containsExactly("two");
        assertThat(all).containsExactly("before any", "one", "late", "two");
    }

    @Test
    void of_calls_at_once_it_is_the_one_that_the_line_names_else_all() {
        log.begin(invocation("id-a"), first);
        log.begin(invocation("id-b"), second);
        log.accept("about id-b");
        log.accept("about nobody");
        log.end(first);
        log.accept("alone");

        assertThat(first.lines).containsExactly("about nobody");
        assertThat(second.lines).containsExactly("about id-b", "about nobody", "alone");
    }

    private static Invocation invocation(String id) {
        return Invocation.of(new byte[0]).withRequestId(id);
    }

    private static final class Lines implements CallListener.Call {
        final List<String> lines = new ArrayList<>();

        @Override
        public void logged(String line) {
            lines.add(line);
        }

        @Override
        public void measured(ExecutionEnvironment.Ended ended) {}

        @Override
        public void ended(Outcome outcome) {}
    }
}
