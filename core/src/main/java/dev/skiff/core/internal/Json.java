package dev.skiff.core.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.OutputStream;

/** The one jackson-core factory behind events and answers. */
public final class Json {
    /** Deeper than any event of AWS: a DynamoDB item has at most 32 levels, each two objects of JSON. */
    public static final int MAX_DEPTH = 250;
    /** More than any source can send: Lambda takes 6 MB, API Gateway 10 MB. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final JsonFactory FACTORY = factory();

    private Json() {}

    static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    public static JsonGenerator generator(OutputStream output) throws IOException {
        return FACTORY.createGenerator(output);
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_BYTES)
                        .build())
                .build();
    }
}
