package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;

/**
 * Answers one event of a user pool: {@code event.response()} as it is to let Cognito go on, or changed by its methods. What it throws denies what the user wanted; only
 * the message of a {@link CognitoException} is shown to the client.
 */
@FunctionalInterface
public interface CognitoHandler {
    CognitoResponse handle(CognitoEvent event, Context context) throws Exception;
}
