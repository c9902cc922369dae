package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ColdRunnerTest {
    @Test
    void the_floor_starts_cold_and_answers(@TempDir Path work) throws IOException, InterruptedException {
        ColdRunner runner = ColdRunner.withArchive(JavaHome.current(), work);
        ColdFunction floor = ColdFunction.floor(new TaskRoots(work));

        Measured measured = runner.run(floor);
        Diary diary = Diary.of(runner, floor);
        LoadedClasses classes = diary.classes();

        assertThat(measured.wallMillis()).isPositive();
        assertThat(measured.cpuMillis()).isPositive();
        assertThat(measured.peakMegabytes()).isPositive();
        assertThat(classes.of(LoadedClasses.OWN)).isEqualTo(1);
        assertThat(classes.of(LoadedClasses.RUNTIME)).isPositive();
        assertThat(diary.names())
                .contains("dev.skiff.benchmarks.functions.floor.FloorFunction")
                .isSorted();
        assertThat(List.of(diary.jvm(), diary.runtime(), diary.init(), diary.event()))
                .allMatch(millis -> millis > 0);
    }
}
