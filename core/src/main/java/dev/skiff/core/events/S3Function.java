package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;

/**
 * A function that S3 notifies: extend it with a constructor that hands over what is done with each object's record. S3's test event is passed over. Errors: see
 * {@link EventHandler}; an event is one unit, so when one of its records fails, all of them come again.
 */
public abstract class S3Function extends LambdaFunction {
    private static final byte[] NOTHING = {};

    private final EventHandler<S3Record> handler;

    /** Handles each record, in order; sample events are for {@linkplain LambdaFunction priming}. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected S3Function(EventHandler<S3Record> handler, SampleEvent... samples) {
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) throws Exception {
        for (S3Record record : S3Event.from(event).records()) {
            handler.handle(record, context);
        }
        return NOTHING;
    }
}
