package dev.skiff.secrets.aws;

import dev.skiff.secrets.ParameterRequest;
import dev.skiff.secrets.SecretFailure;
import dev.skiff.secrets.SecretRequest;
import dev.skiff.secrets.SecretSource;
import dev.skiff.secrets.SecretValue;
import dev.skiff.secrets.SourceException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * Secrets and parameters by clients of the AWS SDK, which stay the caller's to configure and to close: for credentials, proxies or endpoints that only the SDK knows.
 * Its first call takes about twice the time of {@link dev.skiff.secrets.DirectSource}. Thread-safe.
 *
 * <p>A request's timeout is the SDK's {@code apiCallTimeout}. Not every HTTP client of the SDK gives up an answer it has begun to read for that: give it a socket
 * timeout of its own.
 */
public final class SdkSource implements SecretSource {
    private static final int NAMES_PER_CALL = 10;

    private final @Nullable SecretsManagerClient secretsManager;
    private final @Nullable Ssm ssm;

    private SdkSource(@Nullable SecretsManagerClient secretsManager, @Nullable Ssm ssm) {
        this.secretsManager = secretsManager;
        this.ssm = ssm;
    }

    /** For secrets. */
    public static SdkSource of(SecretsManagerClient secretsManager) {
        return new SdkSource(secretsManager, null);
    }

    /** For parameters, besides what it does already. */
    public SdkSource withParameters(SsmClient client) {
        return new SdkSource(secretsManager, new Ssm(client));
    }

    @Override
    public SecretValue secret(SecretRequest request) throws SourceException {
        try {
            GetSecretValueResponse response = client().getSecretValue(call -> {
                call.secretId(request.id()).overrideConfiguration(within(request.timeout()));
                request.versionId().ifPresentOrElse(call::versionId, () -> call.versionStage(request.stage()));
            });
            byte[] binary = response.secretBinary() == null
                    ? null
                    : response.secretBinary().asByteArray();
            return value(response.versionId(), response.secretString(), binary)
                    .withStages(response.versionStages())
                    .withIdentity(response.name(), response.arn());
        } catch (AwsServiceException | SdkClientException | UncheckedIOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public Map<String, SecretValue> secrets(List<SecretRequest> requests) throws SourceException {
        Map<String, SecretValue> values = new HashMap<>();
        List<String> ids = requests.stream().map(SecretRequest::id).toList();
        try {
            List<SecretValueEntry> entries = client().batchGetSecretValue(call -> call.secretIdList(ids)
                            .overrideConfiguration(within(requests.get(0).timeout())))
                    .secretValues();
            for (SecretValueEntry entry : entries) {
                byte[] binary = entry.secretBinary() == null
                        ? null
                        : entry.secretBinary().asByteArray();
                SecretValue value = value(entry.versionId(), entry.secretString(), binary)
                        .withStages(entry.versionStages())
                        .withIdentity(entry.name(), entry.arn());
                ids.stream().filter(id -> isOf(entry, id)).forEach(id -> values.put(id, value));
            }
            return values;
        } catch (AwsServiceException | SdkClientException | UncheckedIOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public Map<String, SecretValue> parameters(ParameterRequest request) throws SourceException {
        if (ssm == null) {
            throw new SourceException(SecretFailure.INVALID, "NoSsmClient");
        }
        try {
            return ssm.parameters(request);
        } catch (AwsServiceException | SdkClientException | UncheckedIOException failure) {
            throw failed(failure);
        }
    }

    private SecretsManagerClient client() throws SourceException {
        if (secretsManager == null) {
            throw new SourceException(SecretFailure.INVALID, "NoSecretsManagerClient");
        }
        return secretsManager;
    }

    private static boolean isOf(SecretValueEntry entry, String id) {
        return id.equals(entry.name())
                || id.equals(entry.arn())
                || (id.startsWith("arn:")
                        && id.endsWith(":" + entry.name())
                        && entry.arn().startsWith(id + "-"));
    }

    private static SecretValue value(String version, @Nullable String text, byte @Nullable [] binary)
            throws SourceException {
        if (text != null) {
            return SecretValue.text(version, text);
        }
        if (binary != null) {
            return SecretValue.bytes(version, binary);
        }
        throw new SourceException(SecretFailure.INVALID, "NoValue");
    }

    private static AwsRequestOverrideConfiguration within(Duration timeout) {
        Duration some = timeout.isZero() ? Duration.ofMillis(1) : timeout;
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(some).build();
    }

    private static SourceException failed(RuntimeException failure) {
        if (failure instanceof AwsServiceException service) {
            AwsErrorDetails details = service.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : details.errorCode();
            String message = details == null || details.errorMessage() == null ? "" : details.errorMessage();
            return SourceException.fromAws(code, message, service.statusCode());
        }
        boolean late = failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || isOfSocketTimeout(failure);
        boolean aborted = failure instanceof AbortedException;
        return new SourceException(
                late ? SecretFailure.TIMED_OUT : aborted ? SecretFailure.INTERRUPTED : SecretFailure.UNAVAILABLE,
                failure.getClass().getSimpleName());
    }

    private static boolean isOfSocketTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "the AWS SDK";
    }

    /** In a class of its own, which alone needs the client for parameters. */
    private static final class Ssm {
        private final SsmClient client;

        Ssm(SsmClient client) {
            this.client = client;
        }

        Map<String, SecretValue> parameters(ParameterRequest request) {
            Map<String, SecretValue> values = new HashMap<>();
            request.path().ifPresentOrElse(path -> below(path, request, values), () -> named(request, values));
            return values;
        }

        private void named(ParameterRequest request, Map<String, SecretValue> values) {
            List<String> names = request.names();
            if (names.size() == 1) {
                one(names.get(0), request, values);
                return;
            }
            for (int from = 0; from < names.size(); from += NAMES_PER_CALL) {
                List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_PER_CALL));
                client.getParameters(call -> call.names(some)
                                .withDecryption(request.decrypted())
                                .overrideConfiguration(within(request.timeout())))
                        .parameters()
                        .forEach(parameter -> {
                            String selector = parameter.selector() == null ? "" : parameter.selector();
                            values.put(parameter.name() + selector, value(parameter));
                            values.put(parameter.arn() + selector, value(parameter));
                        });
            }
        }

        private void one(String name, ParameterRequest request, Map<String, SecretValue> values) {
            try {
                Parameter parameter = client.getParameter(call -> call.name(name)
                                .withDecryption(request.decrypted())
                                .overrideConfiguration(within(request.timeout())))
                        .parameter();
                values.put(name, value(parameter));
            } catch (ParameterNotFoundException absent) {
                values.remove(name);
            }
        }

        private void below(String path, ParameterRequest request, Map<String, SecretValue> values) {
            GetParametersByPathRequest call = GetParametersByPathRequest.builder()
                    .path(path)
                    .recursive(true)
                    .withDecryption(request.decrypted())
                    .overrideConfiguration(within(request.timeout()))
                    .build();
            for (GetParametersByPathResponse page : client.getParametersByPathPaginator(call)) {
                page.parameters().forEach(parameter -> values.put(parameter.name(), value(parameter)));
            }
        }

        private static SecretValue value(Parameter parameter) {
            return SecretValue.text(String.valueOf(parameter.version()), parameter.value())
                    .withIdentity(parameter.name(), parameter.arn());
        }
    }
}
