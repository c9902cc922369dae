package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/**
 * A function on a schedule: of a rule of EventBridge, or of EventBridge Scheduler. Extend it with a constructor that hands over what is done when it is time. A schedule
 * comes at least once, so sometimes twice, then with the same {@link ScheduledEvent#id}. Errors: see {@link EventHandler}.
 */
public abstract class ScheduledFunction extends LambdaFunction {
    private static final byte[] NOTHING = {};

    private final EventHandler<ScheduledEvent> handler;

    /** Handles each event; sample events are for {@linkplain LambdaFunction priming}. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected ScheduledFunction(EventHandler<ScheduledEvent> handler, SampleEvent... samples) {
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) throws Exception {
        handler.handle(ScheduledEvent.from(event), context);
        return NOTHING;
    }
}
