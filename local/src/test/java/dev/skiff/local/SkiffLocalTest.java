package dev.skiff.local;

import static dev.skiff.local.Functions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, and how it ends. */
@Tag("long")
class SkiffLocalTest {
    private static final Path TEMPLATE = Path.of("target/test-classes/templates/doors.yaml");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_command_that_is_told_to_stop_leaves_nothing() throws Exception {
        Process command = start();
        call(url(command) + "/users");
        List<ProcessHandle> children = children(command);
        assertThat(children).isNotEmpty();

        command.destroy();

        assertThat(command.waitFor()).isEqualTo(143);
        await("no child lives", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(leftovers(command)).isEmpty();
    }

    @Test
    void an_interrupted_command_leaves_nothing_even_while_a_call_runs() throws Exception {
        Process command = start();
        String url = url(command);
        call(url + "/users");
        var unused = CompletableFuture.runAsync(() -> call(url + "/forever"));
        await("two children", () -> children(command).size() == 2);
        List<ProcessHandle> children = children(command);

        ConcurrencyTest.signal("INT", command.pid());

        assertThat(command.waitFor()).isEqualTo(130);
        await("no child lives", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(leftovers(command)).isEmpty();
    }

    @Test
    void what_a_killed_command_left_goes_with_the_next_one() throws Exception {
        Process command = start();
        call(url(command) + "/users");
        command.destroyForcibly().waitFor();
        assertThat(leftovers(command)).isNotEmpty();

        Process next = start();
        url(next);

        assertThat(leftovers(command)).isEmpty();
    }

    @Test
    void a_child_that_is_killed_is_answered_and_replaced() throws Exception {
        Process command = start();
        String url = url(command);
        var forever = CompletableFuture.supplyAsync(() -> call(url + "/forever"));
        await("a child", () -> children(command).size() == 1);
        await("it has begun", () -> children(command).stream().anyMatch(child -> cpu(child) > 100));

        children(command).forEach(ProcessHandle::destroyForcibly);

        assertThat(forever.get(90, TimeUnit.SECONDS)).isNotEmpty();
        assertThat(call(url + "/users")).contains("/users");
    }

    @Test
    void for_machines_each_line_is_an_object() throws Exception {
        Process command = start("--json", "--debug-port", "0", "--idle", "60");
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> command.inputReader().lines().forEach(lines::add));
        reader.setDaemon(true);
        reader.start();
        await("the start screen", () -> !lines.isEmpty());
        Map<String, Object> screen = JSON.std.mapFrom(lines.get(0));
        Map<?, ?> echo = (Map<?, ?>) first(screen.get("functions"));
        assertThat(echo.get("id")).isEqualTo("Echo");
        assertThat(call(String.valueOf(screen.get("page")))).contains("<!doctype html>");
        Map<?, ?> route = (Map<?, ?>) first(echo.get("routes"));

        call(String.valueOf(route.get("url")));

        await("a report", () -> lines.stream().anyMatch(line -> line.contains("REPORT")));
        for (String line : lines.subList(1, lines.size())) {
            assertThat(JSON.std.mapFrom(line)).containsEntry("function", "Echo").containsKeys("time", "stream");
        }
    }

    @Test
    void the_children_of_a_command_that_is_killed_end_even_if_they_are_busy() throws Exception {
        Process command = start();
        String url = url(command);
        call(url + "/users");
        var unused = CompletableFuture.runAsync(() -> call(url + "/forever"));
        await("two children", () -> children(command).size() == 2);
        List<ProcessHandle> children = children(command);

        command.destroyForcibly().waitFor();

        await("no child lives", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void a_wrong_parameter_is_one_line() {
        StringWriter err = new StringWriter();

        assertThat(run(err, TEMPLATE.toString(), "--parameter", "Gretting=x")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("skiff-local: the template has no parameter Gretting, only [Greeting]\n");
    }

    @Test
    void a_port_out_of_range_is_one_line() {
        StringWriter err = new StringWriter();

        assertThat(run(err, TEMPLATE.toString(), "--port", "70000")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("skiff-local: the port is 70000, expected 0 to 65535\n");
    }

    @Test
    void a_directory_without_a_template_is_one_line(@TempDir Path empty) {
        StringWriter err = new StringWriter();

        assertThat(run(err, empty.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("skiff-local: there is no template.yaml in " + empty + "\n");
    }

    @Test
    void a_broken_env_file_names_the_line(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("local.env"), "# mine\nexport A='b c'\nB\n");
        StringWriter err = new StringWriter();

        assertThat(run(err, TEMPLATE.toString(), "--env-file", file.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("skiff-local: " + file + ":3: expected NAME=VALUE\n");
        Files.writeString(file, "# mine\nexport A='b c'\nB=\n");
        assertThat(EnvFile.read(file)).containsEntry("A", "b c").containsEntry("B", "");
    }

    private static int run(StringWriter err, String... arguments) {
        CommandLine command = SkiffLocal.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private static Object first(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list)).get(0);
    }

    private static long cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private Process start(String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // as the script skiff-local does: the queue server's libraries are warned of on 24 and later
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SkiffLocal.class.getName(),
                TEMPLATE.toString(),
                "--port",
                "0"));
        line.addAll(List.of(options));
        Process command = new ProcessBuilder(line).redirectErrorStream(true).start();
        started.add(command);
        return command;
    }

    /** Reads on in a thread of its own, so that the command never waits for a reader. */
    private static String url(Process command) {
        CompletableFuture<String> url = new CompletableFuture<>();
        Pattern line = Pattern.compile("GET +(http://\\S+)/users");
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = command.inputReader()) {
                lines.lines().forEach(text -> {
                    Matcher matcher = line.matcher(text);
                    if (matcher.find()) {
                        url.complete(matcher.group(1));
                    }
                });
            } catch (IOException | RuntimeException ended) {
                url.completeExceptionally(ended);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return url.orTimeout(90, TimeUnit.SECONDS).join();
    }

    private static String call(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException gone) {
            return "";
        }
    }

    private static List<ProcessHandle> children(Process command) {
        return command.children().filter(ProcessHandle::isAlive).toList();
    }

    private static List<Path> leftovers(Process command) throws IOException {
        Path home = RuntimeInterfaceClient.nativeLibrary().resolveSibling("");
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-" + command.pid() + "-"))
                    .toList();
        }
    }
}
