package dev.skiff.examples.uploads;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.events.S3Function;
import dev.skiff.core.events.S3Record;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a file of stock that was uploaded, line by line, and tells what is in it. A file of any size takes the same memory;
 * when it fails, Lambda tries twice more, and then puts the event into the queue of failures.
 */
public final class Import extends S3Function {
    public Import() {
        this(S3Files.fromEnvironment(), SnsTopic.fromEnvironment());
    }

    Import(Files files, Topic topic) {
        super((object, context) -> read(object, context, files, topic));
    }

    /** Events may come twice and late: what was replaced or removed meanwhile is passed over, its own event tells of it. */
    private static void read(S3Record object, Context context, Files files, Topic topic) throws IOException {
        Optional<InputStream> found =
                files.open(object.bucket(), object.key(), object.eTag().orElse(""));
        if (found.isEmpty()) {
            context.getLogger().log(object.key() + " has changed since it was told of");
            return;
        }
        try (InputStream content = found.get()) {
            topic.publish(imported(object, content));
        }
    }

    /** A broken file is told of, not thrown: another try would read the same. */
    private static Imported imported(S3Record object, InputStream content) throws IOException {
        String eTag = object.eTag().orElse("");
        try {
            Stock stock = Stock.read(content);
            return new Imported(object.bucket(), object.key(), eTag, stock.lines(), stock.pieces());
        } catch (StockException broken) {
            return Imported.refused(object.bucket(), object.key(), eTag, String.valueOf(broken.getMessage()));
        }
    }
}
