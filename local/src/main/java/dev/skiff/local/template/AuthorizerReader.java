package dev.skiff.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads who an API asks whether a call may pass. */
final class AuthorizerReader {
    /** The name of the authorizer that wants a signature. */
    static final String IAM = "AWS_IAM";

    private final Resources resources;

    AuthorizerReader(Resources resources) {
        this.resources = resources;
    }

    Map<String, SamAuthorizer> httpApi(Properties auth) {
        Map<String, SamAuthorizer> authorizers = new LinkedHashMap<>();
        auth.children("Authorizers")
                .forEach((name, authorizer) -> authorizers.put(name, httpApiAuthorizer(authorizer)));
        if (auth.flag("EnableIamAuthorizer", false)) {
            authorizers.put(IAM, new SamAuthorizer.Iam(auth.place()));
        }
        return authorizers;
    }

    Map<String, SamAuthorizer> restApi(Properties auth) {
        Map<String, SamAuthorizer> authorizers = new LinkedHashMap<>();
        auth.children("Authorizers")
                .forEach((name, authorizer) -> authorizers.put(name, restApiAuthorizer(authorizer)));
        return authorizers;
    }

    private SamAuthorizer httpApiAuthorizer(Properties authorizer) {
        if (authorizer.has("JwtConfiguration")) {
            return jwt(authorizer);
        }
        if (!authorizer.has("FunctionArn")) {
            throw authorizer.mistake("has neither JwtConfiguration nor FunctionArn");
        }
        return new SamAuthorizer.Lambda(
                function(authorizer),
                "REQUEST",
                payloadFormat(authorizer),
                authorizer.flag("EnableSimpleResponses", false),
                identitySources(authorizer.section("Identity"), "$request.", "$"),
                Optional.empty(),
                authorizer.section("Identity").seconds("ReauthorizeEvery", 0, 0, 3600),
                authorizer.place());
    }

    /** Text, or the number that {@code 2.0} without quotes is. */
    private static String payloadFormat(Properties authorizer) {
        authorizer.required("AuthorizerPayloadFormatVersion");
        return authorizer
                        .word("AuthorizerPayloadFormatVersion", "2.0", "1.0", "2", "1")
                        .startsWith("2")
                ? "2.0"
                : "1.0";
    }

    /** The keys of a {@code JwtConfiguration} may begin with a capital or not. */
    private SamAuthorizer jwt(Properties authorizer) {
        Properties given = authorizer.section("JwtConfiguration");
        Map<String, Value> lowerCase = new LinkedHashMap<>();
        given.values().forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        Properties jwt = new Properties(given.path(), lowerCase, given.at(), resources.intrinsics());
        return new SamAuthorizer.Jwt(
                jwt.text("issuer"),
                jwt.texts("audience"),
                authorizer.text("IdentitySource"),
                authorizer.texts("AuthorizationScopes"),
                authorizer.place());
    }

    private SamAuthorizer restApiAuthorizer(Properties authorizer) {
        Properties identity = authorizer.section("Identity");
        if (authorizer.has("UserPoolArn")) {
            return new SamAuthorizer.Cognito(
                    authorizer.texts("UserPoolArn"),
                    identity.text("Header", "Authorization"),
                    authorizer.texts("AuthorizationScopes"),
                    authorizer.place());
        }
        if (!authorizer.has("FunctionArn")) {
            throw authorizer.mistake("has neither UserPoolArn nor FunctionArn");
        }
        String type = authorizer.word("FunctionPayloadType", "TOKEN", "REQUEST");
        Duration timeToLive = identity.seconds("ReauthorizeEvery", 300, 0, 3600);
        List<String> sources = type.equals("TOKEN")
                ? List.of("method.request.header." + identity.text("Header", "Authorization"))
                : identitySources(identity, "method.request.", "");
        if (sources.isEmpty() && !timeToLive.isZero()) {
            throw authorizer.mistake("needs an Identity with Headers, QueryStrings, StageVariables or Context");
        }
        return new SamAuthorizer.Lambda(
                function(authorizer),
                type,
                "1.0",
                false,
                sources,
                identity.optionalText("ValidationExpression"),
                timeToLive,
                authorizer.place());
    }

    private static List<String> identitySources(Properties identity, String request, String other) {
        List<String> sources = new ArrayList<>();
        identity.texts("Headers").forEach(name -> sources.add(request + "header." + name));
        identity.texts("QueryStrings").forEach(name -> sources.add(request + "querystring." + name));
        identity.texts("StageVariables").forEach(name -> sources.add(other + "stageVariables." + name));
        identity.texts("Context").forEach(name -> sources.add(other + "context." + name));
        return sources;
    }

    /** The logical id, if it is a function of the template. */
    private String function(Properties authorizer) {
        String arn = authorizer.text("FunctionArn");
        return resources.function(arn).map(Resource::id).orElse(arn);
    }
}
