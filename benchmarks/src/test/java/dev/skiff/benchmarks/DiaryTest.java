package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiaryTest {
    private static final ColdRun RUN = new ColdRun(new Measured(100, 0, 0), 1_000_000, 81_000_000, new byte[0]);
    private static final String CLIENT =
            "[51000000ns] com.amazonaws.services.lambda.runtime.api.client.AWSLambda source: shared objects file (top)";

    @Test
    void phases_end_where_client_and_function_are_loaded_the_event_is_asked_for_and_the_answer_is_there() {
        Diary diary = Diary.parse(
                List.of(CLIENT, "[71000000ns] com.example.Users source: file:/srv/"), "com.example.Users", RUN);

        assertThat(List.of(diary.jvm(), diary.runtime(), diary.init(), diary.event()))
                .containsExactly(50.0, 20.0, 10.0, 20.0);
        assertThat(diary.all()).isEqualTo(100);
        assertThat(diary.classes().of(LoadedClasses.OWN)).isEqualTo(1);
    }

    @Test
    void classes_made_at_run_time_have_the_same_name_each_time() {
        assertThat(LoadedClasses.names(List.of(
                        "[2ns] com.example.Users$$Lambda$14/0x00007f12 source: com.example.Users",
                        "[3ns] com.example.Users$1 source: file:/srv/",
                        "[1ns] com.example.Users$$Lambda/0x000000080 source: com.example.Users")))
                .containsExactly("com.example.Users$$Lambda", "com.example.Users$$Lambda", "com.example.Users$1");
    }

    @Test
    void a_function_that_was_not_loaded_is_noticed() {
        assertThatThrownBy(() -> Diary.parse(List.of(CLIENT), "com.example.Users", RUN))
                .hasMessageContaining("com.example.Users");
    }
}
