package dev.skiff.core.events;

/**
 * A trigger of a Cognito user pool.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html">AWS: the triggers and their sources</a>
 */
public enum CognitoTrigger {
    /** A user signs up, is made by an administrator, or comes from an identity provider for the first time. */
    PRE_SIGN_UP("PreSignUp_"),
    /** A user or a password reset was confirmed. */
    POST_CONFIRMATION("PostConfirmation_"),
    /** A user signs in. */
    PRE_AUTHENTICATION("PreAuthentication_"),
    /** A user has signed in. */
    POST_AUTHENTICATION("PostAuthentication_"),
    /** Tokens are about to be made. */
    PRE_TOKEN_GENERATION("TokenGeneration_"),
    /** A user who isn't in the pool signs in or has forgotten the password. */
    USER_MIGRATION("UserMigration_"),
    /** A message is about to be sent. */
    CUSTOM_MESSAGE("CustomMessage_"),
    /** Which challenge comes next, if any? */
    DEFINE_AUTH_CHALLENGE("DefineAuthChallenge_"),
    /** A challenge is to be made. */
    CREATE_AUTH_CHALLENGE("CreateAuthChallenge_"),
    /** Is the answer to the challenge right? */
    VERIFY_AUTH_CHALLENGE_RESPONSE("VerifyAuthChallengeResponse_"),
    /** An e-mail is to be sent by the function. */
    CUSTOM_EMAIL_SENDER("CustomEmailSender_"),
    /** A text message is to be sent by the function. */
    CUSTOM_SMS_SENDER("CustomSMSSender_"),
    /** An identity provider has answered; its attributes are about to be mapped. */
    INBOUND_FEDERATION("InboundFederation_"),
    /** One that is newer than this list: see {@link CognitoEvent#triggerSource}. */
    OTHER("");

    private final String prefix;

    CognitoTrigger(String prefix) {
        this.prefix = prefix;
    }

    static CognitoTrigger of(String triggerSource) {
        CognitoTrigger found = OTHER;
        for (CognitoTrigger trigger : values()) {
            if (found == OTHER && triggerSource.startsWith(trigger.prefix)) {
                found = trigger;
            }
        }
        return found;
    }
}
