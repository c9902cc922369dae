package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/** A function subscribed to an SNS topic: extend it with a constructor that hands over what is done with each message. Errors: see {@link EventHandler}. */
public abstract class SnsFunction extends LambdaFunction {
    private static final byte[] NOTHING = {};

    private final EventHandler<SnsMessage> handler;

    /** Handles each message; sample events are for {@linkplain LambdaFunction priming}. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected SnsFunction(EventHandler<SnsMessage> handler, SampleEvent... samples) {
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) throws Exception {
        for (SnsMessage message : SnsMessage.ofEvent(event)) {
            handler.handle(message, context);
        }
        return NOTHING;
    }
}
