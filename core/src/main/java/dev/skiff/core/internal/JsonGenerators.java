package dev.skiff.core.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.OutputStream;

/** jackson-core's generator for UTF-8, made directly, as {@link Json} makes the parser. Apart from it, since who only reads doesn't load the generator's classes then. */
public final class JsonGenerators {
    private static final int FEATURES =
            JsonGenerator.Feature.collectDefaults() | JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN.getMask();

    private JsonGenerators() {}

    public static JsonGenerator of(OutputStream output) {
        return new UTF8JsonGenerator(Json.context(JsonRecyclerPools.threadLocalPool()), FEATURES, null, output, '"');
    }
}
