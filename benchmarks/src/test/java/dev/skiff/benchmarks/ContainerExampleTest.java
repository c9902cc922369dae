package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.RuntimeInterfaceClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The steps of {@code examples/container/Dockerfile}, without Docker. */
@EnabledOnOs(OS.LINUX)
class ContainerExampleTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "container").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    private Path work = Path.of("");
    private Path image = Path.of("");
    private ColdFunction function = new ColdFunction("", "", ColdFunction.Kind.GET, Path.of(""), "");

    @BeforeEach
    void copy(@TempDir Path folder) throws IOException, InterruptedException {
        work = folder;
        TaskRoots roots = new TaskRoots(work);
        function = ColdFunction.floor(roots);
        image = roots.packed("image", function.taskRoot());
        Path runtime = Files.createDirectories(image.resolve("runtime"));
        for (Path jar : RuntimeInterfaceClient.classPath()) {
            Files.copy(jar, runtime.resolve(jar.getFileName().toString()));
        }
        for (String file : List.of("assemble", "event.json", "Training.java")) {
            Files.copy(EXAMPLE.resolve(file), image.resolve(file));
        }
        Path client = RuntimeInterfaceClient.classPath().stream()
                .filter(jar -> jar.toString().contains("runtime-interface-client"))
                .findFirst()
                .orElseThrow();
        run(JAVA.resolve("jar").toString(), "xf", client.toString(), "jni");
        run(JAVA.resolve("javac").toString(), "Training.java");
    }

    @Test
    void the_function_of_the_image_is_loaded_from_the_archive_that_it_was_built_with()
            throws IOException, InterruptedException {
        String built = run("sh", image.resolve("assemble").toString(), function.handler(), "event.json");

        String started = run(
                JAVA.resolve("java").toString(),
                "-cp",
                ".",
                "Training",
                "event.json",
                "java",
                "-Xlog:class+load=info:file=classes.log",
                "@options",
                RuntimeInterfaceClient.MAIN_CLASS,
                function.handler());

        assertThat(built).contains("\"statusCode\":200");
        assertThat(started).contains("\"statusCode\":200");
        List<String> log = Files.readAllLines(image.resolve("classes.log"));
        assertThat(ArchivedClasses.parse(log, function.handler()).handler()).isTrue();
    }

    @Test
    void a_function_that_cannot_be_loaded_fails_the_build() throws IOException, InterruptedException {
        Process process = start("sh", image.resolve("assemble").toString(), "com.example.Missing", "event.json");

        assertThat(process.waitFor()).isNotZero();
        assertThat(Files.readString(work.resolve("output"))).contains("com.example.Missing");
    }

    private String run(String... command) throws IOException, InterruptedException {
        int exit = start(command).waitFor();
        String output = Files.readString(work.resolve("output"));
        assertThat(exit).as(output).isZero();
        return output;
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(image.toFile());
        builder.environment().put("PATH", JAVA + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("LAMBDA_TASK_ROOT", image.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
    }
}
