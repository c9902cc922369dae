package dev.skiff.testing;

import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway knows beside the call: its stage, route, names, clock, and who the caller is. {@link #of} has defaults
 * that look like AWS. A setting that a source has no use for (the stage of a load balancer) is ignored there, so one
 * deployment recipe serves a test over all sources.
 */
public final class HttpDeployment {
    private final Values values;

    private HttpDeployment(Values values) {
        this.values = values;
    }

    /** The usual deployment of this source: stage {@code prod} for REST, {@code $default} for HTTP APIs. */
    public static HttpDeployment of(HttpSource source) {
        Values values = new Values(source);
        source.door().defaults(values);
        return new HttpDeployment(values);
    }

    public HttpSource source() {
        return values.source;
    }

    /** The same deployment in another payload format: an HTTP API's function and its authorizer needn't agree on one. */
    public HttpDeployment withSource(HttpSource source) {
        return with(copy -> copy.source = source);
    }

    public HttpDeployment withStage(String stage) {
        return with(copy -> copy.stage = stage);
    }

    /**
     * The route that the gateway matched: {@code /users/{id}}, {@code GET /users/{id}}, {@code /{proxy+}} or
     * {@code $default}. Path parameters are read off the call's path, encoded or decoded as the source does it. Without
     * it REST matches {@code /{proxy+}} (or {@code /}) and HTTP APIs {@code $default}.
     */
    public HttpDeployment withRoute(String route) {
        Route parsed = Route.of(route);
        return with(copy -> {
            copy.route = parsed;
            copy.pathParameters = null;
        });
    }

    /** The same with the path parameters as they shall stand in the event, nothing matched or decoded. */
    public HttpDeployment withRoute(String route, Map<String, String> pathParameters) {
        Map<String, String> given = ordered(pathParameters);
        return withRoute(route).with(copy -> copy.pathParameters = given);
    }

    /**
     * A custom domain whose mapping names the stage, below {@code basePath} ({@code ""} for none). The base path is the
     * part of the address that {@link HttpCall#target} doesn't show.
     */
    public HttpDeployment withCustomDomain(String domainName, String basePath) {
        String prefix = prefix(basePath);
        return withDomainName(domainName).with(copy -> {
            copy.basePath = prefix;
            copy.stageInMapping = true;
        });
    }

    /** A REST custom domain whose mapping names no stage: the client writes it in the address, and it stays in the path. */
    public HttpDeployment withUnstagedCustomDomain(String domainName, String basePath) {
        return withCustomDomain(domainName, basePath).with(copy -> copy.stageInMapping = false);
    }

    /** The host of the address, as {@code requestContext.domainName} and as {@code Host} where the call names none. */
    public HttpDeployment withDomainName(String domainName) {
        return with(copy -> copy.domainName = domainName);
    }

    /** What the client connected to, as {@code X-Forwarded-Proto} and {@code X-Forwarded-Port} tell it: https and 443. */
    public HttpDeployment withListener(String scheme, int port) {
        return with(copy -> {
            copy.scheme = scheme;
            copy.port = port;
        });
    }

    /** {@code HTTP/1.1} unless told otherwise. */
    public HttpDeployment withProtocol(String protocol) {
        return with(copy -> copy.protocol = protocol);
    }

    public HttpDeployment withApiId(String apiId) {
        return with(copy -> copy.apiId = apiId);
    }

    public HttpDeployment withAccountId(String accountId) {
        return with(copy -> copy.accountId = accountId);
    }

    public HttpDeployment withRegion(String region) {
        return with(copy -> copy.region = region);
    }

    /** The target group of a load balancer. */
    public HttpDeployment withTargetGroupArn(String targetGroupArn) {
        return with(copy -> copy.targetGroupArn = targetGroupArn);
    }

    public HttpDeployment withSourceIp(String sourceIp) {
        return with(copy -> copy.sourceIp = sourceIp);
    }

    public HttpDeployment withClock(InstantSource clock) {
        return with(copy -> copy.clock = clock);
    }

    /** Asked once per event. By default UUIDs, or at HTTP APIs their short form that ends in {@code =}. */
    public HttpDeployment withRequestIds(Supplier<String> requestIds) {
        return with(copy -> copy.requestIds = requestIds);
    }

    /** Asked once per event that comes without {@code X-Amzn-Trace-Id}; answers its value, {@code Root=1-…}. */
    public HttpDeployment withTraceIds(Supplier<String> traceIds) {
        return with(copy -> copy.traceIds = traceIds);
    }

    /** A REST API's binary media types, such as {@code image/png}; none by default, as on AWS. */
    public HttpDeployment withBinaryMediaTypes(String... mediaTypes) {
        List<String> types = List.of(mediaTypes);
        return with(copy -> copy.binaryMediaTypes = types);
    }

    public HttpDeployment withStageVariables(Map<String, String> variables) {
        Map<String, String> given = ordered(variables);
        return with(copy -> copy.stageVariables = given);
    }

    /** A JWT authorizer of an HTTP API, or the Cognito authorizer of a REST API, which shows claims and no scopes. */
    public HttpDeployment withJwt(Map<String, ?> claims, List<String> scopes) {
        return withAuthorizer(new Authorizer.Jwt(ordered(claims), List.copyOf(scopes)));
    }

    /** A Lambda authorizer that answered this context; REST adds nothing to it, so give {@code principalId} too. */
    public HttpDeployment withLambdaAuthorizer(Map<String, ?> context) {
        return withAuthorizer(new Authorizer.Lambda(ordered(context)));
    }

    /** A signed call: {@code accessKey}, {@code accountId}, {@code callerId}, {@code userArn}, {@code userId}… */
    public HttpDeployment withIam(Map<String, ?> identity) {
        return withAuthorizer(new Authorizer.Iam(ordered(identity)));
    }

    /** The client's certificate under mutual TLS: {@code clientCertPem}, {@code subjectDN}, {@code issuerDN}… */
    public HttpDeployment withClientCertificate(Map<String, ?> certificate) {
        Map<String, ?> given = ordered(certificate);
        return with(copy -> copy.clientCertificate = given);
    }

    Values values() {
        return values;
    }

    private HttpDeployment withAuthorizer(Authorizer authorizer) {
        return with(copy -> copy.authorizer = authorizer);
    }

    private HttpDeployment with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new HttpDeployment(copy);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static String prefix(String basePath) {
        String trimmed = basePath.startsWith("/") ? basePath.substring(1) : basePath;
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }

    /** The fields, changed only before a deployment is built around them. */
    static final class Values implements Cloneable {
        HttpSource source;
        String stage = "$default";

        @Nullable Route route;

        @Nullable Map<String, String> pathParameters;

        String basePath = "";

        @Nullable Boolean stageInMapping;

        String apiId = "a1b2c3d4e5";
        String accountId = "123456789012";
        String region = "eu-central-1";

        @Nullable String domainName;

        @Nullable String targetGroupArn;

        String scheme = "https";
        int port = 443;
        String protocol = "HTTP/1.1";
        String sourceIp = "203.0.113.7";
        InstantSource clock = InstantSource.system();
        Supplier<String> requestIds = RequestIds::uuid;

        @Nullable Supplier<String> traceIds;

        List<String> binaryMediaTypes = List.of();
        Map<String, String> stageVariables = Map.of();
        Authorizer authorizer = new Authorizer.None();

        @Nullable Map<String, ?> clientCertificate;

        private Values(HttpSource source) {
            this.source = source;
        }

        private Values copy() {
            try {
                return (Values) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        String domainOr(String awsName) {
            return domainName != null ? domainName : awsName;
        }

        String apiDomain() {
            return domainOr(apiId + ".execute-api." + region + ".amazonaws.com");
        }

        String traceId() {
            return traceIds != null ? traceIds.get() : RequestIds.trace(clock.instant());
        }
    }
}
