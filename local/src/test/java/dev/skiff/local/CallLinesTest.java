package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLinesTest {
    private final CallLines log = new CallLines();
    private final Lines first = new Lines();
    private final Lines second = new Lines();

    @Test
    void lines_belong_to_the_call_that_runs_and_then_to_the_last_one() {
        log.print("before any");
        log.begin(invocation("a"), first);
        log.print("one");
        log.end(first);
        log.print("late");
        log.begin(invocation("b"), second);
        log.print("two");

        assertThat(first.lines).containsExactly("one", "late");
        assertThat(second.lines).containsExactly("two");
    }

    @Test
    void of_calls_at_once_it_is_the_one_that_the_line_names_else_all() {
        log.begin(invocation("id-a"), first);
        log.begin(invocation("id-b"), second);
        log.print("about id-b");
        log.print("about nobody");
        log.end(first);
        log.print("alone");

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
