package dev.skiff.secrets.testing;

import dev.skiff.secrets.ParameterRequest;
import dev.skiff.secrets.SecretFailure;
import dev.skiff.secrets.SecretRequest;
import dev.skiff.secrets.SecretSource;
import dev.skiff.secrets.SecretValue;
import dev.skiff.secrets.SourceException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Secrets and parameters in memory, for tests: set them, rotate them, let them fail, be throttled or hang, and count the calls. Secrets have ARNs, too, and a rotation
 * leaves the version before at {@code AWSPREVIOUS}. Thread-safe.
 */
public final class FakeSecrets implements SecretSource {
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

    private final ConcurrentMap<String, Versions> secrets = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, SecretValue> parameters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> callsOf = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable SourceException failure;
    private volatile @Nullable CountDownLatch gate;

    private FakeSecrets() {}

    public static FakeSecrets create() {
        return new FakeSecrets();
    }

    /** A new secret, or a new version of one. */
    public FakeSecrets set(String name, String text) {
        return set(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #set(String, String)}, binary. */
    public FakeSecrets set(String name, byte[] bytes) {
        byte[] own = bytes.clone();
        secrets.compute(name, (key, before) -> new Versions(own, before));
        return this;
    }

    /** The secret gets a new value, and what was its value is at {@code AWSPREVIOUS}. */
    public FakeSecrets rotate(String name, String text) {
        return set(name, text);
    }

    /** A new parameter, or a new version of one. It is the same decrypted and plain. */
    public FakeSecrets setParameter(String name, String text) {
        parameters.compute(name, (key, before) -> {
            int version = before == null ? 1 : Integer.parseInt(before.version()) + 1;
            return SecretValue.text(Integer.toString(version), text)
                    .withIdentity(name, "arn:aws:ssm:us-east-1:123456789012:parameter" + name);
        });
        return this;
    }

    /** As if it had never been there. */
    public FakeSecrets remove(String name) {
        secrets.remove(name);
        parameters.remove(name);
        return this;
    }

    /** Every call fails in this way, until {@link #recover}. */
    public FakeSecrets fail(SecretFailure kind) {
        failure = new SourceException(kind, "Fake" + kind);
        return this;
    }

    /** Every call is throttled, until {@link #recover}. */
    public FakeSecrets throttle() {
        failure = new SourceException(SecretFailure.THROTTLED, "ThrottlingException");
        return this;
    }

    /** Every call hangs, until its time is over or {@link #recover} lets it go on. */
    public FakeSecrets hang() {
        gate = new CountDownLatch(1);
        return this;
    }

    /** Calls go well again, those that hang, too. */
    public FakeSecrets recover() {
        failure = null;
        CountDownLatch closed = gate;
        gate = null;
        if (closed != null) {
            closed.countDown();
        }
        return this;
    }

    /** How many calls there were, of all kinds. */
    public int calls() {
        return calls.get();
    }

    /** How many calls asked for this name, ARN or path, alone or among others. */
    public int calls(String id) {
        AtomicInteger count = callsOf.get(id);
        return count == null ? 0 : count.get();
    }

    /** The ARN of a secret. */
    public String arn(String name) {
        return ARN + name + "-AbCdEf";
    }

    @Override
    public SecretValue secret(SecretRequest request) throws Exception {
        called(request.timeout().toNanos(), List.of(request.id()));
        return found(request);
    }

    @Override
    public Map<String, SecretValue> secrets(List<SecretRequest> requests) throws Exception {
        called(
                requests.get(0).timeout().toNanos(),
                requests.stream().map(SecretRequest::id).toList());
        Map<String, SecretValue> values = new HashMap<>();
        for (SecretRequest request : requests) {
            if (secrets.containsKey(name(request.id()))) {
                values.put(request.id(), found(request));
            }
        }
        return values;
    }

    @Override
    public Map<String, SecretValue> parameters(ParameterRequest request) throws Exception {
        called(request.timeout().toNanos(), request.path().map(List::of).orElse(request.names()));
        Map<String, SecretValue> values = new HashMap<>();
        for (String name : request.names()) {
            SecretValue value = parameters.get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        request.path()
                .ifPresent(path -> parameters.forEach((name, value) -> {
                    if (name.startsWith(path.endsWith("/") ? path : path + "/")) {
                        values.put(name, value);
                    }
                }));
        return values;
    }

    private SecretValue found(SecretRequest request) throws SourceException {
        String name = name(request.id());
        Versions versions = secrets.get(name);
        SecretValue value = versions == null ? null : versions.value(request);
        if (value == null) {
            throw new SourceException(SecretFailure.NOT_FOUND, "ResourceNotFoundException");
        }
        return value.withIdentity(name, arn(name));
    }

    private void called(long timeoutNanos, List<String> ids) throws Exception {
        calls.incrementAndGet();
        for (String id : ids) {
            callsOf.computeIfAbsent(id, name -> new AtomicInteger()).incrementAndGet();
        }
        CountDownLatch closed = gate;
        if (closed != null && !closed.await(timeoutNanos, TimeUnit.NANOSECONDS)) {
            throw new SourceException(SecretFailure.TIMED_OUT, "FakeHang");
        }
        SourceException fails = failure;
        if (fails != null) {
            throw new SourceException(fails.failure(), fails.code());
        }
    }

    private static String name(String id) {
        if (!id.startsWith(ARN)) {
            return id;
        }
        String name = id.substring(ARN.length());
        return name.endsWith("-AbCdEf") ? name.substring(0, name.length() - 7) : name;
    }

    @Override
    public String toString() {
        return "FakeSecrets" + secrets.keySet();
    }

    /** Of one secret, the newest first. */
    private static final class Versions {
        private final int number;
        private final byte[] bytes;
        private final @Nullable Versions before;

        Versions(byte[] bytes, @Nullable Versions before) {
            this.number = before == null ? 1 : before.number + 1;
            this.bytes = bytes;
            this.before = before;
        }

        @Nullable SecretValue value(SecretRequest request) {
            String wanted = request.versionId().orElse(null);
            if (wanted == null && request.stage().equals("AWSCURRENT")) {
                return SecretValue.bytes("v" + number, bytes).withStages(List.of("AWSCURRENT"));
            }
            if (wanted == null) {
                return before == null || !request.stage().equals("AWSPREVIOUS")
                        ? null
                        : SecretValue.bytes("v" + before.number, before.bytes).withStages(List.of("AWSPREVIOUS"));
            }
            for (Versions one = this; one != null; one = one.before) {
                if (("v" + one.number).equals(Objects.requireNonNull(wanted))) {
                    return SecretValue.bytes(wanted, one.bytes);
                }
            }
            return null;
        }
    }
}
