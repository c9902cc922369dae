package dev.skiff.examples.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets of S3. */
final class S3Files implements Files {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;

    S3Files(S3Client client) {
        this.client = client;
    }

    static S3Files fromEnvironment() {
        return new S3Files(S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true) // also for buckets with dots, and on a machine without S3's host names
                .build());
    }

    @Override
    public Optional<InputStream> open(String bucket, String key, String eTag) throws IOException {
        try {
            return Optional.of(client.getObject(get -> {
                get.bucket(bucket).key(key);
                if (!eTag.isEmpty()) {
                    get.ifMatch(eTag);
                }
            }));
        } catch (S3Exception failure) {
            if (failure.statusCode() == NOT_FOUND || failure.statusCode() == PRECONDITION_FAILED) {
                return Optional.empty();
            }
            throw new IOException(key + " can't be read: status " + failure.statusCode(), failure);
        }
    }

    @Override
    public void write(String bucket, String key, String text) {
        client.putObject(
                put -> put.bucket(bucket).key(key).contentType("text/plain; charset=utf-8"),
                RequestBody.fromString(text));
    }
}
