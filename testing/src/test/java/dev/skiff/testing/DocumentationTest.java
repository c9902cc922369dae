package dev.skiff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Pattern SNIPPET = Pattern.compile("// snippet: [^\\n]*\\n(.*?)\\n *// end", Pattern.DOTALL);

    @Test
    void every_snippet_stands_in_the_page_as_it_is_tested() throws IOException {
        String page = Files.readString(Path.of("../docs/testing.md"));
        String snippets = Files.readString(Path.of("src/test/java/dev/skiff/testing/Snippets.java"));

        assertThat(SNIPPET.matcher(snippets).results().map(found -> found.group(1)
                        .stripIndent()))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(page).contains("```java\n" + snippet + "\n```"));
    }
}
