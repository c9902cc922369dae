package dev.skiff.examples.accounts;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.events.CognitoEvent;
import dev.skiff.core.events.CognitoFunction;
import dev.skiff.core.events.CognitoResponse;
import dev.skiff.core.events.CognitoTrigger;
import dev.skiff.core.events.CognitoTriggers;

/**
 * Tells the rest of the company of a new account, by an event on the bus. Confirmation is over when this runs: failing here
 * doesn't undo it, it only shows the user an error; so what isn't needed at once is left to whom the event reaches.
 */
public final class Confirmed extends CognitoFunction {
    public Confirmed() {
        this(EventBus.fromEnvironment());
    }

    Confirmed(Events events) {
        super(CognitoTriggers.of(CognitoTrigger.POST_CONFIRMATION, (event, context) -> answer(event, context, events)));
    }

    private static CognitoResponse answer(CognitoEvent event, Context context, Events events) {
        // the same trigger reports a forgotten password that was reset
        if (event.triggerSource().equals("PostConfirmation_ConfirmSignUp")) {
            events.publish(
                    new AccountOpened(event.userName(), event.userAttributes().getOrDefault("email", "")));
        }
        return event.response();
    }
}
