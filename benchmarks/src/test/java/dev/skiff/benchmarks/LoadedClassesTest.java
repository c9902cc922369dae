package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {
    private static final String CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda source: shared objects file (top)";

    @Test
    void classes_are_counted_by_where_they_came_from() {
        LoadedClasses loaded = LoadedClasses.parse(List.of(
                "java.lang.Object source: shared objects file",
                "java.util.BitSet source: jrt:/java.base",
                CLIENT,
                "com.example.Users source: file:/srv/task-roots/skiff/",
                "com.amazonaws.services.lambda.runtime.events.SQSEvent source: file:/srv/lib/events.jar",
                "com.example.Users$$Lambda/0x00007f source: com.example.Users",
                "a line about something else"));

        assertThat(loaded.bySource())
                .isEqualTo(Map.of("JDK", 2, "runtime client", 1, "classes", 1, "events.jar", 1, "generated", 1));
        assertThat(loaded.total()).isEqualTo(6);
        assertThat(loaded.of("batteries.jar")).isZero();
    }

    @Test
    void an_archive_with_a_class_of_a_function_is_refused() {
        assertThatThrownBy(() ->
                        LoadedClasses.parse(List.of(CLIENT, "com.example.Users source: shared objects file (top)")))
                .hasMessageContaining("com.example.Users");
    }

    @Test
    void an_archive_that_was_not_used_is_noticed() {
        assertThatThrownBy(() -> LoadedClasses.parse(List.of("java.lang.Object source: shared objects file")))
                .hasMessageContaining("not loaded from the class-data archive");
    }
}
