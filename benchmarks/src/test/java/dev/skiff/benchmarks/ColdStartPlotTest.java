package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(
                bars.item(index).getAttributes().getNamedItem("width").getNodeValue());
    }

    private static NodeList bars(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");
    }

    private static ColdFunction function(String name, ColdFunction.Kind kind) {
        return new ColdFunction(name, "a < b & " + name, kind, Path.of(name), "com.example.F");
    }
}
