package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;

/**
 * Handles one event. These triggers invoke the function asynchronously: when the handler throws, Lambda invokes it again, twice unless configured otherwise, after one and
 * two minutes, for at most six hours; then the event goes to the function's on-failure destination or dead-letter queue, or is lost where it has neither. So handlers
 * bear being called again with the same event.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">AWS: errors of asynchronous invocations</a>
 */
@FunctionalInterface
public interface EventHandler<E> {
    void handle(E event, Context context) throws Exception;
}
