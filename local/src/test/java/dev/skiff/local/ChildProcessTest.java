package dev.skiff.local;

import static dev.skiff.local.Functions.behaviour;
import static dev.skiff.local.Functions.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Functions.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a function's JVM. */
class ChildProcessTest {
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final String FIRST_TIER = "-XX:TieredStopAtLevel=1";

    @TempDir
    private Path javaHome = Path.of("");

    @Test
    void flags_are_those_of_the_managed_runtime() throws IOException {
        List<String> command = command("21.0.4", InitializationType.ON_DEMAND);

        assertThat(command)
                .startsWith(javaHome.resolve("bin/java").toString(), "-XX:MaxHeapSize=222822k", "-XX:+UseSerialGC")
                .endsWith(RuntimeInterfaceClient.MAIN_CLASS, "dev.skiff.local.functions.Behaviours::echo")
                .contains(
                        FIRST_TIER,
                        "-XX:+ErrorFileToStderr",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
                .doesNotContain(NATIVE_ACCESS);
    }

    @Test
    void newer_versions_are_told_of_native_access_and_compile_fully_where_lambda_does() throws IOException {
        assertThat(command("25", InitializationType.ON_DEMAND)).contains(NATIVE_ACCESS, FIRST_TIER);
        assertThat(command("25.0.3", InitializationType.SNAP_START))
                .contains(NATIVE_ACCESS)
                .doesNotContain(FIRST_TIER);
        assertThat(command("21", InitializationType.SNAP_START)).contains(FIRST_TIER);
    }

    @Test
    void the_class_path_is_the_client_and_nothing_of_ours() throws IOException {
        List<String> command = command("21", InitializationType.ON_DEMAND);
        String classPath = command.get(command.indexOf("-cp") + 1);

        assertThat(classPath.split(File.pathSeparator)).hasSize(5).allSatisfy(jar -> assertThat(
                        Path.of(jar).getFileName().toString())
                .matches("(aws-lambda-java-.*|utils-lite-.*|annotations-.*)\\.jar"));
    }

    @Test
    void the_clients_library_is_one_file_for_all() throws IOException {
        Path library = RuntimeInterfaceClient.nativeLibrary();

        assertThat(RuntimeInterfaceClient.nativeLibrary()).isEqualTo(library);
        assertThat(library.getFileName().toString()).startsWith("ric-2.9.0-linux");
        assertThat(library).isNotEmptyFile();
    }

    @Test
    void a_jvm_starts_without_a_warning() {
        Log log = new Log();
        try (LocalFunction function = LocalFunction.start(behaviour("echo").build(), log.lines::add)) {
            call(function, "1");
            log.awaitLine("REPORT");
        }
        assertThat(log.lines).hasSize(3);
    }

    private List<String> command(String version, InitializationType type) throws IOException {
        Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        FunctionDefinition definition =
                behaviour("echo").javaHome(javaHome).initialization(type).build();
        return new ChildProcess(definition, javaHome, "127.0.0.1:1", false).command();
    }
}
