package dev.skiff.local;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/**
 * Looks at the functions' code ten times a second, less often where that is much, and has them reloaded once it has changed
 * and then rested: a build writes for a while, and what it leaves in between is not to be run.
 */
final class CodeWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    /** Code that stays broken is run in the end: its own errors tell more than silence. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(5);

    private final List<Watched> watched = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "skiff-local watch");

    private CodeWatch() {}

    static CodeWatch start(
            Collection<LocalFunction> functions, TaskRoot taskRoots, Path template, Consumer<String> log) {
        CodeWatch watch = new CodeWatch();
        Map<List<Path>, List<LocalFunction>> byContent = new LinkedHashMap<>();
        for (LocalFunction function : functions) {
            byContent
                    .computeIfAbsent(TaskRoot.content(function.definition()), content -> new ArrayList<>())
                    .add(function);
        }
        byContent.forEach((content, users) -> watch.watched.add(new Code(content, users, taskRoots)));
        watch.watched.add(new Template(template, log));
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                long from = System.nanoTime();
                watched.forEach(Watched::look);
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
                TimeUnit.MILLISECONDS.sleep(Math.max(PAUSE_MILLIS, 10 * took));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is at some places, as far as times and sizes tell. */
    private record State(int files, long sum) {
        static State of(List<Path> places) {
            int[] files = {0};
            long[] sum = {0};
            try {
                for (Path place : places) {
                    add(place, files, sum);
                }
            } catch (IOException changing) {
                return new State(-1, System.nanoTime());
            }
            return new State(files[0], sum[0]);
        }

        private static void add(Path place, int[] files, long[] sum) throws IOException {
            Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files[0]++;
                    sum[0] += hash(file, attributes);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        private static long hash(Path file, BasicFileAttributes attributes) {
            long hash = file.toString().hashCode();
            hash = hash * 1_000_003 + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            return (hash * 1_000_003 + attributes.size()) * 1_000_003;
        }
    }

    /** Places that change. */
    private abstract static class Watched {
        final List<Path> places;
        private State known;
        private State seen;
        private long changedAt;

        Watched(List<Path> places) {
            this.places = places;
            this.known = State.of(places);
            this.seen = known;
        }

        final void look() {
            State now = State.of(places);
            if (!now.equals(seen)) {
                seen = now;
                changedAt = System.nanoTime();
            } else if (!now.equals(known) && (isWhole() || patienceIsOver())) {
                known = now;
                changed();
            }
        }

        private boolean patienceIsOver() {
            return System.nanoTime() - changedAt > MOST_PATIENCE.toNanos();
        }

        abstract boolean isWhole();

        abstract void changed();
    }

    /** Code that one or more functions share, and the layers below it. */
    private static final class Code extends Watched {
        private final List<LocalFunction> functions;
        private final TaskRoot taskRoots;

        Code(List<Path> content, List<LocalFunction> functions, TaskRoot taskRoots) {
            super(content);
            this.functions = functions;
            this.taskRoots = taskRoots;
        }

        @Override
        boolean isWhole() {
            try {
                Path code = places.get(0);
                for (Path place : places) {
                    if (!Files.isDirectory(place)) {
                        new ZipFile(place.toFile()).close();
                    }
                }
                return !Files.isDirectory(code)
                        || functions.stream().allMatch(it -> TaskRoot.hasHandler(it.definition(), code));
            } catch (IOException | RuntimeException unreadable) {
                return false;
            }
        }

        @Override
        void changed() {
            try {
                taskRoots.reload(functions);
            } catch (RuntimeException failure) {
                functions.forEach(it -> it.log("The changed code can't be run: "
                        + Objects.toString(failure.getMessage(), failure.toString())));
            }
        }
    }

    /** The template, which is read only at the start. */
    private static final class Template extends Watched {
        private final Consumer<String> log;

        Template(Path place, Consumer<String> log) {
            super(List.of(place));
            this.log = log;
        }

        @Override
        boolean isWhole() {
            return Files.exists(places.get(0));
        }

        @Override
        void changed() {
            log.accept(places.get(0).getFileName() + " has changed: restart to see that");
        }
    }
}
