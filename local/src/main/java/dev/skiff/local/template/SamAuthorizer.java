package dev.skiff.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who an API asks whether a call may pass. */
public sealed interface SamAuthorizer {
    /** Where the template says so. */
    String place();

    /**
     * An HTTP API's own check of a token.
     *
     * @param identitySource such as {@code $request.header.Authorization}
     * @param scopes that the API asks for where a route doesn't
     */
    record Jwt(String issuer, List<String> audience, String identitySource, List<String> scopes, String place)
            implements SamAuthorizer {}

    /** A REST API's check of a token of a user pool. */
    record Cognito(List<String> userPoolArns, String header, List<String> scopes, String place)
            implements SamAuthorizer {}

    /**
     * A function that decides.
     *
     * @param function its logical id or name
     * @param type {@code REQUEST} or, at REST APIs, {@code TOKEN}
     * @param payloadFormat {@code 1.0} or {@code 2.0}
     * @param simpleResponses whether it may answer {@code {"isAuthorized": true}}
     * @param identitySources such as {@code $request.header.X-Token}, {@code method.request.header.X-Token}; a call that lacks one is 401
     * @param validation what a token must match before the function is asked
     * @param timeToLive how long an answer is kept
     */
    record Lambda(
            String function,
            String type,
            String payloadFormat,
            boolean simpleResponses,
            List<String> identitySources,
            Optional<String> validation,
            Duration timeToLive,
            String place)
            implements SamAuthorizer {}

    /** A signature of AWS, which nobody checks here. */
    record Iam(String place) implements SamAuthorizer {}
}
