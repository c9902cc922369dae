package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda context for tests: an immutable value whose copies share one log. ARN and log group follow the function's
 * name. Client context and identity are null, as on AWS for every caller but the mobile SDKs.
 */
public final class FakeContext implements Context {
    private final Values values;

    private FakeContext(Values values) {
        this.values = values;
    }

    /** A new request id and trace id, an empty log, 512 MB, and 30 seconds left from now. */
    public static FakeContext create() {
        return new FakeContext(new Values()).withDeadline(Duration.ofSeconds(30), InstantSource.system());
    }

    public FakeContext withRequestId(String requestId) {
        return with(copy -> copy.requestId = requestId);
    }

    public FakeContext withFunctionName(String functionName) {
        return with(copy -> copy.functionName = functionName);
    }

    public FakeContext withFunctionVersion(String functionVersion) {
        return with(copy -> copy.functionVersion = functionVersion);
    }

    /** The ARN that the caller used, which can end in a version or an alias. */
    public FakeContext withInvokedFunctionArn(String arn) {
        return with(copy -> copy.arn = arn);
    }

    public FakeContext withMemoryLimit(int megabytes) {
        return with(copy -> copy.memory = megabytes);
    }

    public FakeContext withLogGroupName(String logGroupName) {
        return with(copy -> copy.logGroup = logGroupName);
    }

    public FakeContext withLogStreamName(String logStreamName) {
        return with(copy -> copy.logStream = logStreamName);
    }

    /** A deadline that stands {@code left} after the clock's present instant; time left falls as that clock goes. */
    public FakeContext withDeadline(Duration left, InstantSource clock) {
        Instant deadline = clock.instant().plus(left);
        return withRemaining(() -> Duration.between(clock.instant(), deadline));
    }

    /** Asked whenever the function asks for the time left; a negative answer reads as zero. */
    public FakeContext withRemaining(Supplier<Duration> remaining) {
        return with(copy -> copy.remaining = remaining);
    }

    public FakeContext withTraceId(@Nullable String traceId) {
        return with(copy -> copy.traceId = traceId);
    }

    public FakeContext withTenantId(@Nullable String tenantId) {
        return with(copy -> copy.tenantId = tenantId);
    }

    public FakeContext withClientContext(@Nullable ClientContext clientContext) {
        return with(copy -> copy.clientContext = clientContext);
    }

    public FakeContext withIdentity(@Nullable CognitoIdentity identity) {
        return with(copy -> copy.identity = identity);
    }

    /** What the function has logged through {@link #getLogger} so far, one entry for each call. */
    public List<String> logged() {
        return List.copyOf(values.log.entries);
    }

    @Override
    public String getAwsRequestId() {
        return values.requestId;
    }

    @Override
    public String getLogGroupName() {
        return values.logGroup != null ? values.logGroup : "/aws/lambda/" + values.functionName;
    }

    @Override
    public String getLogStreamName() {
        return values.logStream;
    }

    @Override
    public String getFunctionName() {
        return values.functionName;
    }

    @Override
    public String getFunctionVersion() {
        return values.functionVersion;
    }

    @Override
    public String getInvokedFunctionArn() {
        return values.arn != null
                ? values.arn
                : "arn:aws:lambda:eu-central-1:123456789012:function:" + values.functionName;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return values.identity;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return values.clientContext;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, values.remaining.get().toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return values.memory;
    }

    @Override
    public LambdaLogger getLogger() {
        return values.log;
    }

    @Override
    public @Nullable String getTenantId() {
        return values.tenantId;
    }

    @Override
    public @Nullable String getXrayTraceId() {
        return values.traceId;
    }

    @Override
    public String toString() {
        return "FakeContext " + values.functionName + " " + values.requestId;
    }

    private FakeContext with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new FakeContext(copy);
    }

    /** The fields, changed only before a context is built around them. */
    private static final class Values implements Cloneable {
        final Log log = new Log();
        String requestId = RequestIds.uuid();
        String functionName = "function-under-test";
        String functionVersion = "$LATEST";
        String logStream = "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef";
        int memory = 512;
        Supplier<Duration> remaining = () -> Duration.ofSeconds(30);

        @Nullable String traceId = RequestIds.trace(Instant.now()) + ";Parent=53995c3f42cd8ad8;Sampled=0";

        @Nullable String arn;

        @Nullable String logGroup;

        @Nullable String tenantId;

        @Nullable ClientContext clientContext;

        @Nullable CognitoIdentity identity;

        private Values copy() {
            try {
                return (Values) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private static final class Log implements LambdaLogger {
        final List<String> entries = new CopyOnWriteArrayList<>();

        @Override
        public void log(String message) {
            entries.add(message);
        }

        @Override
        public void log(byte[] message) {
            entries.add(new String(message, UTF_8));
        }
    }
}
