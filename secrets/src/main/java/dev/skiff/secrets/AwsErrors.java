package dev.skiff.secrets;

/** What the errors of Secrets Manager, Parameter Store and KMS mean, by their names. */
final class AwsErrors {
    private AwsErrors() {}

    static SecretFailure failure(String code, String message, int status) {
        if (isThrottling(code, status)) {
            return SecretFailure.THROTTLED;
        }
        if (code.equals("DecryptionFailure")) {
            return message.contains("ate exceeded") || message.contains("hrottl")
                    ? SecretFailure.THROTTLED
                    : SecretFailure.UNAVAILABLE;
        }
        return switch (code) {
            case "AccessDeniedException",
                    "AccessDenied",
                    "KMSAccessDeniedException",
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "SignatureDoesNotMatch",
                    "NotAuthorized",
                    "UnauthorizedOperation",
                    "OptInRequired" -> SecretFailure.DENIED;
            case "ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound" ->
                SecretFailure.NOT_FOUND;
            case "InvalidRequestException" ->
                message.contains("deleted") || message.contains("deletion")
                        ? SecretFailure.DELETED
                        : SecretFailure.INVALID;
            case "KMSInternalException",
                    "KMSKeyUnavailableException",
                    "KeyUnavailableException",
                    "DependencyTimeoutException",
                    "InternalServiceError",
                    "InternalServiceErrorException",
                    "InternalServerError",
                    "InternalFailure",
                    "ServiceUnavailable",
                    "ServiceUnavailableException" -> SecretFailure.UNAVAILABLE;
            case "RequestTimeout", "RequestTimeoutException" -> SecretFailure.TIMED_OUT;
            case "InvalidSignatureException" ->
                isAboutTime(code, message) ? SecretFailure.UNAVAILABLE : SecretFailure.DENIED;
            default ->
                isAboutTime(code, message) || isAboutCredentials(code) ? SecretFailure.UNAVAILABLE : byStatus(status);
        };
    }

    /** The clock is to blame, or the time that passed on the way; a new signature may do. */
    static boolean isAboutTime(String code, String message) {
        return switch (code) {
            case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture" -> true;
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                message.contains("expired") || message.contains("not yet current");
            default -> false;
        };
    }

    /** Newer credentials may do. */
    static boolean isAboutCredentials(String code) {
        return code.equals("ExpiredTokenException")
                || code.equals("ExpiredToken")
                || code.equals("TokenRefreshRequired");
    }

    private static boolean isThrottling(String code, int status) {
        return status == 429
                || code.contains("Throttl")
                || code.equals("TooManyRequestsException")
                || code.equals("RequestLimitExceeded")
                || code.equals("BandwidthLimitExceeded")
                || code.equals("SlowDown");
    }

    private static SecretFailure byStatus(int status) {
        if (status >= 500) {
            return SecretFailure.UNAVAILABLE;
        }
        if (status == 408) {
            return SecretFailure.TIMED_OUT;
        }
        return status == 401 || status == 403 ? SecretFailure.DENIED : SecretFailure.INVALID;
    }
}
