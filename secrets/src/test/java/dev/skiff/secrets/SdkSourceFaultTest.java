package dev.skiff.secrets;

import dev.skiff.secrets.aws.SdkSource;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Of the AWS SDK's client, told not to try again by itself. */
class SdkSourceFaultTest extends FaultContract {
    @Override
    SecretSource source(URI server) {
        return SdkSource.of(SecretsManagerClient.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofMillis(500))
                        .build())
                .overrideConfiguration(settings ->
                        settings.retryStrategy(RetryMode.STANDARD).retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build());
    }

    /** Its own, at debug, say what servers say. */
    @Override
    Logged logged() {
        return Logged.by("dev.skiff");
    }

    /** The client for HttpURLConnection, told to give up, reads on to the end of the body, and nobody can end that. */
    @Override
    boolean endsWhatTrickles() {
        return false;
    }
}
