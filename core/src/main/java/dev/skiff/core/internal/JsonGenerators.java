package dev.skiff.core.internal;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.OutputStream;

/** jackson-core's generator for UTF-8, made directly. Its factory does the same, but verifying it loads some twenty classes for sources and encodings that are not met here. */
public final class JsonGenerators {
    private static final int FEATURES =
            JsonGenerator.Feature.collectDefaults() | JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN.getMask();

    private JsonGenerators() {}

    public static JsonGenerator of(OutputStream output) {
        return new UTF8JsonGenerator(context(), FEATURES, null, output, '"');
    }

    private static IOContext context() {
        return new IOContext(
                StreamReadConstraints.defaults(),
                StreamWriteConstraints.defaults(),
                ErrorReportConfiguration.defaults(),
                JsonRecyclerPools.threadLocalPool().acquireAndLinkPooled(),
                ContentReference.unknown(),
                false);
    }
}
