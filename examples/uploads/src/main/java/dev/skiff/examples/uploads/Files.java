package dev.skiff.examples.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where uploads are. */
public interface Files {
    /** The content as it comes; empty if the object is gone, or isn't the one with this tag any more. */
    Optional<InputStream> open(String bucket, String key, String eTag) throws IOException;

    void write(String bucket, String key, String text);
}
