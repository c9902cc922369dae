package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveResultsTest {
    @Test
    void each_function_is_compared_with_the_floor_and_with_itself_on_the_managed_runtime(@TempDir Path work)
            throws IOException {
        JavaHome java = new JavaHome(Path.of("java"), 25, "25.0.1", "someone");
        ColdRunner runner = ColdRunner.ofImage(java, work);
        List<ArchiveStart> starts = List.of(
                start("floor", "floor", "as managed", runner, 0),
                start("hello", "hello", "as managed", runner, 0),
                start("hello-aot", "hello", "AOT cache", runner, 12_345_678));
        Results results =
                new Results(java, starts.stream().map(ArchiveStart::function).toList());
        results.add(starts.get(0).function(), new Measured(100, 110, 40));
        results.add(starts.get(1).function(), new Measured(150, 180, 45));
        results.add(starts.get(2).function(), new Measured(75, 90, 50));

        String report = ArchiveResults.report(List.of(new ArchiveResults(starts, results)));

        assertThat(report.lines().toList())
                .contains(
                        "### Archives of classes, Java 25.0.1",
                        "| floor    | as managed | 100 (100–100) |    1.00 |         1.00 |    110 |      40 |     900 |               800 |                |",
                        "| hello    | as managed | 150 (150–150) |    1.50 |         1.00 |    180 |      45 |     900 |               800 |                |",
                        "| hello    | AOT cache  |    75 (75–75) |    0.75 |         0.50 |     90 |      50 |     900 |               800 |     12,345,678 |");
    }

    private static ArchiveStart start(String name, String what, String how, ColdRunner runner, long bytes) {
        ColdFunction function = new ColdFunction(name, what, ColdFunction.Kind.GET, Path.of(name), "com.example.Users");
        return new ArchiveStart(function, how, runner, new ArchivedClasses(900, 800, bytes > 0), bytes);
    }
}
