package dev.skiff.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of a user pool's trigger, with the empty answer that Cognito sends along and the function fills. One
 * factory for each trigger; its other sources ({@code PreSignUp_AdminCreateUser}) are set by {@link #withTriggerSource}.
 * Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html">AWS: the triggers of user pools</a>
 */
public final class FakeCognitoEvent extends Fake<FakeCognitoEvent> {
    private FakeCognitoEvent(Tree set, Origin origin) {
        super(set, origin, defaults(set, origin));
    }

    private static FakeCognitoEvent of(String triggerSource) {
        return new FakeCognitoEvent(Tree.EMPTY.with(triggerSource, "triggerSource"), Origin.of(""))
                .with(Map.of(), "response");
    }

    private static FakeCognitoEvent ofUser(String triggerSource) {
        FakeCognitoEvent event = of(triggerSource);
        return event.withUserAttribute("sub", event.origin().id())
                .withUserAttribute("cognito:user_status", "CONFIRMED")
                .withUserAttribute("email_verified", "true")
                .withUserAttribute("email", "user@example.com");
    }

    /** {@code PreSignUp_SignUp}. */
    public static FakeCognitoEvent preSignUp() {
        return of("PreSignUp_SignUp")
                .withUserAttribute("email", "user@example.com")
                .withRequest("validationData", null)
                .withResponse("autoConfirmUser", false)
                .withResponse("autoVerifyEmail", false)
                .withResponse("autoVerifyPhone", false);
    }

    /** {@code PostConfirmation_ConfirmSignUp}. */
    public static FakeCognitoEvent postConfirmation() {
        return ofUser("PostConfirmation_ConfirmSignUp");
    }

    /** {@code PreAuthentication_Authentication}. */
    public static FakeCognitoEvent preAuthentication() {
        return ofUser("PreAuthentication_Authentication").withRequest("validationData", null);
    }

    /** {@code PostAuthentication_Authentication}. */
    public static FakeCognitoEvent postAuthentication() {
        return ofUser("PostAuthentication_Authentication").withRequest("newDeviceUsed", false);
    }

    /** {@code TokenGeneration_Authentication}, version 1: the id token. */
    public static FakeCognitoEvent tokenGeneration() {
        return ofUser("TokenGeneration_Authentication").withGroups().withResponse("claimsOverrideDetails", null);
    }

    /** {@code TokenGeneration_Authentication}, version 2: id token and access token. */
    public static FakeCognitoEvent tokenGenerationV2() {
        return ofUser("TokenGeneration_Authentication")
                .withField("version", "2")
                .withGroups()
                .withScopes("aws.cognito.signin.user.admin")
                .withResponse("claimsAndScopeOverrideDetails", null);
    }

    /** The same of version 3, which machines get, too: {@code TokenGeneration_ClientCredentials}. */
    public static FakeCognitoEvent tokenGenerationV3() {
        return tokenGenerationV2().withField("version", "3");
    }

    /** {@code UserMigration_Authentication}: a user that the pool doesn't know. */
    public static FakeCognitoEvent userMigration(String password) {
        return of("UserMigration_Authentication")
                .withRequest("password", password)
                .withRequest("validationData", null)
                .withRequest("userAttributes", null)
                .unanswered(
                        "userAttributes",
                        "forceAliasCreation",
                        "enableSMSMFA",
                        "finalUserStatus",
                        "messageAction",
                        "desiredDeliveryMediums");
    }

    /** {@code CustomMessage_SignUp}. */
    public static FakeCognitoEvent customMessage() {
        return ofUser("CustomMessage_SignUp")
                .withUserAttribute("cognito:user_status", "UNCONFIRMED")
                .withUserAttribute("email_verified", "false")
                .withRequest("codeParameter", "{####}")
                .withRequest("linkParameter", "{##Click Here##}")
                .withRequest("usernameParameter", null)
                .unanswered("smsMessage", "emailMessage", "emailSubject");
    }

    /** {@code DefineAuthChallenge_Authentication}, before the first challenge. */
    public static FakeCognitoEvent defineAuthChallenge() {
        return ofUser("DefineAuthChallenge_Authentication")
                .withSession(List.of())
                .unanswered("challengeName", "issueTokens", "failAuthentication");
    }

    /** {@code CreateAuthChallenge_Authentication}. */
    public static FakeCognitoEvent createAuthChallenge() {
        return ofUser("CreateAuthChallenge_Authentication")
                .withRequest("challengeName", "CUSTOM_CHALLENGE")
                .withSession(List.of())
                .unanswered("publicChallengeParameters", "privateChallengeParameters", "challengeMetadata");
    }

    /** {@code VerifyAuthChallengeResponse_Authentication}: what was expected, and what the user answered. */
    public static FakeCognitoEvent verifyAuthChallenge(Map<String, String> privateParameters, String answer) {
        return ofUser("VerifyAuthChallengeResponse_Authentication")
                .withRequest("privateChallengeParameters", privateParameters)
                .withRequest("challengeAnswer", answer)
                .unanswered("answerCorrect");
    }

    /** {@code CustomEmailSender_SignUp}; the code is encrypted, and there is nothing to answer. */
    public static FakeCognitoEvent customEmailSender(String encryptedCode) {
        return sender("CustomEmailSender_SignUp", "customEmailSenderRequestV1", encryptedCode);
    }

    /** {@code CustomSMSSender_SignUp}. */
    public static FakeCognitoEvent customSmsSender(String encryptedCode) {
        return sender("CustomSMSSender_SignUp", "customSMSSenderRequestV1", encryptedCode);
    }

    private static FakeCognitoEvent sender(String triggerSource, String type, String code) {
        return ofUser(triggerSource)
                .withRequest("type", type)
                .withRequest("code", code)
                .withRequest("clientMetadata", null)
                .without("response");
    }

    /**
     * {@code InboundFederation_ExternalProvider}: a provider's type ({@code OIDC}, {@code SAML}, {@code Google}…) and
     * what it told, under {@code tokenResponse}, {@code idToken}, {@code userInfo} or {@code samlResponse}.
     */
    public static FakeCognitoEvent inboundFederation(
            String providerName, String providerType, Map<String, ? extends Map<String, ?>> attributes) {
        return of("InboundFederation_ExternalProvider")
                .withRequest("providerName", providerName)
                .withRequest("providerType", providerType)
                .withRequest("attributes", attributes)
                .withResponse("userAttributesToMap", Map.of());
    }

    public FakeCognitoEvent withTriggerSource(String triggerSource) {
        return with(triggerSource, "triggerSource");
    }

    /** Its region is what stands before the underscore. */
    public FakeCognitoEvent withUserPool(String userPoolId) {
        return with(userPoolId, "userPoolId");
    }

    public FakeCognitoEvent withUserName(String userName) {
        return with(userName, "userName");
    }

    public FakeCognitoEvent withClientId(String clientId) {
        return with(clientId, "callerContext", "clientId");
    }

    /** These and no others. */
    public FakeCognitoEvent withUserAttributes(Map<String, String> attributes) {
        return withRequest("userAttributes", attributes);
    }

    public FakeCognitoEvent withUserAttribute(String name, String value) {
        return with(value, "request", "userAttributes", name);
    }

    /** What the app gave for the functions. */
    public FakeCognitoEvent withClientMetadata(Map<String, String> metadata) {
        return withRequest("clientMetadata", metadata);
    }

    /** The groups of the user, for the generation of tokens. */
    public FakeCognitoEvent withGroups(String... groups) {
        Map<String, @Nullable Object> configuration = new LinkedHashMap<>();
        configuration.put("groupsToOverride", List.of(groups));
        configuration.put("iamRolesToOverride", List.of());
        configuration.put("preferredRole", null);
        return withRequest("groupConfiguration", configuration);
    }

    public FakeCognitoEvent withScopes(String... scopes) {
        return withRequest("scopes", Arrays.asList(scopes));
    }

    /** The challenges so far, each with {@code challengeName}, {@code challengeResult} and {@code challengeMetadata}. */
    public FakeCognitoEvent withSession(List<? extends Map<String, ?>> challenges) {
        return withRequest("session", challenges);
    }

    /** Any other field of the request. */
    public FakeCognitoEvent withRequest(String name, @Nullable Object value) {
        return with(value, "request", name);
    }

    /** A field of the answer, as if a function before this one had filled it. */
    public FakeCognitoEvent withResponse(String name, @Nullable Object value) {
        return with(value, "response", name);
    }

    public String triggerSource() {
        return json().text("triggerSource");
    }

    private FakeCognitoEvent unanswered(String... names) {
        FakeCognitoEvent event = this;
        for (String name : names) {
            event = event.withResponse(name, null);
        }
        return event;
    }

    @Override
    FakeCognitoEvent copy(Tree changed, Origin changedOrigin) {
        return new FakeCognitoEvent(changed, changedOrigin);
    }

    private static Tree defaults(Tree set, Origin origin) {
        String pool = Arn.REGION + "_AbCdEfGhI";
        String given = set.text("userPoolId");
        int underscore = given.indexOf('_');
        return Tree.EMPTY
                .with("1", "version")
                .with(set.text("triggerSource"), "triggerSource")
                .with(underscore < 0 ? Arn.REGION : given.substring(0, underscore), "region")
                .with(pool, "userPoolId")
                .with(origin.id(), "userName")
                .with("aws-sdk-unknown-unknown", "callerContext", "awsSdkVersion")
                .with("1example23456789abcdefghij", "callerContext", "clientId");
    }

    @Override
    public String toString() {
        return "FakeCognitoEvent " + triggerSource();
    }
}
