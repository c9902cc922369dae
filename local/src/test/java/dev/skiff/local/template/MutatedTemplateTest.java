package dev.skiff.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever becomes of a template, it is read or refused, and nothing else happens. */
@Tag("long")
class MutatedTemplateTest {
    private static final List<String> SCRAPS = List.of(
            "!Ref Api",
            "!GetAtt Jobs.Arn",
            "!If [IsProd, a, b]",
            "!Sub '${Jobs}'",
            "!Ref AWS::NoValue",
            "[]",
            "{}",
            "*",
            "&x",
            "~",
            "{Ref: Api}",
            "-1",
            "'",
            "\"",
            ": ",
            "\n",
            "\t",
            "\u0000",
            "💥");

    private static Path directory = Path.of("");

    @BeforeContainer
    static void openDirectory() throws IOException {
        directory = Files.createTempDirectory("mutated");
    }

    @AfterContainer
    static void closeDirectory() throws IOException {
        Files.deleteIfExists(directory.resolve("template.yaml"));
        Files.delete(directory);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void a_template_that_ends_anywhere_is_read_or_refused(
            @ForAll("templates") String template, @ForAll("places") double place) {
        read(template.substring(0, (int) (place * template.length())));
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void a_template_with_something_else_in_it_is_read_or_refused(
            @ForAll("templates") String template,
            @ForAll("places") double place,
            @ForAll("places") double length,
            @ForAll("scraps") String scrap) {
        int from = (int) (place * template.length());
        int to = Math.min(template.length(), from + (int) (length * 20));
        read(template.substring(0, from) + scrap + template.substring(to));
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void a_template_with_another_value_is_read_or_refused(
            @ForAll("places") double place, @ForAll("scraps") String scrap) {
        String[] lines = text("complete.yaml").split("\n", -1);
        int line = (int) (place * lines.length);
        int colon = lines[line].indexOf(": ");
        lines[line] = colon < 0 ? lines[line] : lines[line].substring(0, colon + 2) + scrap;
        read(String.join("\n", lines));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void a_template_without_a_line_is_read_or_refused(@ForAll("places") double place) {
        String[] lines = text("complete.yaml").split("\n", -1);
        lines[(int) (place * lines.length)] = "";
        read(String.join("\n", lines));
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of("complete.yaml", "complete.json", "doors.yaml").map(MutatedTemplateTest::text);
    }

    @Provide
    Arbitrary<Double> places() {
        return Arbitraries.doubles().between(0, false, 1, false).withSpecialValue(0.999);
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(SCRAPS);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of("src/test/resources/templates", file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    private static void read(String template) {
        try {
            Files.writeString(directory.resolve("template.yaml"), template);
            SamTemplate.read(directory, new SamTemplate.Options(Map.of(), Map.of()));
        } catch (TemplateException refused) {
            // as it should
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }
}
