package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerReportTest {
    private final Peer peer = new Peer(
            "some",
            "Some",
            List.of("some-core", "some-json"),
            new Peer.Handler("a.Get", Map.of("BEAN", "find")),
            new Peer.Handler("a.Post", Map.of()));

    private TaskRoots roots;
    private Path zip;

    @BeforeEach
    void pack(@TempDir Path work) throws IOException {
        roots = new TaskRoots(work);
        zip = zip(work.resolve("function.zip"), "a/Get.class", "lib/some-core-1.2.jar", "lib/some-json-3.jar");
    }

    @Test
    void a_peer_has_a_row_for_each_call_with_its_handler_and_its_variables() throws IOException {
        List<ColdFunction> rows = peer.functions(roots, zip);

        assertThat(rows).extracting(ColdFunction::name).containsExactly("some-get", "some-post");
        assertThat(rows).extracting(ColdFunction::handler).containsExactly("a.Get", "a.Post");
        assertThat(rows).extracting(ColdFunction::variables).containsExactly(Map.of("BEAN", "find"), Map.of());
        assertThat(rows).extracting(ColdFunction::what).containsOnly("Some 1.2");
    }

    @Test
    void the_table_tells_what_a_peer_took_and_what_it_carries() throws IOException {
        Results results = results();

        assertThat(PeerReport.figures(results)).hasToString("""
                | call | function |            ms | × floor | CPU ms | × floor | peak MB | carries, MB | jars | classes |
                |------|----------|--------------:|--------:|-------:|--------:|--------:|------------:|-----:|--------:|
                | GET  | floor    | 100 (100–100) |    1.00 |    120 |    1.00 |      40 |        0.60 |    2 |     900 |
                | GET  | Some 1.2 | 250 (250–250) |    2.50 |    240 |    2.00 |      80 |        0.60 |    2 |    1900 |
                """);
    }

    @Test
    void the_versions_are_those_of_the_jars() throws IOException {
        assertThat(PeerReport.versions(List.of(peer), results())).hasToString("""
                | peer | versions                   |
                |------|----------------------------|
                | Some | some-core 1.2, some-json 3 |
                """);
    }

    private Results results() throws IOException {
        ColdFunction get = peer.functions(roots, zip).get(0);
        ColdFunction floor = new ColdFunction("floor", "floor", ColdFunction.Kind.GET, get.taskRoot(), "a.Floor");
        Results results = new Results(new JavaHome(Path.of("java"), 17, "17.0.15", "someone"), List.of(floor, get));
        results.add(floor, new Measured(100, 120, 40));
        results.add(floor, diary(900));
        results.add(get, new Measured(250, 240, 80));
        results.add(get, diary(1900));
        return results;
    }

    private static Diary diary(int classes) {
        return new Diary(new LoadedClasses(Map.of(LoadedClasses.JDK, classes)), List.of(), 0, 0, 0, 0);
    }

    /** 200,000 bytes in each entry. */
    private static Path zip(Path file, String... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(new byte[200_000]);
            }
        }
        return file;
    }
}
