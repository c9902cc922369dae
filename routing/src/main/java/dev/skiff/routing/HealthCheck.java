package dev.skiff.routing;

import org.jspecify.annotations.Nullable;

/**
 * Answers a load balancer's health checks by an empty 200, before anything inside is asked. Immutable and thread-safe.
 *
 * <p>A health check is a GET or HEAD through a load balancer whose {@code User-Agent} begins with {@code ELB-HealthChecker/}. Clients can send that too, and then
 * get the empty 200, marked {@code no-store}: name the path of the target group's check, so that nobody gets it elsewhere. Inside a router the path is the
 * one without the base path, and the filter sees paths that have no route, too.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">AWS: Lambda functions as targets</a>
 */
public final class HealthCheck implements Filter {
    private final @Nullable String path;

    private HealthCheck(@Nullable String path) {
        this.path = path;
    }

    /** At any path. */
    public static HealthCheck anywhere() {
        return new HealthCheck(null);
    }

    /** At one path, as it is written in the target group. */
    public static HealthCheck at(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path \"" + path + "\" of the health check begins with no slash");
        }
        return new HealthCheck(path);
    }

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        return isHealthCheck(request)
                ? Response.status(200).withHeader("Cache-Control", "no-store")
                : next.handle(request);
    }

    private boolean isHealthCheck(Request request) {
        String agent = request.headers().pairs().first("user-agent", true);
        return agent != null
                && agent.startsWith("ELB-HealthChecker/")
                && request.source() == Source.ALB
                && (request.method().equals("GET") || request.method().equals("HEAD"))
                && (path == null || path.equals(request.rawPath()));
    }
}
