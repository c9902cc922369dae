package dev.skiff.secrets;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The function's credentials: from the environment, or, as under SnapStart, from the container endpoint, kept until a few minutes before they expire. Wrong keys
 * under a right name are the same after a restore, so {@link #forget} lets go of them.
 */
final class CredentialsSource {
    private static final long MARGIN_MILLIS = 5 * 60 * 1000;

    private final Environment environment;
    private final InstantSource clock;
    private final AtomicReference<@Nullable AwsCredentials> kept = new AtomicReference<>();

    CredentialsSource(Environment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    AwsCredentials get(Deadline deadline) throws IOException, SourceException {
        String accessKeyId = environment.get("AWS_ACCESS_KEY_ID");
        String secretAccessKey = environment.get("AWS_SECRET_ACCESS_KEY");
        if (accessKeyId != null && secretAccessKey != null) {
            return new AwsCredentials(
                    accessKeyId, secretAccessKey, environment.get("AWS_SESSION_TOKEN"), Long.MAX_VALUE);
        }
        AwsCredentials known = kept.get();
        long now = clock.millis();
        if (known != null && known.expires - now > MARGIN_MILLIS) {
            return known;
        }
        try {
            AwsCredentials fresh = fromContainer(deadline);
            kept.set(fresh);
            return fresh;
        } catch (IOException | SourceException failure) {
            if (known != null && known.expires > now) {
                return known;
            }
            throw failure;
        }
    }

    void forget() {
        kept.set(null);
    }

    private AwsCredentials fromContainer(Deadline deadline) throws IOException, SourceException {
        String uri = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (uri == null) {
            throw new SourceException(SecretFailure.DENIED, "NoCredentials");
        }
        HttpCall call = new HttpCall(trusted(uri)).local();
        String token = token();
        if (token != null) {
            call.header("Authorization", token);
        }
        HttpAnswer answer = call.send(deadline);
        try {
            if (!answer.isOk()) {
                throw new SourceException(SecretFailure.UNAVAILABLE, "ContainerCredentials" + answer.status);
            }
            return read(answer.body);
        } finally {
            answer.wipe();
        }
    }

    /** The token goes to this machine or to AWS's own addresses, and elsewhere only over TLS. */
    private static URI trusted(String text) throws SourceException {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new SourceException(SecretFailure.INVALID, "ContainerCredentialsUri");
        }
        String host = String.valueOf(uri.getHost());
        boolean near = host.equals("localhost")
                || host.startsWith("127.")
                || host.equals("[::1]")
                || host.equals("169.254.170.2")
                || host.equals("169.254.170.23")
                || host.equals("[fd00:ec2::23]");
        if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && near)) {
            return uri;
        }
        throw new SourceException(SecretFailure.INVALID, "ContainerCredentialsUri");
    }

    private @Nullable String token() throws IOException {
        String file = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        return file != null
                ? Files.readString(Path.of(file), StandardCharsets.UTF_8).strip()
                : environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }

    private AwsCredentials read(byte[] json) throws SourceException {
        String accessKeyId = null;
        String secretAccessKey = null;
        String token = null;
        String expiration = null;
        try {
            EventReader answer = EventReader.ofSecret(json);
            while (answer.next()) {
                switch (answer.name()) {
                    case "AccessKeyId" -> accessKeyId = answer.text();
                    case "SecretAccessKey" -> secretAccessKey = answer.text();
                    case "Token" -> token = answer.text();
                    case "Expiration" -> expiration = answer.text();
                    default -> answer.skip();
                }
            }
            if (accessKeyId == null || secretAccessKey == null) {
                throw new SourceException(SecretFailure.UNAVAILABLE, "ContainerCredentialsIncomplete");
            }
            long expires = expiration == null
                    ? clock.millis() + 2 * MARGIN_MILLIS
                    : Instant.parse(expiration).toEpochMilli();
            return new AwsCredentials(accessKeyId, secretAccessKey, token, expires);
        } catch (EventException | DateTimeException malformed) {
            throw new SourceException(SecretFailure.UNAVAILABLE, "ContainerCredentialsMalformed");
        }
    }
}
