package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomeTest {
    private final Path folder;

    JavaHomeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_jdk_that_runs_this_knows_its_version() {
        assertThat(JavaHome.current().feature()).isEqualTo(Runtime.version().feature());
    }

    @Test
    void other_versions_are_found_beside_the_default_jdk() throws IOException {
        JavaHome current = jdk("seventeen", "17.0.15");
        jdk("eight", "1.8.0");
        jdk("seventeen-again", "17.0.16");
        jdk("twenty-five", "25.0.3");
        Files.createDirectory(folder.resolve("no-jdk"));

        assertThat(JavaHome.chosen(current, List.of()))
                .extracting(JavaHome::version)
                .containsExactly("17.0.15", "25.0.3");
    }

    @Test
    void named_jdks_are_measured_and_no_others() throws IOException {
        JavaHome current = jdk("twenty-one", "21.0.1");
        JavaHome named = jdk("seventeen", "17.0.15");
        jdk("twenty-five", "25.0.3");

        assertThat(JavaHome.chosen(current, List.of(named.home())))
                .extracting(JavaHome::feature)
                .containsExactly(17, 21);
    }

    @Test
    void a_folder_without_java_is_refused() throws IOException {
        JavaHome current = jdk("seventeen", "17.0.15");

        assertThatThrownBy(() -> JavaHome.chosen(current, List.of(folder.resolve("none"))))
                .hasMessageContaining("is no Java home");
    }

    private JavaHome jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("java"));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return JavaHome.at(home).orElseThrow();
    }
}
