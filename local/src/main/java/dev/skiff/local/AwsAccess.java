package dev.skiff.local;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** How clients of the AWS SDK reach a service: nothing of this user's own profile. */
record AwsAccess(URI endpoint, String region, String accessKeyId, String secretAccessKey, Optional<String> token) {
    <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private AwsCredentials credentials() {
        return token.<AwsCredentials>map(it -> AwsSessionCredentials.create(accessKeyId, secretAccessKey, it))
                .orElseGet(() -> AwsBasicCredentials.create(accessKeyId, secretAccessKey));
    }

    /** The endpoint: credentials are secrets. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
