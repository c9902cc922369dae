package dev.skiff.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** The log of all functions for eyes: each line behind its function's name, in a colour of its own on a terminal. */
final class TextLog implements Consumer<LogLine> {
    private static final List<Style> COLOURS =
            List.of(Style.fg_cyan, Style.fg_yellow, Style.fg_green, Style.fg_magenta, Style.fg_blue, Style.fg_red);

    /** Colours and the like, which a terminal may see. */
    private static final Pattern STYLES = Pattern.compile("\u001b\\[[0-9;:]*m");

    /** What would move the cursor, ring, or end a line. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\u2028\u2029&&[^\t]]");

    private final PrintWriter out;
    private final List<String> functions;
    private final boolean coloured;
    private final int width;

    TextLog(PrintWriter out, List<String> functions, boolean coloured) {
        this.out = out;
        this.functions = functions;
        this.coloured = coloured;
        this.width = functions.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether standard output is a terminal whose user wants colours: NO_COLOR and the like are heard. */
    static boolean terminalHasColours() {
        return Ansi.AUTO.enabled();
    }

    @Override
    public void accept(LogLine line) {
        String text = prefix(line.function()) + " " + message(line.message());
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    private String prefix(String function) {
        String padded = "[" + function + "]" + " ".repeat(Math.max(0, width - function.length()));
        return coloured ? styled(padded, colour(function)) : padded;
    }

    private Style colour(String function) {
        int index = functions.indexOf(function);
        return COLOURS.get((index < 0 ? functions.size() : index) % COLOURS.size());
    }

    private static String styled(String text, IStyle style) {
        return style.on() + text + style.off();
    }

    private String message(String message) {
        if (coloured && STYLES.matcher(message).find()) {
            return visible(message, true) + Style.reset.off();
        }
        return visible(STYLES.matcher(message).replaceAll(""), false);
    }

    private static String visible(String message, boolean keepStyles) {
        return CONTROLS.matcher(message).replaceAll(match -> {
            String control = match.group();
            boolean style = keepStyles
                    && STYLES.matcher(message)
                            .region(match.start(), message.length())
                            .lookingAt();
            return style ? control : String.format(Locale.ROOT, "\\\\u%04x", (int) control.charAt(0));
        });
    }
}
