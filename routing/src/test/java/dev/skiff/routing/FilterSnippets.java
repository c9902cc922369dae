package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The code of docs/filters.md, each block as it stands there. */
final class FilterSnippets {
    private FilterSnippets() {}

    static Router all(Handler list) {
        return Router.builder()
                .filter(HealthCheck.at("/health"))
                .filter(RequestIds.echo())
                .filter(AccessLog.create())
                .filter(Cors.allowing("https://app.example"))
                .filter(Compression.gzip())
                .filter(ETags.create())
                .get("/users", list)
                .build();
    }

    static Router mounted(Handler list, Handler greeting) {
        Router api = Router.builder()
                .filter(Cors.allowing("https://app.example"))
                .get("/users", list)
                .build();
        return Router.builder().mount("/api", api).get("/hello", greeting).build();
    }

    static Handler around(Handler handler) {
        return RequestIds.echo().andThen(ETags.create()).around(handler);
    }

    static Cors cors() {
        return Cors.allowing("https://app.example", "http://localhost:3000")
                .withCredentials()
                .withMethods("GET", "POST")
                .withHeaders("Authorization", "Content-Type")
                .withExposedHeaders("X-Request-Id")
                .withMaxAge(Duration.ofMinutes(10));
    }

    static AccessLog accessLog(Consumer<AccessLog.Entry> metrics) {
        return AccessLog.to(entry -> {
            if (entry.status() >= 500) {
                metrics.accept(entry);
            }
        });
    }

    static Compression compression() {
        return Compression.above(4096).throughRestApis();
    }

    static Response versioned(Request request) {
        return Response.text("the seventh").withHeader("ETag", "\"v7\"");
    }

    static RequestIds requestIds() {
        return RequestIds.echo("X-Correlation-Id");
    }

    static Router behindCloudFront(Supplier<List<String>> originSecrets, Handler list) {
        return Router.builder()
                .filter(CloudFrontOnly.byHeader("X-Origin-Verify", originSecrets))
                .get("/users", list)
                .build();
    }

    static Router behindOriginAccessControl(Handler list) {
        return Router.builder()
                .filter(CloudFrontOnly.byOriginAccessControl())
                .get("/users", list)
                .build();
    }

    static final class UsersHandler
            implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
        private final EventAdapter adapter = EventAdapter.of(Router.builder()
                .get("/users", request -> Response.text("ann, zoe"))
                .build());

        @Override
        public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
            return adapter.handle(event, context);
        }
    }
}
