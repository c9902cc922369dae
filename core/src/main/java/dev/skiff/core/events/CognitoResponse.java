package dev.skiff.core.events;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.internal.JsonOutput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user pool is answered. Each method copies it with one thing changed; what isn't changed stays as Cognito sent it. A method for another trigger than the event's throws
 * an {@link IllegalStateException}, since Cognito would pass over what it sets. Immutable.
 */
public final class CognitoResponse {
    private final String triggerSource;
    private final String version;
    private final Map<String, byte[]> fields;
    private final boolean changed;

    CognitoResponse(String triggerSource, String version, Map<String, byte[]> fields) {
        this(triggerSource, version, fields, false);
    }

    private CognitoResponse(String triggerSource, String version, Map<String, byte[]> fields, boolean changed) {
        this.triggerSource = triggerSource;
        this.version = version;
        this.fields = fields;
        this.changed = changed;
    }

    /** With any field: the value is text, a number, a boolean, null, or a map or list of them. */
    public CognitoResponse with(String field, @Nullable Object value) {
        return withJson(field, JsonTree.json(value));
    }

    /** With any field, written by a codec. */
    public CognitoResponse with(String field, @Nullable Object value, JsonCodec codec) {
        return withJson(field, codec.write(value));
    }

    /** Before a sign-up: whether the user need not be confirmed. */
    public CognitoResponse withAutoConfirmUser(boolean confirmed) {
        return with(CognitoTrigger.PRE_SIGN_UP, "autoConfirmUser", confirmed);
    }

    /** Before a sign-up: whether the e-mail address is taken as verified; the user needs one. */
    public CognitoResponse withAutoVerifyEmail(boolean verified) {
        return with(CognitoTrigger.PRE_SIGN_UP, "autoVerifyEmail", verified);
    }

    /** Before a sign-up: whether the phone number is taken as verified; the user needs one. */
    public CognitoResponse withAutoVerifyPhone(boolean verified) {
        return with(CognitoTrigger.PRE_SIGN_UP, "autoVerifyPhone", verified);
    }

    /** Before tokens are made: what they have more or less. */
    public CognitoResponse withTokens(CognitoTokens tokens) {
        check(CognitoTrigger.PRE_TOKEN_GENERATION, "The change of tokens");
        return version.isEmpty() || version.equals("1")
                ? with("claimsOverrideDetails", tokens.claims())
                : with("claimsAndScopeOverrideDetails", tokens.claimsAndScopes());
    }

    /** Of a user to migrate: the attributes, {@code email_verified} or its like among them. */
    public CognitoResponse withUserAttributes(Map<String, String> attributes) {
        return with(CognitoTrigger.USER_MIGRATION, "userAttributes", attributes);
    }

    /** Of a user to migrate: {@code CONFIRMED}, or {@code RESET_REQUIRED} for a new password. */
    public CognitoResponse withFinalUserStatus(String status) {
        return with(CognitoTrigger.USER_MIGRATION, "finalUserStatus", status);
    }

    /** Of a user to migrate: {@code SUPPRESS} for no welcome message, {@code RESEND} for another one. */
    public CognitoResponse withMessageAction(String action) {
        return with(CognitoTrigger.USER_MIGRATION, "messageAction", action);
    }

    /** Of a user to migrate: how the welcome message is sent, {@code EMAIL}, {@code SMS} or both. */
    public CognitoResponse withDesiredDeliveryMediums(String... mediums) {
        return with(CognitoTrigger.USER_MIGRATION, "desiredDeliveryMediums", Arrays.asList(mediums));
    }

    /** Of a user to migrate: whether an address or number that is another user's alias becomes this one's. */
    public CognitoResponse withForceAliasCreation(boolean forced) {
        return with(CognitoTrigger.USER_MIGRATION, "forceAliasCreation", forced);
    }

    /** Of a user to migrate: whether text messages are a second factor. */
    public CognitoResponse withEnableSmsMfa(boolean enabled) {
        return with(CognitoTrigger.USER_MIGRATION, "enableSMSMFA", enabled);
    }

