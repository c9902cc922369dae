package dev.skiff.core.internal;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * jackson-core's parser for UTF-8, made directly. Its factory does the same, but verifying it loads some twenty classes for sources and encodings that a function
 * never meets.
 */
public final class Json {
    /** Deeper than any event of AWS: a DynamoDB item has at most 32 levels, each two objects of JSON. */
    public static final int MAX_DEPTH = 1000;
    /** More than any source can send: Lambda takes 6 MB, API Gateway 10 MB. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final StreamReadConstraints READ = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_BYTES)
            .build();
    private static final StreamWriteConstraints WRITE = StreamWriteConstraints.defaults();
    private static final ErrorReportConfiguration ERRORS = ErrorReportConfiguration.defaults();
    private static final int PARSER_FEATURES = JsonParser.Feature.collectDefaults(); // which would allocate each time
    private static final int NAME_FEATURES =
            JsonFactory.Feature.collectDefaults() & ~JsonFactory.Feature.INTERN_FIELD_NAMES.getMask();
    private static final ByteQuadsCanonicalizer NAMES = ByteQuadsCanonicalizer.createRoot();

    private Json() {}

    /** Reads UTF-8, with a byte order mark or without. */
    public static JsonParser parser(byte[] json) {
        return parser(json, JsonRecyclerPools.threadLocalPool());
    }

    /** The same for what is secret: buffers with pieces of the text aren't kept for the next parser. */
    public static JsonParser secretParser(byte[] json) {
        return parser(json, JsonRecyclerPools.nonRecyclingPool());
    }

    private static JsonParser parser(byte[] json, RecyclerPool<BufferRecycler> buffers) {
        return new UTF8StreamJsonParser(
                context(buffers),
                PARSER_FEATURES,
                null,
                null,
                NAMES.makeChild(NAME_FEATURES),
                json,
                start(json),
                json.length,
                0,
                false);
    }

    /** Behind the byte order mark, if there is one. */
    static int start(byte[] json) {
        return json.length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF ? 3 : 0;
    }

    static IOContext context(RecyclerPool<BufferRecycler> buffers) {
        return new IOContext(READ, WRITE, ERRORS, buffers.acquireAndLinkPooled(), ContentReference.unknown(), false);
    }
}
