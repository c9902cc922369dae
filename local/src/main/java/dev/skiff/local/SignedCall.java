package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call with a signature of AWS, in its header or its query. Nobody checks it here: the access key names the caller. */
final class SignedCall {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String ALGORITHM_OF_REGIONS = "AWS4-ECDSA-P256-SHA256";

    private final String accessKey;
    private final String service;

    private SignedCall(String accessKey, String service) {
        this.accessKey = accessKey;
        this.service = service;
    }

    static Optional<SignedCall> of(HttpCall call) {
        String header = call.header("Authorization").orElse("");
        if (header.startsWith(ALGORITHM) || header.startsWith(ALGORITHM_OF_REGIONS)) {
            return after(header, "Credential=");
        }
        return call.rawQuery() != null && call.rawQuery().contains("X-Amz-Signature=")
                ? after(call.rawQuery(), "X-Amz-Credential=")
                : Optional.empty();
    }

    /** The service that it is signed for, such as {@code execute-api}; empty if that can't be seen. */
    String service() {
        return service;
    }

    /** In the words of payload 2.0. */
    Map<String, ?> caller() {
        Map<String, @Nullable Object> caller = new LinkedHashMap<>();
        caller.put("accessKey", accessKey);
        caller.put("accountId", "123456789012");
        caller.put("callerId", "AIDALOCALLOCALLOCAL01");
        caller.put("cognitoIdentity", null);
        caller.put("principalOrgId", null);
        caller.put("userArn", "arn:aws:iam::123456789012:user/local");
        caller.put("userId", "AIDALOCALLOCALLOCAL01");
        return caller;
    }

    private static Optional<SignedCall> after(String text, String name) {
        int start = text.indexOf(name);
        if (start < 0) {
            return Optional.empty();
        }
        String credential = text.substring(start + name.length()).split("[,& ]", 2)[0];
        String[] scope = credential.split("/|%2F|%2f", -1); // key, date, region, service, aws4_request
        return scope.length < 2 || scope[0].isBlank()
                ? Optional.empty()
                : Optional.of(new SignedCall(scope[0], scope.length > 3 ? scope[scope.length - 2] : ""));
    }
}
