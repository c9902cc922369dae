package dev.skiff.secrets;

import dev.skiff.core.internal.JsonOutput;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets Manager and Parameter Store themselves, by signed HTTPS without an SDK client: half of its first call's time. The function's role needs
 * {@code secretsmanager:GetSecretValue}, for a prefetch of four secrets and more {@code secretsmanager:BatchGetSecretValue}, for parameters
 * {@code ssm:GetParameter}, {@code ssm:GetParameters} or {@code ssm:GetParametersByPath}, and {@code kms:Decrypt} where the key is not AWS's own.
 *
 * <p>Region, credentials and endpoint ({@code AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_SECRETS_MANAGER}, {@code AWS_ENDPOINT_URL_SSM}) are the environment's, as
 * with AWS's SDKs; a secret's ARN has its own region. Immutable and thread-safe.
 */
public final class DirectSource implements SecretSource {
    private static final int NAMES_PER_CALL = 10;
    private static final int MOST_PAGES = 1000;

    private final Environment environment;
    private final InstantSource clock;
    private final @Nullable URI endpoint;
    private final @Nullable String region;
    private final int connectMillis;
    private final int readMillis;
    private final AwsCall aws;

    private DirectSource(
            Environment environment,
            InstantSource clock,
            @Nullable URI endpoint,
            @Nullable String region,
            int connectMillis,
            int readMillis) {
        this.environment = environment;
        this.clock = clock;
        this.endpoint = endpoint;
        this.region = region;
        this.connectMillis = connectMillis;
        this.readMillis = readMillis;
        this.aws = new AwsCall(new CredentialsSource(environment, clock), clock, connectMillis, readMillis);
    }

    public static DirectSource create() {
        return in(Environment.ofProcess());
    }

    static DirectSource in(Environment environment) {
        return in(environment, InstantSource.system());
    }

    static DirectSource in(Environment environment, InstantSource clock) {
        return new DirectSource(environment, clock, null, null, 3_000, 10_000);
    }

    /** To this endpoint for both services, such as a VPC endpoint's or a test server's. */
    public DirectSource withEndpoint(URI endpoint) {
        return new DirectSource(environment, clock, endpoint, region, connectMillis, readMillis);
    }

    /** In this region, where there is no ARN. */
    public DirectSource withRegion(String region) {
        return new DirectSource(environment, clock, endpoint, region, connectMillis, readMillis);
    }

    /** For a connection, three seconds unless told, and for each wait for its bytes, ten; the whole call has the time of the request. */
    public DirectSource withTimeouts(Duration connect, Duration read) {
        return new DirectSource(environment, clock, endpoint, region, millis(connect), millis(read));
    }

    @Override
    public SecretValue secret(SecretRequest request) throws IOException, SourceException {
        JsonOutput body = new JsonOutput(256).beginObject().name("SecretId").text(request.id());
        String version = request.versionId().orElse("");
        body.name(version.isEmpty() ? "VersionStage" : "VersionId").text(version.isEmpty() ? request.stage() : version);
        return AwsAnswers.secret(secretsManager(
                "GetSecretValue", regionOf(request.id()), body.endObject(), Deadline.in(request.timeout())));
    }

    /** Those of one region by one call. */
    @Override
    public Map<String, SecretValue> secrets(List<SecretRequest> requests) throws IOException, SourceException {
        Map<String, SecretValue> values = new HashMap<>();
        if (requests.isEmpty()) {
            return values;
        }
        String region = regionOf(requests.get(0).id());
        JsonOutput body =
                new JsonOutput(1024).beginObject().name("SecretIdList").beginArray();
        List<String> ids = new ArrayList<>();
        for (SecretRequest request : requests) {
            if (regionOf(request.id()).equals(region)) {
                body.text(request.id());
                ids.add(request.id());
            }
        }
        body.endArray().endObject();
        HttpAnswer answer = secretsManager(
                "BatchGetSecretValue", region, body, Deadline.in(requests.get(0).timeout()));
        for (SecretValue value : AwsAnswers.secrets(answer)) {
            for (String id : ids) {
                if (isOf(value, id)) {
                    values.put(id, value);
                }
            }
        }
        return values;
    }

    /** Without a suffix, an ARN is part of the whole one. */
    private static boolean isOf(SecretValue value, String id) {
        String arn = value.arn().orElse("");
        String name = value.name().orElse("");
        return id.equals(name)
                || id.equals(arn)
                || (id.startsWith("arn:") && id.endsWith(":" + name) && arn.startsWith(id + "-"));
    }

