package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
        LoadedClasses classes = LoadedClasses.of(runner, floor);

        assertThat(measured.wallMillis()).isPositive();
        assertThat(measured.cpuMillis()).isPositive();
        assertThat(measured.peakMegabytes()).isPositive();
        assertThat(classes.of(LoadedClasses.OWN)).isEqualTo(1);
        assertThat(classes.of(LoadedClasses.RUNTIME)).isPositive();
    }
}
