package dev.skiff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java snippet of every page is code that is compiled somewhere: in a class of snippets, which are tests, or in an example. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("pages")
    void every_snippet_of_a_page_is_compiled(Path page) throws IOException {
        List<String> code = compiled();

        assertThat(BLOCK.matcher(Files.readString(ROOT.resolve(page))).results().map(DocumentationTest::squeezed))
                .allSatisfy(snippet -> assertThat(code).anyMatch(file -> file.contains(snippet)));
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !isBuilt(file))
                    .map(ROOT::relativize)
                    .toList();
            return pages.stream();
        }
    }

    private static List<String> compiled() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith("Snippets.java") || isOfExample(file))
                    .filter(file -> !isBuilt(file))
                    .map(DocumentationTest::squeezed)
                    .toList();
        }
    }

    private static boolean isOfExample(Path file) {
        return file.toString().endsWith(".java") && ROOT.relativize(file).startsWith("examples");
    }

    private static boolean isBuilt(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.contains("target") || path.startsWith(".");
    }

    private static String squeezed(MatchResult block) {
        return squeezed(block.group(1));
    }

    private static String squeezed(Path file) {
        try {
            return squeezed(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
