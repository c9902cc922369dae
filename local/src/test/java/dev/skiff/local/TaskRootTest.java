package dev.skiff.local;

import static dev.skiff.local.Functions.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.functions.Hooks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crac.Core;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code in each of the forms that a CodeUri can name. */
@Tag("long")
class TaskRootTest {
    private static final String CLASS = "dev/skiff/local/functions/Hooks.class";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_zip_has_its_classes_at_the_root_and_its_jars_in_lib() throws Exception {
        Path zip = archive("users.zip", Map.of(CLASS, classFile(), "lib/crac.jar", cracJar()));

        assertThat(answerOf(zip)).isEqualTo("[\"constructed\"]");
    }

    @Test
    void a_jar_with_jars_in_lib_is_the_same() throws Exception {
        Path jar = archive("users.jar", Map.of(CLASS, classFile(), "lib/crac.jar", cracJar()));

        assertThat(answerOf(jar)).isEqualTo("[\"constructed\"]");
    }

    @Test
    void a_jar_with_everything_in_it_is_one_of_the_class_path() throws Exception {
        Path jar = archive("users.jar", Map.of(CLASS, classFile()));

        assertThat(answerOf(jar)).contains("Error loading class dev.skiff.local.functions.Hooks: org/crac/Resource");
    }

    @Test
    void an_entry_that_leads_out_of_a_zip_is_refused() throws Exception {
        Path zip = archive("users.zip", Map.of("../../out.txt", new byte[] {1}));

        assertThatThrownBy(() -> answerOf(zip))
                .hasMessageContaining("can't be laid out")
                .cause()
                .hasMessageContaining("../../out.txt");
    }

    @Test
    void a_zip_that_unpacks_to_more_than_lambda_takes_is_refused() throws Exception {
        Path zip = archive("bomb.zip", Map.of("zeros", new byte[250 * 1024 * 1024 + 1]));
        assertThat(zip.toFile().length()).isLessThan(1_000_000);

        assertThatThrownBy(() -> answerOf(zip))
                .hasMessageContaining("can't be laid out")
                .cause()
                .hasMessageContaining("larger than Lambda's 250 MB");
    }

    @Test
    void a_maven_project_is_not_what_maven_makes_of_it() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project/>");

        assertThatThrownBy(() -> answerOf(directory))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("let CodeUri name its target/….zip")
                .hasMessageContaining("mvn -f " + directory + " package");
    }

    private String answerOf(Path code) {
        FunctionDefinition definition = FunctionDefinition.builder("Tested", Hooks.class.getName() + "::handle", code)
                .timeout(Duration.ofSeconds(20))
                .build();
        try (LocalFunction function = LocalFunction.start(definition, line -> {})) {
            return call(function, "{}").text();
        }
    }

    private Path archive(String name, Map<String, byte[]> entries) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static byte[] classFile() throws IOException {
        return Files.readAllBytes(Functions.TEST_CLASSES.resolve(CLASS));
    }

    private static byte[] cracJar() throws Exception {
        return Files.readAllBytes(Functions.jarOf(Core.class));
    }
}
