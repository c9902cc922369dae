package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Functions.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that changes while its functions run. */
@Tag("long")
@Timeout(60)
class CodeWatchTest {
    @TempDir
    private Path directory = Path.of("");

    private final Log log = new Log();
    private @Nullable RunningTemplate running;

    @AfterEach
    void close() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void classes_that_change_answer_the_next_call() throws IOException {
        compile("first", 0);
        start("classes");
        assertThat(answer()).isEqualTo("\"first\"");

        compile("second", 0);
        long saved = System.nanoTime();
        await("the new answer", () -> answer().equals("\"second\""));

        System.out.println("from save to answer, classes: " + millisSince(saved) + " ms");
        assertThat(log.lines)
                .filteredOn(line -> line.contains("The code has changed"))
                .hasSize(1);
        await("the old process ends", () -> children() == 1);
    }

    @Test
    void a_zip_that_changes_answers_the_next_call_once_it_is_whole() throws IOException, InterruptedException {
        compile("first", 0);
        Path zip = directory.resolve("function.zip");
        Files.write(zip, zipped());
        start("function.zip");
        assertThat(answer()).isEqualTo("\"first\"");

        compile("second", 0);
        byte[] bytes = zipped();
        try (OutputStream out = Files.newOutputStream(zip)) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            Thread.sleep(500);
            assertThat(answer()).isEqualTo("\"first\"");
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        }
        long saved = System.nanoTime();
        await("the new answer", () -> answer().equals("\"second\""));

        System.out.println("from save to answer, zip: " + millisSince(saved) + " ms");
    }

    @Test
    void a_build_that_empties_the_classes_first_is_waited_for() throws IOException, InterruptedException {
        compile("first", 0);
        start("classes");
        assertThat(answer()).isEqualTo("\"first\"");

        Files.delete(directory.resolve("classes/Changing.class"));
        Thread.sleep(700);
        assertThat(answer()).isEqualTo("\"first\"");
        compile("second", 0);

        await("the new answer", () -> answer().equals("\"second\""));
        assertThat(log.lines)
                .filteredOn(line -> line.contains("The code has changed"))
                .hasSize(1);
    }

    @Test
    void a_call_that_runs_ends_in_the_old_process() throws IOException {
        compile("first", 8_000);
        start("classes");
        CompletableFuture<String> old = CompletableFuture.supplyAsync(this::answer, task -> new Thread(task).start());
        log.awaitLine("called");

        compile("second", 0);
        await("the new answer", () -> answer().equals("\"second\""));

        assertThat(old).isNotDone();
        assertThat(old.join()).isEqualTo("\"first\"");
        await("the old process ends", () -> children() == 1);
    }

    @Test
    void a_layer_that_changes_answers_the_next_call_of_its_functions() throws IOException {
        compile("Reading", """
                public class Reading {
                    public String handle(Object event) throws Exception {
                        try (java.io.InputStream word = Reading.class.getResourceAsStream("/word")) {
                            return word == null ? "none" : new String(word.readAllBytes());
                        }
                    }
                }
                """);
        layer("first");
        Files.writeString(directory.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Globals: {Function: {Runtime: java21, Handler: "Reading::handle", MemorySize: 256, Timeout: 20, CodeUri: classes}}
                Resources:
                  Words: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}
                  Without: {Type: AWS::Serverless::Function}
                  Changing: {Type: AWS::Serverless::Function, Properties: {Layers: [!Ref Words]}}
                """);
        start();
        assertThat(answer()).isEqualTo("\"first\"");
        assertThat(answer("Without")).isEqualTo("\"none\"");

        layer("second");
        log.awaitLine("The code has changed");

        await("the new answer", () -> answer().equals("\"second\""));

        assertThat(log.lines)
                .filteredOn(line -> line.contains("The code has changed"))
                .hasSize(1);
    }

    private void layer(String word) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("layer/java/lib"));
        Files.write(lib.resolve("words.jar"), zipped("word", word.getBytes(UTF_8)));
    }

    @Test
    void a_changed_template_wants_a_restart() throws IOException {
        compile("first", 0);
        start("classes");

        Files.writeString(directory.resolve("template.yaml"), "\n# changed\n", java.nio.file.StandardOpenOption.APPEND);

        log.awaitLine("template.yaml has changed: restart to see that");
    }

    private void start(String code) throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Changing:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java21
                      Handler: Changing::handle
                      MemorySize: 256
                      Timeout: 20
                      CodeUri: %s
                """.formatted(code));
        start();
    }

    private void start() {
        running = Local.template(directory)
                .port(0)
                .watch()
                .log((function, line) -> log.lines.add(line))
                .start();
    }

    private String answer() {
        return answer("Changing");
    }

    private String answer(String function) {
        return Objects.requireNonNull(running)
                .invoke(function, "{}".getBytes(UTF_8))
                .text();
    }

    private void compile(String answer, int milliseconds) throws IOException {
        compile("Changing", """
                public class Changing {
                    public String handle(Object event) throws Exception {
                        System.out.println("called");
                        Thread.sleep(%d);
                        return "%s";
                    }
                }
                """.formatted(milliseconds, answer));
    }

    private void compile(String name, String text) throws IOException {
        Path source = Files.writeString(directory.resolve(name + ".java"), text);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
    }

    private byte[] zipped() throws IOException {
        return zipped("Changing.class", Files.readAllBytes(directory.resolve("classes/Changing.class")));
    }

    private static byte[] zipped(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }

    private static long children() {
        List<ProcessHandle> living = ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .toList();
        return living.size();
    }
}
