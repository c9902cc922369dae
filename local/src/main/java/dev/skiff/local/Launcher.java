package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that Linux kills when this one is gone, however it went. A child that waits for work notices that by
 * itself; one that is busy would go on for as long as its handler likes.
 *
 * <p>The kernel watches the thread that started the child, not its process: so one thread, which lives as long as this
 * JVM, starts them all.
 */
final class Launcher {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private static final Launcher ONLY = new Launcher();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "skiff-local launcher");
        daemon.setDaemon(true);
        return daemon;
    });
    private final List<String> prefix;

    private Launcher() {
        List<String> command = List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--");
        this.prefix = Files.isExecutable(SETPRIV) && works(command) ? command : List.of();
    }

    static Process start(ProcessBuilder builder) throws IOException {
        return ONLY.launch(builder);
    }

    private Process launch(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** Older ones and Busybox's don't know the option. */
    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("/bin/true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
