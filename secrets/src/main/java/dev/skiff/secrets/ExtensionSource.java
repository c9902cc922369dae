package dev.skiff.secrets;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The AWS Parameters and Secrets Lambda extension, or AWS's agent: plain HTTP on this machine, a tenth of the time of a first call over TLS. Whatever it can't do is
 * asked of AWS directly: before the first invocation, when it doesn't answer yet; when it fails; for a value newer than its cache has; for parameters by path.
 *
 * <p>Its cache comes on top of ours: a value may be as old as both together. Set {@code SECRETS_MANAGER_TTL} and {@code SSM_PARAMETER_STORE_TTL} low. Immutable and
 * thread-safe.
 */
public final class ExtensionSource implements SecretSource {
    private static final String DEFAULT_PORT = "2773";
    private static final int ATTEMPTS = 4;
    /** It repeats AWS's error in words of its own. */
    private static final String[] KNOWN_ERRORS = {
        "AccessDeniedException",
        "ResourceNotFoundException",
        "ParameterNotFound",
        "ParameterVersionNotFound",
        "ThrottlingException",
        "DecryptionFailure",
        "InvalidRequestException"
    };

    private static final long PAUSE_NANOS = 25_000_000;

    private final Environment environment;
    private final Invocations invocations;
    private final boolean agent;
    private final @Nullable Fallback fallback;
    private final int port;

    ExtensionSource(
            Environment environment, Invocations invocations, boolean agent, int port, @Nullable Fallback fallback) {
        this.environment = environment;
        this.invocations = invocations;
        this.agent = agent;
        this.fallback = fallback;
        this.port = port;
    }

    /** The extension, at the port its own variable says or at 2773; directly where it can't. */
    public static ExtensionSource create() {
        return in(Environment.ofProcess());
    }

    static ExtensionSource in(Environment environment) {
        return new ExtensionSource(
                environment, new Invocations(environment), false, port(environment), new Fallback(environment, null));
    }

    /** AWS's agent for secrets (AWS Secrets Manager Agent, now Workload Credentials Provider), at port 2773; its token comes from {@code AWS_TOKEN} or its usual file. */
    public static ExtensionSource agent() {
        Environment environment = Environment.ofProcess();
        return new ExtensionSource(
                environment, new Invocations(environment), true, port(environment), new Fallback(environment, null));
    }

    public ExtensionSource withPort(int port) {
        return new ExtensionSource(environment, invocations, agent, port, fallback);
    }

    /** Asked where the extension can't answer. */
    public ExtensionSource withFallback(SecretSource fallback) {
        return new ExtensionSource(environment, invocations, agent, port, new Fallback(environment, fallback));
    }

    /** What the extension can't do fails. */
    public ExtensionSource withoutFallback() {
        return new ExtensionSource(environment, invocations, agent, port, null);
    }

    @Override
    public SecretValue secret(SecretRequest request) throws Exception {
        Deadline deadline = Deadline.in(request.timeout());
        boolean fresh = request.cachesBypassed();
        SourceException reason = whyNot(fresh && !agent);
        if (reason == null) {
            try {
                return AwsAnswers.secret(answered(secretPath(request, fresh), deadline));
            } catch (IOException failure) {
                reason = unavailable(failure);
            } catch (SourceException failure) {
                reason = failure;
            }
        }
        return orFail(reason).secret(request.withTimeout(deadline.left()));
    }

    @Override
    public Map<String, SecretValue> secrets(List<SecretRequest> requests) throws Exception {
        return fallback == null ? Map.of() : fallback.source().secrets(requests);
    }

    @Override
    public Map<String, SecretValue> parameters(ParameterRequest request) throws Exception {
        Deadline deadline = Deadline.in(request.timeout());
        SourceException reason = request.path().isPresent() || agent
                ? new SourceException(SecretFailure.INVALID, "ExtensionCannot")
                : whyNot(request.cachesBypassed());
        if (reason == null) {
            try {
                return eachOf(request, deadline);
            } catch (IOException failure) {
                reason = unavailable(failure);
            } catch (SourceException failure) {
                reason = failure;
            }
        }
        return orFail(reason).parameters(request.withTimeout(deadline.left()));
    }

    @Override
    public void forget() {
        if (fallback != null) {
            fallback.forget();
        }
    }

    private Map<String, SecretValue> eachOf(ParameterRequest request, Deadline deadline)
            throws IOException, SourceException {
        Map<String, SecretValue> values = new HashMap<>();
        for (String name : request.names()) {
            Map<String, SecretValue> one = new HashMap<>();
            AwsAnswers.parameters(answered(parameterPath(name, request.decrypted()), deadline), one, false);
            for (SecretValue value : one.values()) {
                values.put(name, value);
            }
        }
        return values;
    }

