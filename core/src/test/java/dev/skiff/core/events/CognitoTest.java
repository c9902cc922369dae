package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.testing.FakeContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CognitoTest {
    private static final JsonCodec JSON = JsonCodec.jacksonJr();

    private record Federated(String providerName, String providerType) {}

    private record Reply(boolean autoConfirmUser) {}

    static Stream<String> files() {
        return Stream.of(
                        "pre-sign-up",
                        "post-confirmation",
                        "pre-authentication",
                        "post-authentication",
                        "token-generation-v1",
                        "token-generation-v2",
                        "token-generation-v3",
                        "user-migration",
                        "custom-message",
                        "define-auth-challenge",
                        "create-auth-challenge",
                        "verify-auth-challenge-response",
                        "custom-email-sender",
                        "custom-sms-sender",
                        "inbound-federation")
                .map(name -> "cognito-" + name + ".json");
    }

    @ParameterizedTest
    @MethodSource("files")
    void an_event_goes_back_byte_for_byte_when_nothing_is_changed(String file) {
        assertThat(Events.answer(new CognitoFunction((event, context) -> event.response()) {}, Events.bytes(file)))
                .isEqualTo(Events.text(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void only_the_response_is_changed(String file) {
        String sent = Events.text(file);
        int response = sent.lastIndexOf("\"response\": ") + "\"response\": ".length();
        String answer = answer(sent, reply -> reply.with("new", List.of(1, true, "x")));
        assertThat(answer)
                .startsWith(sent.substring(0, response) + "{")
                .endsWith(",\"new\":[1,true,\"x\"]}\n}\n".substring(sent.endsWith("{}\n}\n") ? 1 : 0));
        assertThat(CognitoEvent.from(answer.getBytes(UTF_8)).request())
                .isEqualTo(CognitoEvent.from(sent.getBytes(UTF_8)).request());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the response first, last, in the middle, among blanks, empty, null, missing
                "{'response':{},'triggerSource':'X','request':{}} | {'response':{'n':1},'triggerSource':'X','request':{}}",
                "{ 'triggerSource' : 'X' , 'request' : { } , 'response' : { } , 'z' : [ 1 , 2 ] } | { 'triggerSource' : 'X' , 'request' : { } , 'response' : {'n':1} , 'z' : [ 1 , 2 ] }",
                "{'triggerSource':'X','request':{},'response':null} | {'triggerSource':'X','request':{},'response':{'n':1}}",
                "{'triggerSource':'X','request':{}} | {'triggerSource':'X','request':{},'response':{'n':1}}",
                "{'triggerSource':'X','request':{} } | {'triggerSource':'X','request':{} ,'response':{'n':1}}",
                // a response elsewhere
                "{'triggerSource':'X','request':{'response':{'a':1}},'x':{'response':2},'response':{}} | {'triggerSource':'X','request':{'response':{'a':1}},'x':{'response':2},'response':{'n':1}}",
                // numbers, escapes, nulls, twice the same name, another name for an old field
                "{'triggerSource':'X','request':{'a':1.0,'b':-0.0,'c':1E400,'d':123456789012345678901234567890,'e':null},'u':9e-9999,'response':{}} | {'triggerSource':'X','request':{'a':1.0,'b':-0.0,'c':1E400,'d':123456789012345678901234567890,'e':null},'u':9e-9999,'response':{'n':1}}",
                "{'triggerSource':'X','request':{'\\u00e4':'\\/\\ud83d\\ude00ö'},'u':1,'u':2,'response':{}} | {'triggerSource':'X','request':{'\\u00e4':'\\/\\ud83d\\ude00ö'},'u':1,'u':2,'response':{'n':1}}",
                "{'triggerSource':'X','request':{},'response':{'a': 1.50 ,'\\u0062':[ 1E5 , null ],'c':'\\u00e4'}} | {'triggerSource':'X','request':{},'response':{'a':1.50,'b':[ 1E5 , null ],'c':'\\u00e4','n':1}}",
                "{'triggerSource':'X','request':{},'response':{'n':0,'m':12345678901234567890.10}} | {'triggerSource':'X','request':{},'response':{'n':1,'m':12345678901234567890.10}}",
                "\uFEFF{'triggerSource':'X','request':{},'response':{'a':true},'z':'ö'} | \uFEFF{'triggerSource':'X','request':{},'response':{'a':true,'n':1},'z':'ö'}"
            })
    void everything_else_is_echoed_as_it_was_written(String sent, String answered) {
        assertThat(answer(sent.replace('\'', '"'), reply -> reply.with("n", 1))).isEqualTo(answered.replace('\'', '"'));
    }

    @Test
    void any_event_is_echoed_around_its_response() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String before = "{" + fields(random, "b") + "\"triggerSource\":\"X\"," + blank(random) + "\"request\":{"
                    + fields(random, "r") + "\"r\":1}," + blank(random) + "\"response\"" + blank(random) + ":"
                    + blank(random);
            String after = blank(random) + "," + fields(random, "a") + "\"z\":" + json(random, 3) + blank(random) + "}";
            String kept = "\"k\":" + json(random, 3);
            assertThat(answer(before + "{" + kept + "}" + after, reply -> reply.with("n", "new")))
                    .as("seed " + seed)
                    .isEqualTo(before + "{" + kept + ",\"n\":\"new\"}" + after);
        }
    }

    @Test
    void requests_are_seen_by_type() {
        CognitoEvent signUp = event("pre-sign-up");
        assertThat(signUp.trigger()).isEqualTo(CognitoTrigger.PRE_SIGN_UP);
        assertThat(signUp.triggerSource()).isEqualTo("PreSignUp_SignUp");
        assertThat(signUp.version()).isEqualTo("1");
        assertThat(signUp.region()).isEqualTo("us-east-1");
        assertThat(signUp.userPoolId()).isEqualTo("us-east-1_EXAMPLE");
        assertThat(signUp.userName()).isEqualTo("ada");
        assertThat(signUp.clientId()).isEqualTo("1example23456789");
        assertThat(signUp.awsSdkVersion()).isEqualTo("aws-sdk-unknown-unknown");
        assertThat(signUp.userAttributes()).containsExactly(Map.entry("email", "ada@example.com"));
        assertThat(signUp.validationData()).containsEntry("captcha", "solved");
        assertThat(signUp.clientMetadata()).containsEntry("campaign", "spring");
        assertThat(signUp.groups()).isEmpty();
        assertThat(signUp.session()).isEmpty();
        assertThat(signUp.password()).isEmpty();
        assertThat(signUp.response().as(Reply.class, JSON)).isEqualTo(new Reply(false));
        assertThat(event("pre-authentication").validationData()).isEmpty();
        assertThat(event("pre-authentication").isUserNotFound()).isTrue();
        assertThat(event("post-authentication").isNewDeviceUsed()).isTrue();
        assertThat(event("token-generation-v1").groups()).containsExactly("admins", "users");
        assertThat(event("token-generation-v2").scopes()).contains("openid");
        assertThat(event("token-generation-v3").userName()).isEmpty();
        assertThat(event("token-generation-v3").version()).isEqualTo("3");
        assertThat(event("user-migration").password()).contains("correct horse");
        assertThat(event("custom-message").codeParameter()).contains("{####}");
        assertThat(event("custom-message").usernameParameter()).contains("{username}");
        assertThat(event("custom-email-sender").code()).contains("AYADeEXAMPLE");
        assertThat(event("create-auth-challenge").challengeName()).contains("CUSTOM_CHALLENGE");
        CognitoEvent verify = event("verify-auth-challenge-response");
        assertThat(verify.challengeAnswer()).contains("1234");
        assertThat(verify.privateChallengeParameters()).containsEntry("code", "1234");
        List<CognitoChallenge> session = event("define-auth-challenge").session();
        assertThat(session).extracting(CognitoChallenge::name).containsExactly("SRP_A", "CUSTOM_CHALLENGE");
        assertThat(session).extracting(CognitoChallenge::isPassed).containsExactly(true, false);
        assertThat(session.get(0).metadata()).isEmpty();
        assertThat(session.get(1).metadata()).contains("CODE-1");
        CognitoEvent federated = event("inbound-federation");
        assertThat(federated.providerName()).contains("Google");
        assertThat(federated.request(Federated.class, JSON)).isEqualTo(new Federated("Google", "Google"));
        assertThat(federated.request(new JsonType<Map<String, Object>>() {}, JSON))
                .containsKey("attributes");
    }

    @Test
    void a_request_is_there_as_it_came_too() {
        CognitoEvent event = CognitoEvent.from(
                "{\"triggerSource\":\"X\",\"request\":{\"n\":1E400,\"o\":null,\"l\":[1]}}".getBytes(UTF_8));
        assertThat(event.request())
                .containsEntry("n", new BigDecimal("1E400"))
                .containsEntry("o", null)
                .containsEntry("l", List.of(1L));
        assertThat(event.trigger()).isEqualTo(CognitoTrigger.OTHER);
        assertThat(event.json()).isEqualTo(event.json()).isNotSameAs(event.json());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "pre-sign-up",
                        r -> r.withAutoConfirmUser(true).withAutoVerifyEmail(true),
                        "{'autoConfirmUser':true,'autoVerifyEmail':true,'autoVerifyPhone':false}"),
                change(
                        "pre-sign-up",
                        r -> r.withAutoVerifyPhone(true),
                        "{'autoConfirmUser':false,'autoVerifyEmail':false,'autoVerifyPhone':true}"),
                change(
                        "token-generation-v1",
                        r -> r.withTokens(CognitoTokens.unchanged()
                                .plusIdClaim("tenant", "t1")
                                .plusIdClaim("plan", "pro")
                                .minusIdClaims("email", "phone")
                                .withGroups(List.of("staff"))
                                .withIamRoles(List.of("arn"))
                                .withPreferredRole("arn")),
                        "{'claimsOverrideDetails':{'claimsToAddOrOverride':{'tenant':'t1','plan':'pro'},'claimsToSuppress':['email','phone'],'groupOverrideDetails':{'groupsToOverride':['staff'],'iamRolesToOverride':['arn'],'preferredRole':'arn'}}}"),
                change(
                        "token-generation-v2",
                        r -> r.withTokens(CognitoTokens.unchanged()
                                .plusIdClaim("level", 3)
                                .minusIdClaims("email")
                                .plusAccessClaim("roles", List.of("a", "b"))
                                .minusAccessClaims("x")
                                .plusScopes("orders/read", "orders/write")
                                .plusScopes("c")
                                .minusScopes("openid")
                                .withGroups(List.of())),
                        "{'claimsAndScopeOverrideDetails':{'idTokenGeneration':{'claimsToAddOrOverride':{'level':3},'claimsToSuppress':['email']},'accessTokenGeneration':{'claimsToAddOrOverride':{'roles':['a','b']},'claimsToSuppress':['x'],'scopesToAdd':['orders/read','orders/write','c'],'scopesToSuppress':['openid']},'groupOverrideDetails':{'groupsToOverride':[]}}}"),
                change(
                        "token-generation-v3",
                        r -> r.withTokens(CognitoTokens.unchanged().plusAccessClaim("tenant", "t1")),
                        "{'claimsAndScopeOverrideDetails':{'accessTokenGeneration':{'claimsToAddOrOverride':{'tenant':'t1'}}}}"),
                change(
                        "user-migration",
                        r -> r.withUserAttributes(Map.of("email", "a@b.c"))
                                .withFinalUserStatus("CONFIRMED")
                                .withMessageAction("SUPPRESS")
                                .withDesiredDeliveryMediums("EMAIL", "SMS")
                                .withForceAliasCreation(false)
                                .withEnableSmsMfa(true),
                        "{'userAttributes':{'email':'a@b.c'},'forceAliasCreation':false,'enableSMSMFA':true,'finalUserStatus':'CONFIRMED','messageAction':'SUPPRESS','desiredDeliveryMediums':['EMAIL','SMS']}"),
                change(
                        "custom-message",
                        r -> r.withSmsMessage("{####}")
                                .withEmailMessage("<b>{####}</b>")
                                .withEmailSubject("Hi"),
                        "{'smsMessage':'{####}','emailMessage':'<b>{####}</b>','emailSubject':'Hi'}"),
                change(
                        "define-auth-challenge",
                        CognitoResponse::withIssueTokens,
                        "{'challengeName':null,'issueTokens':true,'failAuthentication':false}"),
                change(
                        "define-auth-challenge",
                        CognitoResponse::withFailAuthentication,
                        "{'challengeName':null,'issueTokens':false,'failAuthentication':true}"),
                change(
                        "define-auth-challenge",
                        r -> r.withChallengeName("CUSTOM_CHALLENGE"),
                        "{'challengeName':'CUSTOM_CHALLENGE','issueTokens':false,'failAuthentication':false}"),
                change(
                        "create-auth-challenge",
                        r -> r.withPublicChallengeParameters(Map.of("q", "2+2"))
                                .withPrivateChallengeParameters(Map.of("a", "4"))
                                .withChallengeMetadata("SUM"),
                        "{'publicChallengeParameters':{'q':'2+2'},'privateChallengeParameters':{'a':'4'},'challengeMetadata':'SUM'}"),
                change("verify-auth-challenge-response", r -> r.withAnswerCorrect(true), "{'answerCorrect':true}"),
                change(
                        "inbound-federation",
                        r -> r.withUserAttributesToMap(Map.of("email", "a@b.c")),
                        "{'userAttributesToMap':{'email':'a@b.c'}}"),
                change(
                        "post-confirmation",
                        r -> r.with("later", new Reply(true), JSON),
                        "{'later':{'autoConfirmUser':true}}"));
    }

    private static Arguments change(String name, UnaryOperator<CognitoResponse> change, String response) {
        return Arguments.of(name, change, response.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void each_trigger_is_answered_in_its_own_words(
            String name, UnaryOperator<CognitoResponse> change, String response) {
        String sent = Events.text("cognito-" + name + ".json");
        String before = sent.substring(0, sent.lastIndexOf("\"response\": ") + "\"response\": ".length());
        assertThat(answer(sent, change)).isEqualTo(before + response + "\n}\n");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void an_answer_for_another_trigger_is_refused(String name, UnaryOperator<CognitoResponse> change, String response) {
        CognitoResponse other = event("custom-sms-sender").response();
        if (name.equals("post-confirmation")) {
            assertThat(change.apply(other).isChanged()).isTrue(); // the general form is for any
        } else {
            assertThatIllegalStateException()
                    .isThrownBy(() -> change.apply(other))
                    .withMessageContaining("CustomSMSSender_Authentication");
        }
    }

    @Test
    void version_1_of_tokens_refuses_what_it_cannot_say() {
        CognitoResponse first = event("token-generation-v1").response();
        assertThatIllegalStateException()
                .isThrownBy(() -> first.withTokens(CognitoTokens.unchanged().plusScopes("s")))
                .withMessageContaining("V2_0");
        assertThatIllegalStateException()
                .isThrownBy(() -> first.withTokens(CognitoTokens.unchanged().plusIdClaim("level", 3)))
                .withMessageContaining("level");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.with("x", new Reply(true)))
                .withMessageContaining("Reply");
    }

    @ParameterizedTest
    @CsvSource({
        "PRE_SIGN_UP, PreSignUp_SignUp PreSignUp_AdminCreateUser PreSignUp_ExternalProvider",
        "POST_CONFIRMATION, PostConfirmation_ConfirmSignUp PostConfirmation_ConfirmForgotPassword",
        "PRE_AUTHENTICATION, PreAuthentication_Authentication",
        "POST_AUTHENTICATION, PostAuthentication_Authentication",
        "PRE_TOKEN_GENERATION, TokenGeneration_HostedAuth TokenGeneration_Authentication TokenGeneration_NewPasswordChallenge TokenGeneration_AuthenticateDevice TokenGeneration_RefreshTokens TokenGeneration_ClientCredentials",
        "USER_MIGRATION, UserMigration_Authentication UserMigration_ForgotPassword",
        "CUSTOM_MESSAGE, CustomMessage_SignUp CustomMessage_AdminCreateUser CustomMessage_ResendCode CustomMessage_ForgotPassword CustomMessage_UpdateUserAttribute CustomMessage_VerifyUserAttribute CustomMessage_Authentication",
        "DEFINE_AUTH_CHALLENGE, DefineAuthChallenge_Authentication",
        "CREATE_AUTH_CHALLENGE, CreateAuthChallenge_Authentication",
        "VERIFY_AUTH_CHALLENGE_RESPONSE, VerifyAuthChallengeResponse_Authentication",
        "CUSTOM_EMAIL_SENDER, CustomEmailSender_SignUp CustomEmailSender_Authentication CustomEmailSender_ForgotPassword CustomEmailSender_ResendCode CustomEmailSender_UpdateUserAttribute CustomEmailSender_VerifyUserAttribute CustomEmailSender_AdminCreateUser CustomEmailSender_AccountTakeOverNotification",
        "CUSTOM_SMS_SENDER, CustomSMSSender_SignUp CustomSMSSender_Authentication CustomSMSSender_ForgotPassword CustomSMSSender_ResendCode CustomSMSSender_UpdateUserAttribute CustomSMSSender_VerifyUserAttribute CustomSMSSender_AdminCreateUser",
        "INBOUND_FEDERATION, InboundFederation_ExternalProvider",
        "OTHER, '' PreSignUp presignup_SignUp SomethingNew_Here"
    })
    void every_source_belongs_to_its_trigger(CognitoTrigger trigger, String sources) {
        assertThat(Arrays.asList(sources.split(" ")))
                .extracting(CognitoTrigger::of)
                .containsOnly(trigger);
    }

    @Test
    void one_function_serves_several_triggers_and_refuses_the_rest() {
        CognitoTriggers triggers = CognitoTriggers.of(CognitoTrigger.PRE_SIGN_UP, (event, context) -> event.response()
                        .withAutoConfirmUser(true))
                .and(CognitoTrigger.POST_CONFIRMATION, (event, context) -> event.response());
        CognitoFunction function = new CognitoFunction(triggers) {};
        assertThat(Events.answer(function, Events.bytes("cognito-pre-sign-up.json")))
                .contains("\"autoConfirmUser\":true");
        assertThat(Events.answer(function, Events.bytes("cognito-post-confirmation.json")))
                .isEqualTo(Events.text("cognito-post-confirmation.json"));
        assertThatThrownBy(() -> triggers.handle(event("custom-message"), FakeContext.create()))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("CustomMessage_AdminCreateUser")
                .hasMessageContaining("[PRE_SIGN_UP, POST_CONFIRMATION]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> triggers.and(CognitoTrigger.PRE_SIGN_UP, (event, context) -> event.response()))
                .withMessageContaining("PRE_SIGN_UP");
    }

    @Test
    void a_refusal_is_shown_as_it_is() {
        CognitoException refusal = new CognitoException("Not from this country", new IOException("geo"));
        assertThatThrownBy(() -> Events.answer(failing(refusal), Events.bytes("cognito-pre-sign-up.json")))
                .isSameAs(refusal);
    }

    @Test
    void any_other_failure_is_logged_and_nothing_of_it_is_shown() {
        List<Throwable> failures = List.of(
                new IOException("jdbc:secret"),
                new IllegalStateException("jdbc:secret"),
                new NoClassDefFoundError("jdbc:secret"),
                new AssertionError("jdbc:secret"),
                new ServiceConfigurationError("jdbc:secret"));
        for (Throwable failure : failures) {
            List<ILoggingEvent> logged = logged(() -> assertThatThrownBy(
                            () -> Events.answer(failing(failure), Events.bytes("cognito-pre-sign-up.json")))
                    .isInstanceOf(CognitoException.class)
                    .hasMessage("Internal error")
                    .hasNoCause()
                    .hasNoSuppressedExceptions());
            assertThat(logged).singleElement().satisfies(line -> assertThat(
                            line.getThrowableProxy().getMessage())
                    .isEqualTo("jdbc:secret"));
        }
        assertThatThrownBy(() -> Events.answer(failing(new EventException("x")), "{\"secret\":1}"))
                .hasMessage("Internal error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"triggerSource\":\"X\"}",
                "{\"request\":{}}",
                "{\"triggerSource\":null,\"request\":{}}",
                "{\"triggerSource\":{},\"request\":{}}",
                "{\"triggerSource\":\"X\",\"request\":null}",
                "{\"triggerSource\":\"X\",\"request\":[]}",
                "{\"triggerSource\":\"X\",\"request\":\"\"}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":[]}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":\"\"}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":1}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":{},\"response\":{}}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":null,\"response\":{}}",
                "{\"triggerSource\":\"X\",\"request\":{},\"callerContext\":[]}",
                "{\"triggerSource\":\"X\",\"request\":{},\"callerContext\":{\"clientId\":{}}}",
                "{\"triggerSource\":\"X\",\"request\":{},\"response\":{\"a\":}}",
                "{\"triggerSource\":\"X\",\"request\":{\"a\":1e99999999999}}",
                "{\"triggerSource\":\"X\",\"request\":{}} {}",
                "{\"triggerSource\":\"X\",\"request\":{}",
                "{\"datasetName\":\"d\",\"identityId\":\"i\",\"version\":2}"
            })
    void another_shape_is_refused(String json) {
        byte[] event = json.getBytes(UTF_8);
        assertThatThrownBy(() -> CognitoEvent.from(event)).isInstanceOf(EventException.class);
    }

    @Test
    void parts_of_the_wrong_form_are_refused_when_they_are_asked_for_and_echoed_otherwise() {
        String sent =
                "{\"triggerSource\":\"X\",\"callerContext\":null,\"request\":{\"userAttributes\":[],\"clientMetadata\":{\"a\":{}},\"validationData\":\"v\",\"session\":{},\"scopes\":{},"
                        + "\"groupConfiguration\":{\"groupsToOverride\":1},\"password\":{}}}";
        CognitoEvent event = CognitoEvent.from(sent.getBytes(UTF_8));
        assertThatThrownBy(event::userAttributes).hasMessage("The event's /request/userAttributes should be an object");
        assertThatThrownBy(event::clientMetadata).isInstanceOf(EventException.class);
        assertThatThrownBy(event::validationData).isInstanceOf(EventException.class);
        assertThatThrownBy(event::session).isInstanceOf(EventException.class);
        assertThatThrownBy(event::scopes).isInstanceOf(EventException.class);
        assertThatThrownBy(event::groups).isInstanceOf(EventException.class);
        assertThatThrownBy(event::password).isInstanceOf(EventException.class);
        assertThat(event.clientId()).isEmpty();
        assertThat(answer(sent, reply -> reply)).isEqualTo(sent);
    }

    @Test
    void nothing_secret_is_in_what_logs_show() {
        CognitoEvent event = event("user-migration");
        assertThat(event).hasToString("CognitoEvent UserMigration_Authentication");
        assertThat(event.response().withFinalUserStatus("secret").toString()).doesNotContain("secret");
        assertThat(event("define-auth-challenge").session().get(1)).hasToString("CUSTOM_CHALLENGE failed");
        assertThat(CognitoTokens.unchanged().plusIdClaim("a", "secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void one_function_serves_many_threads() throws Exception {
        CognitoFunction function = new CognitoFunction((event, context) ->
                event.response().with("echo", event.userAttributes().get("email"))) {};
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try {
            Map<Integer, Future<String>> answers = new LinkedHashMap<>();
            for (int i = 0; i < 3_200; i++) {
                String event = event(i, "{}");
                answers.put(i, threads.submit(() -> Events.answer(function, event)));
            }
            for (Map.Entry<Integer, Future<String>> answer : answers.entrySet()) {
                assertThat(answer.getValue().get())
                        .isEqualTo(event(answer.getKey(), "{\"echo\":\"user" + answer.getKey() + "@example.com\"}"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String event(int i, String response) {
        return "{\"triggerSource\":\"PreSignUp_SignUp\",\"request\":{\"userAttributes\":{\"email\":\"user" + i
                + "@example.com\"},\"n\":" + i + "},\"response\":" + response + "}";
    }

    private static CognitoEvent event(String name) {
        return CognitoEvent.from(Events.bytes("cognito-" + name + ".json"));
    }

    private static String answer(String sent, UnaryOperator<CognitoResponse> change) {
        return Events.answer(new CognitoFunction((event, context) -> change.apply(event.response())) {}, sent);
    }

    private static CognitoFunction failing(Throwable failure) {
        return new CognitoFunction((event, context) -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }) {};
    }

    private static List<ILoggingEvent> logged(Runnable run) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(CognitoFunction.class);
        appender.start();
        logger.addAppender(appender);
        try {
            run.run();
        } finally {
            logger.detachAppender(appender);
        }
        return new ArrayList<>(appender.list);
    }

    private static String fields(Random random, String prefix) {
        StringBuilder fields = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.append(blank(random))
                    .append('"')
                    .append(prefix)
                    .append(i)
                    .append('"')
                    .append(blank(random))
                    .append(':')
                    .append(json(random, 3))
                    .append(blank(random))
                    .append(',');
        }
        return fields.toString();
    }

    private static String json(Random random, int depth) {
        int kind = random.nextInt(depth > 0 ? 9 : 7);
        return switch (kind) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> Long.toString(random.nextLong());
            case 3 -> random.nextLong() + ".50E-" + random.nextInt(300);
            case 4 -> "\"\\u00e4\\\\\\\"ö😀\\n\"";
            case 5 -> "\"" + "x".repeat(random.nextInt(200)) + "\"";
            case 6 -> "-0.0";
            case 7 ->
                "[" + blank(random) + json(random, depth - 1) + "," + blank(random) + json(random, depth - 1) + "]";
            default -> "{" + blank(random) + "\"response\":" + json(random, depth - 1) + blank(random) + "}";
        };
    }

    private static String blank(Random random) {
        return List.of("", "", " ", "\n\t", "\r\n  ").get(random.nextInt(5));
    }
}
