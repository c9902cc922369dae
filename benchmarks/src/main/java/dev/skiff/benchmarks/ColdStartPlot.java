package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The medians of cold starts as bars: an SVG that needs no script, on a ground of its own, which is dark where the reader's system is. */
final class ColdStartPlot {
    private static final int WIDTH = 760;
    private static final int LABELS = 300;
    private static final int BAR = 16;
    private static final int ROW = 22;
    private static final int HEADING = 44;
    private static final int MARGIN = 20;
    private static final int FIGURES = 140;
    private static final String NOTE =
            " from the start of the process to the first answer, medians; how many times the floor.";

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .heading { font-weight: 600; font-size: 15px }
            .figure, .note { fill: #59636e }
            .ground { fill: #ffffff; stroke: #d1d9e0 }
            .floor { fill: #818b98 } .skiff { fill: #0969da } .other { fill: #b6bfc9 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc }
              .figure, .note { fill: #9198a1 }
              .ground { fill: #0d1117; stroke: #3d444d }
              .floor { fill: #9198a1 } .skiff { fill: #4493f8 } .other { fill: #4b535d }
            }
            """;

    private final List<Results> results;
    private final List<ColdFunction> rows;
    private final boolean named;
    private final StringBuilder svg = new StringBuilder();
    private int y = MARGIN;

    /**
     * A plot of these rows on each JDK.
     *
     * @param named whether a row's label begins with its call
     */
    private ColdStartPlot(List<Results> results, List<ColdFunction> rows, boolean named) {
        this.results = results;
        this.rows = rows;
        this.named = named;
    }

    /** All rows but the text, which is as fast as the record. */
    static String of(List<Results> results) {
        List<ColdFunction> rows = new ArrayList<>(results.get(0).functions());
        rows.removeIf(function -> function.kind() == ColdFunction.Kind.TEXT);
        return new ColdStartPlot(results, rows, true).text();
    }

    /** Of one call only, for the many ways to answer it: in the same order on each JDK, the one of the first. */
    static String ofGets(List<Results> results) {
        Results first = results.get(0);
        List<ColdFunction> rows = new ArrayList<>(first.functions());
        rows.removeIf(function -> function.kind() != ColdFunction.Kind.GET);
        rows.sort(Comparator.comparingDouble(
                function -> first.wall(function.name()).median()));
        return new ColdStartPlot(results, rows, false).text();
    }

    private String text() {
        double longest = longest();
        for (Results one : results) {
            heading("Java " + one.java().version());
            rows.forEach(function -> row(one, function, longest));
            y += ROW / 2;
        }
        note(named ? "Milliseconds" + NOTE : ColdFunction.Kind.GET.route() + ": milliseconds" + NOTE);
        int height = y + MARGIN / 2;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height + "\" width=\"" + WIDTH
                + "\" height=\"" + height + "\" role=\"img\" aria-labelledby=\"title\">\n"
                + "<title id=\"title\">Cold starts: Skiff beside other ways to write the same functions</title>\n"
                + "<style>\n" + STYLE + "</style>\n"
                + "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" rx=\"6\" width=\"" + (WIDTH - 1) + "\" height=\""
                + (height - 1) + "\"/>\n" + svg + "</svg>\n";
    }

    /** Of all JDKs, so that bars can be compared across them. */
    private double longest() {
        return results.stream()
                .flatMap(one -> rows.stream().map(function -> one.wall(function.name())))
                .mapToDouble(Statistics::median)
                .max()
                .orElse(1);
    }

    private void heading(String words) {
        y += HEADING / 2;
        text("heading", MARGIN, words);
        y += HEADING / 2;
    }

    private void note(String words) {
        y += ROW / 2;
        text("note", MARGIN, words);
        y += MARGIN / 2;
    }

    private void row(Results one, ColdFunction function, double longest) {
        Statistics wall = one.wall(function.name());
        double length = wall.median() / longest * (WIDTH - LABELS - FIGURES);
        text("", MARGIN, named ? function.kind() + " · " + function.what() : function.what());
        svg.append("<rect class=\"")
                .append(kind(function))
                .append("\" x=\"" + LABELS + "\" y=\"" + (y - BAR + 4) + "\" rx=\"2\" width=\"")
                .append(String.format(Locale.ROOT, "%.1f", length))
                .append("\" height=\"" + BAR + "\"/>\n");
        text(
                "figure",
                LABELS + (int) length + 8,
                Report.number(wall.median(), 0) + " ms, " + Report.number(wall.ratio(one.wall("floor")), 2) + "×");
        y += ROW;
    }

    private static String kind(ColdFunction function) {
        return function.name().equals("floor") ? "floor" : function.name().startsWith("skiff") ? "skiff" : "other";
    }

    private void text(String kind, int x, String words) {
        svg.append("<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">")
                .append(words.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</text>\n");
    }
}
