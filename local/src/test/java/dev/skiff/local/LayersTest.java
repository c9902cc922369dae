package dev.skiff.local;

import static dev.skiff.local.Functions.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.local.functions.Hooks;
import dev.skiff.local.functions.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers under the real Runtime Interface Client. */
class LayersTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_class_of_a_layer_is_found() throws Exception {
        Path layer = directory.resolve("layer");
        Files.createDirectories(layer.resolve("java/lib"));
        Files.copy(Functions.jarOf(Core.class), layer.resolve("java/lib/crac.jar"));

        assertThat(answerOf(Hooks.class, code(Hooks.class), layer)).isEqualTo("[\"constructed\"]");
    }

    @Test
    void a_layer_can_be_a_zip() throws Exception {
        Path layer = zip("layer.zip", Map.of("java/lib/z.jar", jarWithMarker("zipped")));

        assertThat(answerOf(Marker.class, code(Marker.class), layer)).isEqualTo("\"zipped\"");
    }

    @Test
    void the_functions_own_jar_wins_whatever_its_name() throws Exception {
        Path layer = zip("layer.zip", Map.of("java/lib/a.jar", jarWithMarker("layer")));
        Path code = code(Marker.class);
        Files.createDirectories(code.resolve("lib"));
        Files.write(code.resolve("lib/zzz.jar"), jarWithMarker("own"));

        assertThat(answerOf(Marker.class, code, layer)).isEqualTo("\"own\"");
    }

    @Test
    void a_later_layer_lies_over_an_earlier_one() throws Exception {
        Path first = zip("first.zip", Map.of("java/lib/same.jar", jarWithMarker("first")));
        Path second = zip("second.zip", Map.of("java/lib/same.jar", jarWithMarker("second")));

        assertThat(answerOf(Marker.class, code(Marker.class), first, second)).isEqualTo("\"second\"");
        assertThat(answerOf(Marker.class, code(Marker.class), second, first)).isEqualTo("\"first\"");
    }

    @Test
    void a_layer_that_is_not_there_is_named() throws Exception {
        assertThatThrownBy(() -> answerOf(Marker.class, code(Marker.class), directory.resolve("absent.zip")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("a layer of Tested is not there")
                .hasMessageContaining("absent.zip");
    }

    @Test
    void an_entry_that_leads_out_of_a_layer_is_refused() throws Exception {
        Path layer = zip("layer.zip", Map.of("java/lib/../../../../out.jar", new byte[] {1}));

        assertThatThrownBy(() -> answerOf(Marker.class, code(Marker.class), layer))
                .hasMessageContaining("can't be laid out")
                .cause()
                .hasMessageContaining("leads out of the archive");
    }

    @Test
    void what_unpacks_to_more_than_lambda_takes_is_refused() throws Exception {
        Path bomb = directory.resolve("bomb.zip");
        byte[] zeros = new byte[1024 * 1024];
        try (OutputStream out = Files.newOutputStream(bomb);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 251; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }

        assertThat(Files.size(bomb)).isLessThan(1_000_000);
        assertThatThrownBy(() -> answerOf(Marker.class, bomb))
                .hasMessageContaining("can't be laid out")
                .cause()
                .hasMessageContaining("larger than Lambda's 250 MB");
    }

    private static String answerOf(Class<?> function, Path code, Path... layers) {
        FunctionDefinition.Builder definition = FunctionDefinition.builder(
                        "Tested", function.getName() + "::handle", code)
                .timeout(Duration.ofSeconds(20));
        List.of(layers).forEach(definition::layer);
        try (LocalFunction running = LocalFunction.start(definition.build(), line -> {})) {
            return call(running, "{}").text();
        }
    }

    private Path code(Class<?> function) throws IOException {
        Path code = Files.createTempDirectory(directory, "code");
        String file = function.getName().replace('.', '/') + ".class";
        Files.createDirectories(code.resolve(file).getParent());
        Files.copy(Functions.TEST_CLASSES.resolve(file), code.resolve(file));
        return code;
    }

    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        return Files.write(directory.resolve(name), zipped(entries));
    }

    private static byte[] jarWithMarker(String text) throws IOException {
        return zipped(Map.of("marker.txt", text.getBytes(UTF_8)));
    }

    private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
