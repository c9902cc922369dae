package dev.skiff.examples.uploads;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.events.SnsFunction;
import dev.skiff.core.events.SnsMessage;
import java.nio.charset.StandardCharsets;

/** Subscribed to the topic: puts a summary beside the uploads. The same message twice writes the same summary. */
public final class Summary extends SnsFunction {
    public Summary() {
        this(S3Files.fromEnvironment());
    }

    Summary(Files files) {
        this(files, JsonCodec.jacksonJr());
    }

    private Summary(Files files, JsonCodec json) {
        super((message, context) -> write(message, files, json));
    }

    private static void write(SnsMessage message, Files files, JsonCodec json) {
        Imported imported = json.read(message.message().getBytes(StandardCharsets.UTF_8), Imported.class);
        String name = imported.key().substring(imported.key().indexOf('/') + 1);
        files.write(
                imported.bucket(),
                "summaries/" + name + ".txt",
                imported.refusal()
                        .map(reason -> "refused: " + reason)
                        .orElseGet(() -> imported.lines() + " lines, " + imported.pieces() + " pieces"));
    }
}
