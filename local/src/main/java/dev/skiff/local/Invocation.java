package dev.skiff.local;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call of a function: the event, and what Lambda tells the function about the call. */
public final class Invocation {
    private static final Duration LAMBDAS_DEFAULT = Duration.ofSeconds(3);

    private final byte[] event;
    private final String requestId;
    private final Duration timeout;
    private final String functionArn;
    private final String traceId;
    private final @Nullable String clientContext;
    private final @Nullable String cognitoIdentity;
    private final @Nullable String tenantId;

    private Invocation(
            byte[] event,
            String requestId,
            Duration timeout,
            String functionArn,
            String traceId,
            @Nullable String clientContext,
            @Nullable String cognitoIdentity,
            @Nullable String tenantId) {
        this.event = event;
        this.requestId = requestId;
        this.timeout = timeout;
        this.functionArn = functionArn;
        this.traceId = traceId;
        this.clientContext = clientContext;
        this.cognitoIdentity = cognitoIdentity;
        this.tenantId = tenantId;
    }

    /** A call with a new request id and trace, and Lambda's default timeout of 3 seconds. */
    public static Invocation of(byte[] event) {
        return new Invocation(
                event.clone(), UUID.randomUUID().toString(), LAMBDAS_DEFAULT, "", newTrace(), null, null, null);
    }

    public Invocation withRequestId(String id) {
        return new Invocation(event, id, timeout, functionArn, traceId, clientContext, cognitoIdentity, tenantId);
    }

    /** What the function has from the moment it takes the call; the function's own timeout where a function is called. */
    public Invocation withTimeout(Duration duration) {
        return new Invocation(
                event, requestId, duration, functionArn, traceId, clientContext, cognitoIdentity, tenantId);
    }

    public Invocation withFunctionArn(String arn) {
        return new Invocation(event, requestId, timeout, arn, traceId, clientContext, cognitoIdentity, tenantId);
    }

    /** The X-Ray header: {@code Root=1-…;Parent=…;Sampled=0}. */
    public Invocation withTraceId(String id) {
        return new Invocation(event, requestId, timeout, functionArn, id, clientContext, cognitoIdentity, tenantId);
    }

    /** JSON with {@code client}, {@code custom} and {@code env}, as mobile clients send it. */
    public Invocation withClientContext(String json) {
        return new Invocation(event, requestId, timeout, functionArn, traceId, json, cognitoIdentity, tenantId);
    }

    /** JSON with {@code cognitoIdentityId} and {@code cognitoIdentityPoolId}. */
    public Invocation withCognitoIdentity(String json) {
        return new Invocation(event, requestId, timeout, functionArn, traceId, clientContext, json, tenantId);
    }

    public Invocation withTenantId(String id) {
        return new Invocation(event, requestId, timeout, functionArn, traceId, clientContext, cognitoIdentity, id);
    }

    public String requestId() {
        return requestId;
    }

    byte[] event() {
        return event;
    }

    Duration timeout() {
        return timeout;
    }

    String functionArn() {
        return functionArn;
    }

    String traceId() {
        return traceId;
    }

    @Nullable String clientContext() {
        return clientContext;
    }

    @Nullable String cognitoIdentity() {
        return cognitoIdentity;
    }

    @Nullable String tenantId() {
        return tenantId;
    }

    private static String newTrace() {
        String hex = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        String epoch = String.format(Locale.ROOT, "%08x", System.currentTimeMillis() / 1000);
        return "Root=1-" + epoch + "-" + hex.substring(0, 24) + ";Parent=" + hex.substring(24, 40) + ";Sampled=0";
    }

    /** The request id: an event can hold secrets. */
    @Override
    public String toString() {
        return "invocation " + requestId;
    }
}
