package dev.skiff.examples.accounts;

import dev.skiff.core.events.EventBridgeFunction;

/** Greets who opened an account: called by a rule on the bus, in its own time and with retries of its own. */
public final class Welcome extends EventBridgeFunction<AccountOpened> {
    public Welcome() {
        super(AccountOpened.class, (event, context) -> context.getLogger()
                .log("Welcome, " + event.detail().userName() + ", by event " + event.id()));
    }
}
