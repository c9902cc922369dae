package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

class ColdStartPlotTest {
    @Test
    void bars_are_as_long_as_the_times_and_the_text_is_no_row() throws Exception {
        Results results = new Results(
                new JavaHome(Path.of("java"), 17, "17.0.15", "someone"),
                List.of(
                        function("floor", ColdFunction.Kind.GET),
                        function("skiff-get", ColdFunction.Kind.GET),
                        function("skiff-text", ColdFunction.Kind.TEXT)));
        results.add(results.function("floor"), new Measured(100, 0, 0));
        results.add(results.function("skiff-get"), new Measured(150, 0, 0));
        results.add(results.function("skiff-text"), new Measured(990, 0, 0));

        NodeList bars = bars(ColdStartPlot.of(List.of(results)));

        assertThat(bars.getLength()).isEqualTo(3);
        assertThat(width(bars, 1) * 1.5).isCloseTo(width(bars, 2), within(0.2));
    }

    @Test
    void gets_are_in_the_order_of_their_times_without_the_other_calls() throws Exception {
        Results results = results("17.0.15", "slow", "skiff-get", "floor");
        results.add(results.function("slow"), new Measured(900, 0, 0));
        results.add(results.function("skiff-get"), new Measured(150, 0, 0));
        results.add(results.function("floor"), new Measured(100, 0, 0));

        String svg = ColdStartPlot.ofGets(List.of(results));

        assertThat(texts(svg))
                .containsExactly(
                        "Java 17.0.15",
                        "a < b & floor",
                        "100 ms, 1.00×",
                        "a < b & skiff-get",
                        "150 ms, 1.50×",
                        "a < b & slow",
                        "900 ms, 9.00×",
                        "GET /users/{id}: milliseconds from the start of the process to the first answer, medians; how many times the floor.");
    }

    @Test
    void two_jdks_share_one_axis() throws Exception {
        Results older = results("17.0.15", "floor");
        older.add(older.function("floor"), new Measured(100, 0, 0));
        Results newer = results("25.0.3", "floor");
        newer.add(newer.function("floor"), new Measured(200, 0, 0));

        NodeList bars = bars(ColdStartPlot.ofGets(List.of(older, newer)));

        assertThat(width(bars, 1) * 2).isCloseTo(width(bars, 2), within(0.2));
    }

    /** Of GETs with these names, and of one POST that nothing was measured of. */
    private static Results results(String version, String... names) {
        List<ColdFunction> functions = new ArrayList<>();
        for (String name : names) {
            functions.add(function(name, ColdFunction.Kind.GET));
        }
        functions.add(function("post", ColdFunction.Kind.POST));
        return new Results(new JavaHome(Path.of("java"), 17, version, "someone"), functions);
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(
                bars.item(index).getAttributes().getNamedItem("width").getNodeValue());
    }

    private static NodeList bars(String svg) throws Exception {
        return elements(svg, "rect");
    }

    private static List<String> texts(String svg) throws Exception {
        NodeList elements = elements(svg, "text");
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < elements.getLength(); index++) {
            texts.add(elements.item(index).getTextContent());
        }
        return texts;
    }

    private static NodeList elements(String svg, String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName(name);
    }

    private static ColdFunction function(String name, ColdFunction.Kind kind) {
        return new ColdFunction(name, "a < b & " + name, kind, Path.of(name), "com.example.F");
    }
}
