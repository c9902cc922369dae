package dev.skiff.local;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The log of all functions for machines: one JSON object per line. */
final class JsonLog implements Consumer<LogLine> {
    private final PrintWriter out;

    JsonLog(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(LogLine line) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", line.time().toString());
        object.put("function", line.function());
        line.requestId().ifPresent(id -> object.put("requestId", id));
        object.put("stream", stream(line.source()));
        object.put("message", line.message());
        print(object);
    }

    void print(Map<String, Object> object) {
        try {
            String text = JSON.std.asString(object);
            synchronized (out) {
                out.println(text);
                out.flush();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String stream(LogLine.Source source) {
        return switch (source) {
            case PLATFORM -> "platform";
            case OUT -> "stdout";
            case ERR -> "stderr";
        };
    }
}
