package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;

/** Answers events that aren't HTTP, as set by {@link HttpOptions#otherEvents}: warm-up pings, say. */
@FunctionalInterface
public interface EventHandler {
    /** From the event's bytes to the answer's, both UTF-8 JSON. What it throws fails the invocation. */
    byte[] handle(byte[] event, Context context) throws Exception;
}
