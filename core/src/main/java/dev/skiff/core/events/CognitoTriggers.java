package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.EventException;
import java.util.EnumMap;
import java.util.Map;

/** A handler made of one for each trigger that the function serves; an event of another trigger is refused, which denies. Immutable. */
public final class CognitoTriggers implements CognitoHandler {
    private final Map<CognitoTrigger, CognitoHandler> handlers;

    private CognitoTriggers(Map<CognitoTrigger, CognitoHandler> handlers) {
        this.handlers = handlers;
    }

    /** With one trigger. */
    public static CognitoTriggers of(CognitoTrigger trigger, CognitoHandler handler) {
        return new CognitoTriggers(new EnumMap<>(CognitoTrigger.class)).and(trigger, handler);
    }

    /** With one more. */
    public CognitoTriggers and(CognitoTrigger trigger, CognitoHandler handler) {
        Map<CognitoTrigger, CognitoHandler> more = new EnumMap<>(CognitoTrigger.class);
        more.putAll(handlers);
        if (more.put(trigger, handler) != null) {
            throw new IllegalArgumentException("The trigger " + trigger + " has two handlers");
        }
        return new CognitoTriggers(more);
    }

    @Override
    public CognitoResponse handle(CognitoEvent event, Context context) throws Exception {
        CognitoHandler handler = handlers.get(event.trigger());
        if (handler == null) {
            throw EventException.of("The function has no handler for " + event.triggerSource() + ", but for "
                    + handlers.keySet() + ": which triggers of the user pool name it?");
        }
        return handler.handle(event, context);
    }
}
