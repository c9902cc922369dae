package dev.skiff.core.events;

import org.jspecify.annotations.Nullable;

/**
 * Denies what the user of a user pool wanted, with a reason that is shown: Cognito tells the client app {@code PreSignUp failed with error} and this message. Say what is
 * wrong for the user, and nothing of the inside.
 */
public final class CognitoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what is shown. */
    public CognitoException(String message) {
        super(message);
    }

    /** With what is shown, and a cause for the log. */
    public CognitoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
