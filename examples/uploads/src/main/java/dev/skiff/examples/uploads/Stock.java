package dev.skiff.examples.uploads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What a file of stock amounts to: lines of {@code sku,pieces}. */
public record Stock(long lines, long pieces) {
    private static final int LONGEST_LINE = 10_000;

    /** Never holds more than a line, and no line of more than 10,000 characters. */
    static Stock read(InputStream content) throws IOException, StockException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        long lines = 0;
        long pieces = 0;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c != '\n') {
                line.append((char) c);
                if (line.length() > LONGEST_LINE) {
                    throw new StockException("line " + (lines + 1) + " has more than " + LONGEST_LINE + " characters");
                }
            } else {
                pieces += pieces(line, ++lines);
                line.setLength(0);
            }
        }
        return line.length() == 0 ? new Stock(lines, pieces) : new Stock(lines + 1, pieces + pieces(line, lines + 1));
    }

    private static long pieces(CharSequence line, long number) throws StockException {
        String text = line.toString().trim();
        int comma = text.lastIndexOf(',');
        try {
            if (comma > 0) {
                return Long.parseLong(text.substring(comma + 1).trim());
            }
        } catch (NumberFormatException none) {
            // as a line without a comma
        }
        throw new StockException("line " + number + " isn't sku,pieces");
    }
}
