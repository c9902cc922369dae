package dev.skiff.core.internal;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;

/** The X-Ray trace of an invocation: the invocation's own, which can differ from the one in an event's headers. */
public final class Trace {
    private Trace() {}

    /** The whole trace header, {@code Root=1-…;Parent=…;Sampled=1}, or null when the invocation isn't traced. */
    public static @Nullable String header(Context context) {
        String header = fromContext(context);
        return header != null ? header : System.getProperty("com.amazonaws.xray.traceHeader");
    }

    /** The root of the trace, {@code 1-…}, or null. */
    public static @Nullable String id(Context context) {
        String header = header(context);
        if (header == null) {
            return null;
        }
        int root = header.indexOf("Root=");
        if (root < 0) {
            return null;
        }
        int end = header.indexOf(';', root);
        return header.substring(root + 5, end < 0 ? header.length() : end);
    }

    private static @Nullable String fromContext(Context context) {
        try {
            return context.getXrayTraceId();
        } catch (NoSuchMethodError olderRuntime) { // Lambda brings its own aws-lambda-java-core, maybe one before 1.4
            return null;
        }
    }
}
