package dev.skiff.secrets;

import dev.skiff.core.internal.Log;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests by AWS's own signer. The only class that needs it. */
final class RequestSigner {
    /** Of SLF4J itself, which the signer wakes. */
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private final AwsV4HttpSigner signer;

    RequestSigner() {
        if (!Log.Slf4j.PROVIDED && System.getProperty(VERBOSITY) == null) {
            System.setProperty(VERBOSITY, "ERROR"); // or it complains in every cold start that nobody wants its logs
        }
        this.signer = AwsV4HttpSigner.create();
    }

    /** The headers to send, {@code Host} among them. */
    Map<String, List<String>> signed(
            URI endpoint, String target, byte[] body, String service, String region, AwsCredentials keys, long now) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", target)
                .build();
        SignedRequest signed = signer.sign(SignRequest.builder(identity(keys))
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC))
                .build());
        return signed.request().headers();
    }

    private static AwsCredentialsIdentity identity(AwsCredentials keys) {
        return keys.sessionToken == null
                ? AwsCredentialsIdentity.create(keys.accessKeyId, keys.secretAccessKey)
                : AwsSessionCredentialsIdentity.create(keys.accessKeyId, keys.secretAccessKey, keys.sessionToken);
    }
}
