package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStartTest {
    private static final Path TRAINING = Path.of("..", "examples", "container", "Training.java");

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_function_is_loaded_from_the_archive_that_one_call_of_it_made(@TempDir Path work)
            throws IOException, InterruptedException {
        JavaHome java = JavaHome.current();
        TaskRoots roots = new TaskRoots(work);

        List<ArchiveStart> starts = ArchiveStart.all(ColdFunction.floor(roots), roots, java, work, TRAINING);

        int kinds = (int) Stream.of(ClassArchive.values())
                .filter(kind -> kind.isKnownTo(java))
                .count();
        assertThat(starts).hasSize(2 + 2 * kinds).extracting(ArchiveStart::how).doesNotHaveDuplicates();
        ArchiveStart managed = starts.get(0);
        ArchiveStart classPath = starts.get(1 + kinds);
        assertThat(List.of(managed, classPath))
                .noneMatch(start -> start.classes().handler());
        assertThat(starts)
                .filteredOn(start -> !start.equals(managed) && !start.equals(classPath))
                .hasSize(2 * kinds)
                .allMatch(start -> start.bytes() > 0 && start.classes().handler())
                .allMatch(start ->
                        start.classes().archived() > classPath.classes().archived());
    }

    @Test
    void a_packed_function_has_its_classes_in_a_jar_beside_those_that_it_carries(@TempDir Path work)
            throws IOException {
        Path root = Files.createDirectories(work.resolve("function"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("lib").resolve("some.jar"), "a jar");
        Files.createDirectories(root.resolve("com"));
        Files.writeString(root.resolve("com").resolve("Users.class"), "a class");

        Path packed = new TaskRoots(work).packed("packed", root);

        List<String> names = new ArrayList<>();
        TaskRoots.jarsOf(packed).forEach(jar -> names.add(packed.relativize(jar).toString()));
        assertThat(names).containsExactly("lib/function.jar", "lib/some.jar");
        try (ZipFile jar =
                new ZipFile(packed.resolve("lib").resolve("function.jar").toFile())) {
            assertThat(jar.stream()).singleElement().hasToString("com/Users.class");
        }
        assertThat(packed.resolve("com")).doesNotExist();
    }
}