    /** Of a message: its text as an SMS, with {@link CognitoEvent#codeParameter} in it. */
    public CognitoResponse withSmsMessage(String message) {
        return with(CognitoTrigger.CUSTOM_MESSAGE, "smsMessage", message);
    }

    /** Of a message: its text as an e-mail, with {@link CognitoEvent#codeParameter} in it. */
    public CognitoResponse withEmailMessage(String message) {
        return with(CognitoTrigger.CUSTOM_MESSAGE, "emailMessage", message);
    }

    /** Of a message: its subject as an e-mail. */
    public CognitoResponse withEmailSubject(String subject) {
        return with(CognitoTrigger.CUSTOM_MESSAGE, "emailSubject", subject);
    }

    /** Of custom authentication: the user is who they say and gets tokens. */
    public CognitoResponse withIssueTokens() {
        return outcome(true, false);
    }

    /** Of custom authentication: the user isn't who they say. */
    public CognitoResponse withFailAuthentication() {
        return outcome(false, true);
    }

    /** Of custom authentication: what the user has to meet next, such as {@code CUSTOM_CHALLENGE}. */
    public CognitoResponse withChallengeName(String name) {
        return outcome(false, false).with("challengeName", name);
    }

    /** Of a challenge: what the client gets of it. */
    public CognitoResponse withPublicChallengeParameters(Map<String, String> parameters) {
        return with(CognitoTrigger.CREATE_AUTH_CHALLENGE, "publicChallengeParameters", parameters);
    }

    /** Of a challenge: what is kept to check the answer by. */
    public CognitoResponse withPrivateChallengeParameters(Map<String, String> parameters) {
        return with(CognitoTrigger.CREATE_AUTH_CHALLENGE, "privateChallengeParameters", parameters);
    }

    /** Of a challenge: what it is called in the session. */
    public CognitoResponse withChallengeMetadata(String metadata) {
        return with(CognitoTrigger.CREATE_AUTH_CHALLENGE, "challengeMetadata", metadata);
    }

    /** Of an answer to a challenge: whether it is right. */
    public CognitoResponse withAnswerCorrect(boolean correct) {
        return with(CognitoTrigger.VERIFY_AUTH_CHALLENGE_RESPONSE, "answerCorrect", correct);
    }

    /** Of an identity provider's user: all attributes that are to be mapped; those left out are dropped, none at all keeps what the provider sent. */
    public CognitoResponse withUserAttributesToMap(Map<String, String> attributes) {
        return with(CognitoTrigger.INBOUND_FEDERATION, "userAttributesToMap", attributes);
    }

    /** The response, read as the type. */
    public <T> T as(Class<T> type, JsonCodec codec) {
        return codec.read(json(), type);
    }

    /** For logs: the fields' names. */
    @Override
    public String toString() {
        return "CognitoResponse with " + fields.keySet();
    }

    boolean isChanged() {
        return changed;
    }

    byte[] json() {
        JsonOutput output = new JsonOutput(256).beginObject();
        for (Map.Entry<String, byte[]> field : fields.entrySet()) {
            output.name(field.getKey()).raw(field.getValue());
        }
        return output.endObject().toByteArray();
    }

    private CognitoResponse outcome(boolean issueTokens, boolean failAuthentication) {
        return with(CognitoTrigger.DEFINE_AUTH_CHALLENGE, "issueTokens", issueTokens)
                .with("failAuthentication", failAuthentication);
    }

    private CognitoResponse with(CognitoTrigger trigger, String field, Object value) {
        check(trigger, field);
        return with(field, value);
    }

    private void check(CognitoTrigger trigger, String what) {
        if (CognitoTrigger.of(triggerSource) != trigger) {
            throw new IllegalStateException(
                    what + " is an answer to " + trigger + ", but Cognito asks by " + triggerSource);
        }
    }

    private CognitoResponse withJson(String field, byte[] json) {
        Map<String, byte[]> more = new LinkedHashMap<>(fields);
        more.put(field, json);
        return new CognitoResponse(triggerSource, version, more, true);
    }
}