    /** A reason not to ask the extension at all. */
    private @Nullable SourceException whyNot(boolean cacheWontDo) {
        if (cacheWontDo) {
            return new SourceException(SecretFailure.UNAVAILABLE, "ExtensionCannotRefresh");
        }
        return agent || invocations.haveBegun()
                ? null
                : new SourceException(SecretFailure.UNAVAILABLE, "ExtensionNotReadyInInit");
    }

    private SecretSource orFail(SourceException reason) throws SourceException {
        if (fallback == null) {
            throw reason;
        }
        return fallback.source();
    }

    /** It says so when it isn't ready, which takes some milliseconds after a start. With a fallback, half of the time is left for that. */
    private HttpAnswer answered(String path, Deadline whole) throws IOException, SourceException {
        Deadline deadline = fallback == null ? whole : whole.half();
        for (int attempt = 1; ; attempt++) {
            HttpAnswer answer = new LocalGet(port, path, "X-Aws-Parameters-Secrets-Token", token()).send(deadline);
            if (answer.isOk()) {
                return answer;
            }
            String text = new String(answer.body, StandardCharsets.UTF_8);
            if (attempt == ATTEMPTS
                    || !text.contains("not ready")
                    || Thread.currentThread().isInterrupted()) {
                throw refused(answer, text);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static SourceException refused(HttpAnswer answer, String text) {
        if (text.contains("not ready")) {
            return new SourceException(SecretFailure.UNAVAILABLE, "ExtensionNotReady");
        }
        for (String code : KNOWN_ERRORS) {
            if (text.contains(code)) {
                return SourceException.fromAws(code, text, answer.status);
            }
        }
        return SourceException.fromAws("", text, answer.status);
    }

    private static SourceException unavailable(IOException failure) {
        Reason reason = Reason.of(failure);
        return new SourceException(reason.failure, reason.code);
    }

    private static String secretPath(SecretRequest request, boolean refresh) {
        String version = request.versionId().orElse("");
        return "/secretsmanager/get?secretId=" + encoded(request.id())
                + (version.isEmpty() ? "&versionStage=" + encoded(request.stage()) : "&versionId=" + encoded(version))
                + (refresh ? "&refreshNow=true" : "");
    }

    /** The version or label behind a name's colon has a parameter of its own. */
    private static String parameterPath(String name, boolean decrypted) {
        int colon = name.startsWith("arn:") ? -1 : name.indexOf(':');
        String selector = colon < 0 ? "" : name.substring(colon + 1);
        return "/systemsmanager/parameters/get?name=" + encoded(colon < 0 ? name : name.substring(0, colon))
                + (selector.isEmpty() ? "" : (isNumber(selector) ? "&version=" : "&label=") + encoded(selector))
                + (decrypted ? "&withDecryption=true" : "");
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The function's session token, under SnapStart the container's; the agent's own is in a variable or in a file. */
    private String token() throws IOException {
        if (!agent) {
            return environment.get("AWS_SESSION_TOKEN", environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", ""));
        }
        String told = environment.get("AWS_TOKEN", "file:///var/run/awssmatoken");
        return told.startsWith("file://")
                ? Files.readString(Path.of(told.substring("file://".length())), StandardCharsets.UTF_8)
                        .strip()
                : told;
    }

    private static int port(Environment environment) {
        String port = environment.get("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", DEFAULT_PORT);
        return Integer.parseInt(port);
    }

    @Override
    public String toString() {
        return (agent ? "the agent at " : "the extension at ") + "http://localhost:" + port
                + (fallback == null ? "" : ", else " + fallback);
    }

    /** Who is asked instead: a source that was given, or AWS directly, which isn't made before it is needed, since its classes cost a cold start some milliseconds. */
    private static final class Fallback {
        private final Environment environment;
        private final AtomicReference<@Nullable SecretSource> made;

        Fallback(Environment environment, @Nullable SecretSource given) {
            this.environment = environment;
            this.made = new AtomicReference<>(given);
        }

        SecretSource source() {
            SecretSource known = made.get();
            if (known != null) {
                return known;
            }
            SecretSource direct = DirectSource.in(environment);
            return made.compareAndSet(null, direct) ? direct : Objects.requireNonNull(made.get());
        }

        /** What isn't made knows nothing. */
        void forget() {
            SecretSource known = made.get();
            if (known != null) {
                known.forget();
            }
        }

        @Override
        public String toString() {
            SecretSource known = made.get();
            return known == null ? "AWS, directly" : known.toString();
        }
    }
}
