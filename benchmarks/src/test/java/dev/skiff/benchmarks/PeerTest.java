package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class PeerTest {
    private static final Path PROJECTS = Path.of("peers");

    @Test
    void every_project_is_measured_and_every_peer_has_a_project() throws IOException {
        assertThat(Peer.all().stream().map(Peer::project)).containsExactlyInAnyOrderElementsOf(projects());
    }

    @Test
    void a_project_can_be_copied_on_its_own() throws Exception {
        for (String project : projects()) {
            Path pom = PROJECTS.resolve(project).resolve("pom.xml");

            assertThat(parent(pom)).as(project).doesNotStartWith("dev.skiff");
            assertThat(Files.readString(pom))
                    .as(project)
                    .doesNotContain("SNAPSHOT")
                    .doesNotContain("<groupId>dev.skiff</groupId>");
        }
    }

    @Test
    void a_peer_that_was_not_built_is_named(@TempDir Path work) {
        Peer absent = new Peer("absent", "Absent", List.of("absent"), handler("a.F"), handler("a.F"));

        assertThatThrownBy(() -> absent.functions(new TaskRoots(work)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("absent");
    }

    private static Peer.Handler handler(String name) {
        return new Peer.Handler(name, Map.of());
    }

    /** All folders but that of the routers, which aren't functions. */
    private static List<String> projects() throws IOException {
        try (Stream<Path> all = Files.list(PROJECTS)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(folder -> !folder.equals("routers"))
                    .toList();
        }
    }

    /** The group of the parent, or nothing. */
    private static String parent(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        NodeList parents = project.getElementsByTagName("parent");
        Node parent = parents.item(0);
        return parent == null
                ? ""
                : ((Element) parent).getElementsByTagName("groupId").item(0).getTextContent();
    }
}
