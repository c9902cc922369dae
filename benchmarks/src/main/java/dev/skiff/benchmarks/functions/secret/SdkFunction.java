package dev.skiff.benchmarks.functions.secret;

import java.io.IOException;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/** AWS's SDK as its guide says for a fast start: the lean HTTP client, region and credentials told rather than searched, the client made while the function starts. */
public final class SdkFunction extends SecretFunction {
    private final SecretsManagerClient client = SecretsManagerClient.builder()
            .region(Region.of(System.getenv("AWS_REGION")))
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    public static void main(String[] args) throws IOException {
        new SdkFunction().print();
    }

    @Override
    String secret() {
        return client.getSecretValue(
                        GetSecretValueRequest.builder().secretId(ID).build())
                .secretString();
    }
}
