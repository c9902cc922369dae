package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A function with a way to start it: one row of the table.
 *
 * @param how it is started, for the reader of the table
 * @param bytes of the archive that was made for it; 0 where none was
 */
record ArchiveStart(ColdFunction function, String how, ColdRunner runner, ArchivedClasses classes, long bytes) {
    /** As on the managed runtime, the same with each archive that this JDK can make, and then from the class path, without an archive and with each. */
    static List<ArchiveStart> all(ColdFunction function, TaskRoots roots, JavaHome java, Path work, Path training)
            throws IOException, InterruptedException {
        ColdFunction packed = named(function, "image", roots.packed(function.name() + "-packed", function.taskRoot()));
        List<ArchiveStart> starts = new ArrayList<>();
        starts.add(of(function, "as on the managed runtime", ColdRunner.withArchive(java, work), 0));
        starts.addAll(trained(
                named(function, "task-root", function.taskRoot()),
                "task root, ",
                java,
                ColdRunner.ofTaskRoot(java, work),
                training));
        ColdRunner image = ColdRunner.ofImage(java, work);
        starts.add(of(packed, "class path", image, 0));
        starts.addAll(trained(packed, "class path, ", java, image, training));
        return starts;
    }

    private static List<ArchiveStart> trained(
            ColdFunction function, String how, JavaHome java, ColdRunner runner, Path training)
            throws IOException, InterruptedException {
        List<ArchiveStart> starts = new ArrayList<>();
        for (ClassArchive kind : ClassArchive.values()) {
            if (kind.isKnownTo(java)) {
                ColdFunction one = named(function, kind.name(), function.taskRoot());
                ColdRunner trained = runner.trained(one, kind, training);
                starts.add(of(one, how + kind.words(), trained, Files.size(runner.archive(one, kind))));
            }
        }
        return starts;
    }

    /** Throws where there is an archive that doesn't have the function. */
    private static ArchiveStart of(ColdFunction function, String how, ColdRunner runner, long bytes)
            throws IOException, InterruptedException {
        ArchivedClasses classes = ArchivedClasses.of(runner, function);
        if (bytes > 0 && !classes.handler()) {
            throw new IllegalStateException(function.handler() + " was not loaded from an archive: " + how);
        }
        return new ArchiveStart(function, how, runner, classes, bytes);
    }

    private static ColdFunction named(ColdFunction function, String suffix, Path root) {
        return new ColdFunction(
                function.name() + "-" + suffix.toLowerCase(Locale.ROOT).replace('_', '-'),
                function.what(),
                function.kind(),
                root,
                function.handler());
    }
}
