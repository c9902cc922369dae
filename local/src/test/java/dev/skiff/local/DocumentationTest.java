package dev.skiff.local;

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
        String page = Files.readString(Path.of("../docs/local.md"));
        String snippets = Files.readString(Path.of("src/test/java/dev/skiff/local/Snippets.java"));

        assertThat(SNIPPET.matcher(snippets).results().map(found -> found.group(1)
                        .stripIndent()))
                .hasSize(3)
                .allSatisfy(snippet -> assertThat(page).contains("```java\n" + snippet + "\n```"));
    }
}
