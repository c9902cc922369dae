package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassRecordTest {
    @Test
    void what_is_beyond_counts_names_as_often_as_they_stand() {
        assertThat(ClassRecord.beyond(List.of("a", "b", "b", "c"), List.of("b", "c", "d")))
                .containsExactly("a", "b");
    }

    @Test
    void a_tenth_more_is_allowed_and_a_class_more_than_that_is_not() {
        ClassRecord recorded = new ClassRecord(Map.of("get", names(20)));

        assertThat(recorded.heavier(new ClassRecord(Map.of("get", names(22))))).isEmpty();
        assertThat(recorded.heavier(new ClassRecord(Map.of("get", names(23))))).containsExactly("get");
    }

    @Test
    void a_path_that_is_not_recorded_is_too_heavy() {
        assertThat(new ClassRecord(Map.of()).heavier(new ClassRecord(Map.of("post", names(1)))))
                .containsExactly("post");
    }

    @Test
    void a_record_is_read_as_it_was_written(@TempDir Path folder) throws IOException {
        ClassRecord record = new ClassRecord(Map.of("get", List.of("com.example.A", "com.example.A$$Lambda")));
        Path file = Files.writeString(folder.resolve("classes.txt"), record.text());

        assertThat(ClassRecord.read(file)).isEqualTo(record);
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("com.example.C" + i);
        }
        return names;
    }
}
