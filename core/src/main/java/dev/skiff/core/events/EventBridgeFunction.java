package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;
import java.lang.reflect.Type;

/**
 * A function that a rule or schedule of EventBridge invokes: extend it with a constructor that hands over the detail's type and what is done with each event. Errors: see
 * {@link EventHandler}.
 */
public abstract class EventBridgeFunction<T> extends LambdaFunction {
    private static final byte[] NOTHING = {};

    private final Type detailType;
    private final JsonCodec codec;
    private final EventHandler<EventBridgeEvent<T>> handler;

    /** Details of the type, by the default codec; sample events are for {@linkplain LambdaFunction priming}. */
    protected EventBridgeFunction(
            Class<T> detailType, EventHandler<EventBridgeEvent<T>> handler, SampleEvent... samples) {
        this(detailType, JsonCodec.jacksonJr(), handler, samples);
    }

    /** Details of the generic type, by the default codec. */
    protected EventBridgeFunction(
            JsonType<T> detailType, EventHandler<EventBridgeEvent<T>> handler, SampleEvent... samples) {
        this(detailType.type(), JsonCodec.jacksonJr(), handler, samples);
    }

    /** Details of the type, by a codec. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected EventBridgeFunction(
            Type detailType, JsonCodec codec, EventHandler<EventBridgeEvent<T>> handler, SampleEvent... samples) {
        this.detailType = detailType;
        this.codec = codec;
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] event, Context context) throws Exception {
        handler.handle(EventBridgeEvent.read(event, detailType, codec), context);
        return NOTHING;
    }
}
