package dev.skiff.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the classes that cold starts load, and fails when one loads over a tenth more than is recorded for its Java version: a count is the same each time,
 * where a time is not. Run by {@code benchmarks/classes}, from the root of the repository.
 */
public final class Classes {
    private static final Path WORK = Path.of("benchmarks", "target", "classes-loaded");
    private static final Path EXAMPLE = Path.of("examples", "hello", "target", "hello.zip");
    private static final List<String> PATHS = List.of("skiff-get", "skiff-post", "skiff-sqs", "skiff-extension");

    private Classes() {}

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        Arguments arguments = Arguments.of("benchmarks/classes", args);
        boolean heavier = false;
        for (JavaHome java : arguments.javas()) {
            heavier |= isHeavier(java, loaded(java), arguments.write());
        }
        System.exit(heavier ? 1 : 0);
    }

    private static ClassRecord loaded(JavaHome java)
            throws IOException, InterruptedException, GeneralSecurityException {
        OwnCertificate certificate = OwnCertificate.in(Files.createDirectories(WORK));
        Map<String, List<String>> byPath = new LinkedHashMap<>();
        try (StubAws aws = StubAws.start(certificate.context())) {
            List<ColdFunction> functions = new ArrayList<>(ColdFunction.all(new TaskRoots(WORK), EXAMPLE));
            functions.addAll(FirstSecret.functions(WORK, aws, certificate.trustedBeside(java)));
            ColdRunner runner = ColdRunner.withArchive(java, WORK);
            List<String> floor = Diary.of(runner, functions.get(0)).names();
            for (ColdFunction function : functions) {
                if (PATHS.contains(function.name())) {
                    List<String> names = Diary.of(runner, function).names();
                    byPath.put(function.name(), ClassRecord.beyond(names, floor));
                }
            }
        }
        return new ClassRecord(byPath);
    }

    private static boolean isHeavier(JavaHome java, ClassRecord now, boolean write) throws IOException {
        Path file = Path.of("benchmarks", "classes-" + java.feature() + ".txt");
        if (write) {
            Files.writeString(file, now.text());
        }
        if (!Files.exists(file)) {
            System.out.println("NOT COMPARED: nothing is recorded for Java " + java.feature() + " in " + file);
            return false;
        }
        ClassRecord recorded = ClassRecord.read(file);
        System.out.println("Classes beyond the floor's, Java " + java.version() + "\n\n" + table(recorded, now));
        List<String> heavier = recorded.heavier(now);
        for (String path : heavier) {
            System.out.println(path + " loads over a tenth more than is recorded. Its new classes:");
            ClassRecord.beyond(now.names(path), recorded.names(path)).forEach(name -> System.out.println("  " + name));
            System.out.println("If they must be, record them: benchmarks/classes --write\n");
        }
        return !heavier.isEmpty();
    }

    private static Table table(ClassRecord recorded, ClassRecord now) {
        Table table = new Table(1, "path", "recorded", "now", "of the JDK");
        for (String path : now.byPath().keySet()) {
            table.add(
                    path,
                    Integer.toString(recorded.count(path)),
                    Integer.toString(now.count(path)),
                    Long.toString(now.names(path).stream()
                            .filter(LoadedClasses::isJdk)
                            .count()));
        }
        return table;
    }
}
