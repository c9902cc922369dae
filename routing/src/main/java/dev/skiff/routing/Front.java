package dev.skiff.routing;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.EventException;
import dev.skiff.core.internal.JsonOutput;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A front door: how the events of one kind of source become requests, and responses its answers. Stateless; which one an event came through is told by
 * {@link #of}.
 */
abstract class Front {
    /** What Lambda lets through in an answer: 6 MiB and 100 bytes. */
    static final int LAMBDA_LIMIT = 6_291_556;

    private static final int MOST_NAMES = 20;
    private static final int MOST_OF_A_NAME = 40;

    /** The front door of the event, or null when it isn't an HTTP event. */
    static @Nullable Front of(HttpEvent event) {
        if (event.elb) {
            return AlbFront.ALB;
        }
        if (event.webSocket || isAuthorizer(event) || isAgent(event)) {
            return null;
        }
        if (event.http) {
            return HttpApiFront.of(event);
        }
        return event.httpMethod != null ? RestFront.of(event) : null;
    }

    /** Says what kind of event it is instead. */
    static RuntimeException refusal(HttpEvent event, String function) {
        List<String> names = HttpEvent.names(event.bytes);
        return EventException.of(
                function + " answers HTTP events of API Gateway, Function URLs and load balancers; this is "
                        + kind(event, names) + " with the fields " + listed(names)
                        + ". Invoke it by an HTTP source, or set HttpOptions.otherEvents for events such as warm-up pings");
    }

    /** Names enough to know an event by, each cut where it would fill a log. */
    private static List<String> listed(List<String> names) {
        List<String> listed = new ArrayList<>();
        for (String name : names) {
            if (listed.size() == MOST_NAMES) {
                listed.add("…");
                break;
            }
            listed.add(name.length() > MOST_OF_A_NAME ? name.substring(0, MOST_OF_A_NAME) + "…" : name);
        }
        return listed;
    }

    abstract Source source();

    /** The path as routes see it, before base paths are taken off. */
    abstract RequestPath path(HttpEvent event);

    abstract String method(HttpEvent event);

    abstract Headers headers(HttpEvent event);

    /** Null when it is malformed. */
    abstract @Nullable Parameters query(HttpEvent event);

    abstract @Nullable String sourceIp(HttpEvent event);

    /** What stands between host and path in the client's eyes. */
    String outerPath(HttpEvent event, RequestPath path) {
        return path.basePath();
    }

    /** The most bytes an answer may have. */
    int limit() {
        return LAMBDA_LIMIT;
    }

    /** Writes what stands before and around headers and body in this source's answer. */
    abstract void writeHead(JsonOutput json, Response response, HttpEvent event, Warnings warnings);

    /** The answer. */
    byte[] encode(Response response, HttpEvent event, boolean bodiless, Warnings warnings) {
        Content content =
                bodiless || response.status() == 204 || response.status() == 304 ? Content.NONE : response.content();
        JsonOutput json = new JsonOutput(192 + content.length() + content.length() / 8);
        json.beginObject().name("statusCode").number(response.status());
        writeHead(json, response, event, warnings);
        writeBody(json, content, response);
        return json.endObject().toByteArray();
    }

    private static void writeBody(JsonOutput json, Content content, Response response) {
        boolean binary = isBase64(content, response);
        json.name("isBase64Encoded").flag(binary).name("body");
        if (binary) {
            json.plain(Base64.getEncoder().encode(content.bytes()));
        } else {
            json.utf8(content.bytes());
        }
    }

    /** Whether the content leaves as base64: bytes, and text that is compressed. */
    static boolean isBase64(Content content, Response response) {
        return content.length() > 0 && (content.isBinary() || response.isContentEncoded());
    }

    /** Whether a header of the response is left out: a content type where there is no content, and cookies, which every source has a place for. */
    static boolean isLeftOut(Response response, String name) {
        return name.equalsIgnoreCase("Set-Cookie")
                || ((response.status() == 204 || response.status() == 304) && name.equalsIgnoreCase("Content-Type"));
    }

    /** Single headers, repeated ones joined by a comma. */
    static void writeJoined(JsonOutput json, Response response) {
        Pairs headers = response.headers().pairs();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (headers.leads(i, true) && !isLeftOut(response, name)) {
                json.name(name).text(joined(headers, i));
            }
        }
    }

    /** Every header as a list, cookies included. */
    static void writeLists(JsonOutput json, Response response, boolean onlyRepeated) {
        Pairs headers = response.headers().pairs();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.leads(i, true)
                    && !isLeftOut(response, headers.name(i))
                    && (!onlyRepeated || isRepeated(headers, i))) {
                writeList(json, headers.name(i), headers, i);
            }
        }
        List<String> cookies = response.setCookies();
        if (!cookies.isEmpty()) {
            json.name("Set-Cookie").beginArray();
            for (String cookie : cookies) {
                json.text(cookie);
            }
            json.endArray();
        }
    }

    static boolean isRepeated(Pairs headers, int index) {
        for (int i = index + 1; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(headers.name(index))) {
                return true;
            }
        }
        return false;
    }

    static Headers headers(@Nullable Pairs single, @Nullable Pairs multiple) {
        Pairs fuller = Pairs.fuller(multiple, single);
        boolean both = fuller == multiple && single != null && single.size() > 0;
        return new Headers(both && single != null ? completed(fuller, single) : fuller);
    }

    static String method(@Nullable String method, String where) {
        if (method == null || method.isEmpty()) {
            throw EventException.of("The event's " + where + " is missing: an HTTP event names its method");
        }
        return method;
    }

    /** The trace of an event is that of its sender; the invocation's own is in the context. */
    static String requestId(HttpEvent event, @Nullable Context context) {
        if (event.requestId != null) {
            return event.requestId;
        }
        return context == null || context.getAwsRequestId() == null ? "" : context.getAwsRequestId();
    }

    /** With the single headers that the others lack: gateways send the same in both, events written by hand need not. */
    private static Pairs completed(Pairs multiple, Pairs single) {
        Pairs all = multiple;
        int at = 0;
        for (int i = 0; i < single.size(); i++) {
            at = multiple.next(single.name(i), at);
            if (at < 0) {
                all = all == multiple ? multiple.copy() : all;
                all.add(single.name(i), single.value(i));
                at = 0;
            }
        }
        return all;
    }

    private static String joined(Pairs headers, int index) {
        if (!isRepeated(headers, index)) {
            return headers.value(index);
        }
        StringBuilder all = new StringBuilder();
        for (String value : headers.all(headers.name(index), true)) {
            all.append(all.length() == 0 ? "" : ",").append(value);
        }
        return all.toString();
    }

    private static void writeList(JsonOutput json, String name, Pairs headers, int first) {
        json.name(name).beginArray();
        for (int i = first; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(name)) {
                json.text(headers.value(i));
            }
        }
        json.endArray();
    }

    private static boolean isAuthorizer(HttpEvent event) {
        return event.arn != null && ("REQUEST".equals(event.type) || "TOKEN".equals(event.type));
    }

    /** An agent's action names an HTTP method too, but no path. */
    private static boolean isAgent(HttpEvent event) {
        return event.agent && event.path == null;
    }

    private static String kind(HttpEvent event, List<String> names) {
        if (event.webSocket) {
            return "a WebSocket event";
        }
        if (isAuthorizer(event)) {
            return "a Lambda authorizer event";
        }
        if (isAgent(event)) {
            return "an event of an Amazon Bedrock agent";
        }
        if (names.contains("detail-type")) {
            return "an EventBridge event";
        }
        if (names.contains("Records")) {
            return "a batch of records (SQS, SNS, S3, Kinesis or DynamoDB)";
        }
        if (names.contains("raw_path") || ("2.0".equals(event.version) && names.contains("method"))) {
            return "a VPC Lattice event, which isn't supported,";
        }
        if (names.contains("triggerSource")) {
            return "a Cognito event";
        }
        return "something else";
    }
}
