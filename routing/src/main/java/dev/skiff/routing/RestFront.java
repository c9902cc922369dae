package dev.skiff.routing;

import dev.skiff.core.internal.JsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * REST API, and HTTP API with payload format 1.0, which has the same shape but a decoded path with the stage in it.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">AWS: Lambda proxy integrations</a>
 */
final class RestFront extends Front {
    static final RestFront REST_API = new RestFront(Source.REST_API);
    static final RestFront HTTP_API = new RestFront(Source.HTTP_API_1_0);

    private final Source source;

    private RestFront(Source source) {
        this.source = source;
    }

    static Front of(HttpEvent event) {
        return "1.0".equals(event.version) ? HTTP_API : REST_API;
    }

    @Override
    Source source() {
        return source;
    }

    @Override
    RequestPath path(HttpEvent event) {
        String path = event.path != null ? event.path : event.rawPath;
        return source == Source.REST_API ? RequestPath.rest(path, event) : RequestPath.staged(path, event.stage, false);
    }

    @Override
    String method(HttpEvent event) {
        return method(event.httpMethod, "httpMethod");
    }

    @Override
    Headers headers(HttpEvent event) {
        return headers(event.headers, event.multiValueHeaders);
    }

    @Override
    Parameters query(HttpEvent event) {
        return new Parameters(Pairs.fuller(event.multiValueQuery, event.query));
    }

    @Override
    @Nullable String sourceIp(HttpEvent event) {
        return event.sourceIp;
    }

    /** The request context has the path as the client wrote it: what stands there before the event's own path, and what was taken off that. */
    @Override
    String outerPath(HttpEvent event, RequestPath path) {
        String outer = withoutSlash(event.contextPath);
        String inner = withoutSlash(event.path);
        return outer.endsWith(inner)
                ? outer.substring(0, outer.length() - inner.length()) + path.removed()
                : path.removed();
    }

    private static String withoutSlash(@Nullable String path) {
        return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    void writeHead(JsonOutput json, Response response, HttpEvent event, Warnings warnings) {
        Pairs headers = response.headers().pairs();
        List<String> cookies = response.setCookies();
        boolean repeated = !cookies.isEmpty();
        json.name("headers").beginObject();
        for (int i = 0; i < headers.size(); i++) {
            if (isRepeated(headers, i) || !headers.leads(i, true)) {
                repeated = true;
            } else if (!isLeftOut(response, headers.name(i))) {
                json.name(headers.name(i)).text(headers.value(i));
            }
        }
        json.endObject();
        if (repeated) {
            json.name("multiValueHeaders").beginObject();
            writeLists(json, response, true);
            json.endObject();
        }
        if (source == Source.REST_API && isBase64(response.content(), response)) {
            warnings.binaryThroughRest();
        }
    }
}
