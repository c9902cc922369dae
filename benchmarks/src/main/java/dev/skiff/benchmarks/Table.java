package dev.skiff.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns line up in a terminal too. */
final class Table {
    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table with only a header yet.
     *
     * @param words how many columns are words; what follows are figures
     */
    Table(int words, String... header) {
        this.words = words;
        add(header);
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            append(text, row);
            if (row == 0) {
                appendRule(text);
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, int row) {
        text.append('|');
        for (int column = 0; column < columns(); column++) {
            String cell = rows.get(row).get(column);
            String blanks = " ".repeat(width(column) - cell.length());
            text.append(' ')
                    .append(column < words ? cell + blanks : blanks + cell)
                    .append(" |");
        }
        text.append('\n');
    }

    private void appendRule(StringBuilder text) {
        text.append('|');
        for (int column = 0; column < columns(); column++) {
            text.append("-".repeat(width(column) + 1))
                    .append(column < words ? "-" : ":")
                    .append('|');
        }
        text.append('\n');
    }

    private int columns() {
        return rows.get(0).size();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
