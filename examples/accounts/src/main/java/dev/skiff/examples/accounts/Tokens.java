package dev.skiff.examples.accounts;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.events.CognitoEvent;
import dev.skiff.core.events.CognitoFunction;
import dev.skiff.core.events.CognitoResponse;
import dev.skiff.core.events.CognitoTokens;
import dev.skiff.core.events.CognitoTrigger;
import dev.skiff.core.events.CognitoTriggers;

/** What tokens say: the tenant as a claim, and scopes by group, so that APIs need not ask who somebody is. */
public final class Tokens extends CognitoFunction {
    public Tokens() {
        super(CognitoTriggers.of(CognitoTrigger.PRE_TOKEN_GENERATION, Tokens::answer));
    }

    private static CognitoResponse answer(CognitoEvent event, Context context) {
        String tenant = event.userAttributes().getOrDefault("custom:tenant", "none");
        CognitoTokens tokens =
                CognitoTokens.unchanged().plusIdClaim("tenant", tenant).plusAccessClaim("tenant", tenant);
        if (event.groups().contains("staff")) {
            tokens = tokens.plusScopes("orders/read", "orders/write");
        }
        return event.response().withTokens(tokens);
    }
}