    @Override
    public Map<String, SecretValue> parameters(ParameterRequest request) throws IOException, SourceException {
        Map<String, SecretValue> values = new HashMap<>();
        Deadline deadline = Deadline.in(request.timeout());
        String path = request.path().orElse(null);
        if (path != null) {
            below(path, request.decrypted(), values, deadline);
        } else if (request.names().size() == 1) {
            one(request.names().get(0), request.decrypted(), values, deadline);
        } else {
            several(request.names(), request.decrypted(), values, deadline);
        }
        return values;
    }

    /** What is not there is left out. */
    private void one(String name, boolean decrypted, Map<String, SecretValue> values, Deadline deadline)
            throws IOException, SourceException {
        JsonOutput body = new JsonOutput(256).beginObject().name("Name").text(name);
        body.name("WithDecryption").flag(decrypted).endObject();
        Map<String, SecretValue> found = new HashMap<>();
        AwsAnswers.parameters(systemsManager("GetParameter", regionOf(name), body, deadline), found, false);
        for (SecretValue value : found.values()) {
            values.put(name, value);
        }
    }

    private void several(List<String> names, boolean decrypted, Map<String, SecretValue> values, Deadline deadline)
            throws IOException, SourceException {
        for (int from = 0; from < names.size(); from += NAMES_PER_CALL) {
            JsonOutput body = new JsonOutput(512).beginObject().name("Names").beginArray();
            for (String name : names.subList(from, Math.min(names.size(), from + NAMES_PER_CALL))) {
                body.text(name);
            }
            body.endArray().name("WithDecryption").flag(decrypted).endObject();
            AwsAnswers.parameters(
                    systemsManager("GetParameters", regionOf(names.get(from)), body, deadline), values, true);
        }
    }

    private void below(String path, boolean decrypted, Map<String, SecretValue> values, Deadline deadline)
            throws IOException, SourceException {
        String next = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonOutput body = new JsonOutput(256).beginObject().name("Path").text(path);
            body.name("Recursive").flag(true).name("WithDecryption").flag(decrypted);
            body.name("MaxResults").number(NAMES_PER_CALL);
            if (next != null) {
                body.name("NextToken").text(next);
            }
            next = AwsAnswers.parameters(
                    systemsManager("GetParametersByPath", regionOf(path), body.endObject(), deadline), values, false);
            if (next == null || next.isEmpty()) {
                return;
            }
        }
        throw new SourceException(SecretFailure.INVALID, "TooManyPages");
    }

    @Override
    public void forget() {
        aws.forget();
    }

    private HttpAnswer secretsManager(String action, String region, JsonOutput body, Deadline deadline)
            throws IOException, SourceException {
        URI uri = endpoint("AWS_ENDPOINT_URL_SECRETS_MANAGER", "secretsmanager", region);
        return aws.post(uri, "secretsmanager." + action, "secretsmanager", region, body.toByteArray(), deadline);
    }

    private HttpAnswer systemsManager(String action, String region, JsonOutput body, Deadline deadline)
            throws IOException, SourceException {
        URI uri = endpoint("AWS_ENDPOINT_URL_SSM", "ssm", region);
        return aws.post(uri, "AmazonSSM." + action, "ssm", region, body.toByteArray(), deadline);
    }

    private URI endpoint(String variable, String host, String region) throws SourceException {
        if (endpoint != null) {
            return endpoint;
        }
        String told = environment.get(variable, environment.get("AWS_ENDPOINT_URL", ""));
        try {
            return URI.create(
                    told.isEmpty() ? "https://" + host + "." + region + "." + AwsArn.domain(region) + "/" : told);
        } catch (IllegalArgumentException malformed) {
            throw new SourceException(SecretFailure.INVALID, "EndpointUrl");
        }
    }

    private String regionOf(String id) throws SourceException {
        String own = AwsArn.region(id);
        String found = !own.isEmpty()
                ? own
                : region != null ? region : environment.get("AWS_REGION", environment.get("AWS_DEFAULT_REGION", ""));
        if (!AwsArn.isRegion(found)) {
            throw new SourceException(SecretFailure.INVALID, found.isEmpty() ? "NoRegion" : "NotARegion");
        }
        return found;
    }

    private static int millis(Duration time) {
        long millis = time.toMillis();
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A timeout is at least a millisecond and less than 24 days, not " + time);
        }
        return (int) millis;
    }

    @Override
    public String toString() {
        return "AWS, directly" + (endpoint == null ? "" : " at " + endpoint);
    }
}
