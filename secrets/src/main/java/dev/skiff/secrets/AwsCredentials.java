package dev.skiff.secrets;

import org.jspecify.annotations.Nullable;

/** Keys to sign with. Shows nothing of them. */
final class AwsCredentials {
    final String accessKeyId;
    final String secretAccessKey;
    final @Nullable String sessionToken;
    /** Milliseconds since 1970. */
    final long expires;

    AwsCredentials(String accessKeyId, String secretAccessKey, @Nullable String sessionToken, long expires) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.expires = expires;
    }

    @Override
    public String toString() {
        return "AwsCredentials";
    }
}
