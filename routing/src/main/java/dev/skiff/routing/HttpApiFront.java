package dev.skiff.routing;

import dev.skiff.core.internal.JsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP API with payload format 2.0, and Function URL, which has the same shape but an encoded path.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">AWS: payload format</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">AWS: Function URL payloads</a>
 */
final class HttpApiFront extends Front {
    static final HttpApiFront HTTP_API = new HttpApiFront(Source.HTTP_API_2_0);
    static final HttpApiFront FUNCTION_URL = new HttpApiFront(Source.FUNCTION_URL);

    private final Source source;

    private HttpApiFront(Source source) {
        this.source = source;
    }

    static Front of(HttpEvent event) {
        return event.domainName != null && event.domainName.contains(".lambda-url.") ? FUNCTION_URL : HTTP_API;
    }

    @Override
    Source source() {
        return source;
    }

    @Override
    RequestPath path(HttpEvent event) {
        if (source == Source.FUNCTION_URL) {
            return event.rawPath != null ? RequestPath.encoded(event.rawPath) : RequestPath.decoded(event.contextPath);
        }
        return RequestPath.staged(event.rawPath != null ? event.rawPath : event.contextPath, event.stage, true);
    }

    @Override
    String method(HttpEvent event) {
        return method(event.contextMethod, "requestContext/http/method");
    }

    @Override
    Headers headers(HttpEvent event) {
        Pairs headers = event.headers == null ? Pairs.NONE : event.headers;
        if (event.cookies == null || event.cookies.isEmpty()) {
            return new Headers(headers);
        }
        Pairs withCookie = headers.first("cookie", true) == null ? headers.copy() : headers.without("cookie", true);
        withCookie.add("cookie", String.join("; ", event.cookies));
        return new Headers(withCookie);
    }

    @Override
    @Nullable Parameters query(HttpEvent event) {
        if (event.rawQueryString != null && !event.rawQueryString.isEmpty()) {
            Pairs query = Percent.decodeForm(event.rawQueryString);
            return query == null ? null : new Parameters(query);
        }
        return event.query == null ? Parameters.NONE : new Parameters(event.query);
    }

    @Override
    @Nullable String sourceIp(HttpEvent event) {
        return event.sourceIp;
    }

    /** The stage is in the client's URL unless a custom domain hides it. */
    @Override
    String outerPath(HttpEvent event, RequestPath path) {
        boolean own = event.domainName == null || event.domainName.contains(".execute-api.");
        return own ? path.removed() : path.basePath();
    }

    @Override
    void writeHead(JsonOutput json, Response response, HttpEvent event, Warnings warnings) {
        json.name("headers").beginObject();
        writeJoined(json, response);
        json.endObject();
        List<String> cookies = response.setCookies();
        if (!cookies.isEmpty()) {
            json.name("cookies").beginArray();
            for (String cookie : cookies) {
                json.text(cookie);
            }
            json.endArray();
        }
    }
}
