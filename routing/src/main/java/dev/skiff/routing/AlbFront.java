package dev.skiff.routing;

import dev.skiff.core.internal.JsonOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Application Load Balancer: path and query come encoded, and an answer is of the request's family, with multi-value headers or without.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">AWS: Lambda functions as targets</a>
 */
final class AlbFront extends Front {
    static final Front ALB = new AlbFront();
    private static final int ALB_LIMIT = 1024 * 1024;

    private AlbFront() {}

    @Override
    Source source() {
        return Source.ALB;
    }

    @Override
    int limit() {
        return ALB_LIMIT;
    }

    @Override
    RequestPath path(HttpEvent event) {
        return RequestPath.encoded(event.path);
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
    @Nullable Parameters query(HttpEvent event) {
        Pairs query = Pairs.fuller(event.multiValueQuery, event.query);
        return query.size() == 0 ? Parameters.NONE : decoded(query);
    }

    /** The last address: the load balancer's own word, where those before it are the client's. */
    @Override
    @Nullable String sourceIp(HttpEvent event) {
        List<String> forwarded = headers(event).all("x-forwarded-for");
        if (forwarded.isEmpty()) {
            return null;
        }
        String last = forwarded.get(
                forwarded.size() - 1); // whose quotes may be the client's: only the last comma is the load balancer's
        return last.substring(last.lastIndexOf(',') + 1).strip();
    }

    @Override
    void writeHead(JsonOutput json, Response response, HttpEvent event, Warnings warnings) {
        json.name("statusDescription").text(response.status() + " " + Status.reason(response.status()));
        if (event.multiValueHeaders != null) {
            json.name("multiValueHeaders").beginObject();
            writeLists(json, response, false);
        } else {
            json.name("headers").beginObject();
            writeJoined(json, response);
            writeLastCookie(json, response.setCookies(), warnings);
        }
        json.endObject();
    }

    private static void writeLastCookie(JsonOutput json, List<String> cookies, Warnings warnings) {
        if (!cookies.isEmpty()) {
            json.name("Set-Cookie").text(cookies.get(cookies.size() - 1));
        }
        if (cookies.size() > 1) {
            warnings.cookiesThroughAlb();
        }
    }

    private static @Nullable Parameters decoded(Pairs query) {
        Pairs decoded = new Pairs();
        for (int i = 0; i < query.size(); i++) {
            String name = Percent.decodeForm(query.name(i), 0, query.name(i).length());
            String value = Percent.decodeForm(query.value(i), 0, query.value(i).length());
            if (name == null || value == null) {
                return null;
            }
            decoded.add(name, value);
        }
        return new Parameters(decoded);
    }
}
