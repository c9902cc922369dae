package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivedClassesTest {
    private static final String HANDLER = "com.example.Users";

    @Test
    void classes_of_all_archives_are_counted_and_those_of_jars_beside_them() {
        List<String> log = List.of(
                "[0.010s][info][class,load] java.lang.Object source: shared objects file",
                "[0.050s][info][class,load] com.example.Users source: shared objects file (top)",
                "[0.060s][info][class,load] com.example.User source: file:/function/lib/function.jar",
                "[0.061s][info][class,load] a line without its end");

        assertThat(ArchivedClasses.parse(log, HANDLER)).isEqualTo(new ArchivedClasses(3, 2, true));
    }

    @Test
    void a_function_from_a_jar_is_not_archived_whatever_its_name_begins_with() {
        List<String> log = List.of(
                "[0.050s][info][class,load] com.example.Users source: file:/function/lib/function.jar",
                "[0.051s][info][class,load] com.example.Users$1 source: shared objects file (top)");

        assertThat(ArchivedClasses.parse(log, HANDLER)).isEqualTo(new ArchivedClasses(2, 1, false));
    }
}
