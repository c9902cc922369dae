package dev.skiff.core.internal;

import com.amazonaws.services.lambda.runtime.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The facts of an invocation in SLF4J's MDC, under the keys Powertools for Java uses, so that log queries keep working. Nothing happens without a
 * provider.
 */
public final class LogContext {
    public static final String REQUEST_ID = "function_request_id";
    public static final String FUNCTION_NAME = "function_name";
    public static final String COLD_START = "cold_start";
    public static final String TRACE_ID = "xray_trace_id";

    private LogContext() {}

    /** Answers whether there is something to {@link #close}. */
    public static boolean open(Context context, boolean coldStart) {
        if (!Log.Slf4j.PROVIDED || context == null) { // tests may leave out the context
            return false;
        }
        put(REQUEST_ID, context.getAwsRequestId());
        put(FUNCTION_NAME, context.getFunctionName());
        put(COLD_START, coldStart ? "true" : "false");
        put(TRACE_ID, Trace.id(context));
        return true;
    }

    public static void close() {
        MDC.remove(REQUEST_ID);
        MDC.remove(FUNCTION_NAME);
        MDC.remove(COLD_START);
        MDC.remove(TRACE_ID);
    }

    private static void put(String key, @Nullable String value) {
        if (value != null) {
            MDC.put(key, value);
        }
    }
}
