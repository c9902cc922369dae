package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/**
 * A function behind a subscription filter of CloudWatch Logs: extend it with a constructor that hands over what is done with the log events that come together. Control
 * messages are passed over. Errors: see {@link EventHandler}. A function whose own log group is subscribed invokes itself for ever.
 */
public abstract class CloudWatchLogsFunction extends LambdaFunction {
    private static final byte[] NOTHING = {};

    private final EventHandler<CloudWatchLogs> handler;

    /** Handles each delivery; sample events are for {@linkplain LambdaFunction priming}. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected CloudWatchLogsFunction(EventHandler<CloudWatchLogs> handler, SampleEvent... samples) {
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) throws Exception {
        CloudWatchLogs logs = CloudWatchLogs.ofEvent(event);
        if (!logs.isControl()) {
            handler.handle(logs, context);
        }
        return NOTHING;
    }
}
