package dev.skiff.routing;

import dev.skiff.core.internal.EventReader;
import dev.skiff.core.internal.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an HTTP event, of all five sources: read in one pass and in whatever order they come, since what tells the sources apart may come last.
 * Filled by {@link #read} on one thread and never changed after. Which of them count, and how, is known to {@link RestFront}, {@link HttpApiFront} and
 * {@link AlbFront}.
 */
final class HttpEvent {
    /** AWS's own fields, and the headers of browsers and gateways: in lower case, and for REST APIs as clients write them. */
    private static final Names NAMES = Names.of(
            "version type methodArn routeArn httpMethod path rawPath resource routeKey rawQueryString headers multiValueHeaders "
                    + "queryStringParameters multiValueQueryStringParameters pathParameters stageVariables cookies body isBase64Encoded requestContext "
                    + "elb targetGroupArn http connectionId stage requestId domainName domainPrefix identity authorizer method sourceIp userAgent "
                    + "protocol accountId apiId time timeEpoch extendedRequestId requestTime requestTimeEpoch resourceId resourcePath "
                    + "accessKey caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId "
                    + "user userArn "
                    + "accept accept-encoding accept-language authorization cache-control content-length content-type cookie host if-none-match origin "
                    + "priority referer sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user "
                    + "upgrade-insecure-requests user-agent via x-amz-cf-id x-amzn-tls-cipher-suite x-amzn-tls-version x-amzn-trace-id x-forwarded-for "
                    + "x-forwarded-port x-forwarded-proto "
                    + "Accept Accept-Encoding Accept-Language Authorization Cache-Control CloudFront-Forwarded-Proto CloudFront-Is-Desktop-Viewer "
                    + "CloudFront-Is-Mobile-Viewer CloudFront-Is-SmartTV-Viewer CloudFront-Is-Tablet-Viewer CloudFront-Viewer-ASN "
                    + "CloudFront-Viewer-Country Content-Type Cookie Host Origin Referer User-Agent Via X-Amz-Cf-Id X-Amzn-Trace-Id X-Forwarded-For "
                    + "X-Forwarded-Port X-Forwarded-Proto");

    private static final int FEW = 4;
    /** As many headers as a browser's request has behind a gateway. */
    private static final int MANY = 16;

    final byte[] bytes;

    /** What is wrong with a field; it counts once it is known that the event is HTTP. */
    @Nullable RuntimeException fault;

    @Nullable String version;

    @Nullable String type;

    @Nullable String arn;

    @Nullable String httpMethod;

    @Nullable String path;

    @Nullable String rawPath;

    @Nullable String resource;

    @Nullable String rawQueryString;

    @Nullable Pairs headers;

    @Nullable Pairs multiValueHeaders;

    @Nullable Pairs query;

    @Nullable Pairs multiValueQuery;

    @Nullable Pairs pathParameters;

    @Nullable Pairs stageVariables;

    @Nullable List<String> cookies;

    @Nullable String body;

    boolean base64;

    // requestContext
    boolean elb;
    boolean http;
    boolean webSocket;
    boolean agent;

    @Nullable String stage;

    @Nullable String requestId;

    @Nullable String domainName;

    @Nullable String contextPath;

    @Nullable String contextMethod;

    @Nullable String sourceIp;

    @Nullable Map<String, @Nullable Object> identity;

    @Nullable Map<String, @Nullable Object> authorizer;

    private HttpEvent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Stands for the event of a request that was built by hand. */
    static HttpEvent none() {
        return new HttpEvent(new byte[0]);
    }

    static HttpEvent read(byte[] bytes) {
        HttpEvent event = new HttpEvent(bytes);
        EventReader reader = EventReader.of(bytes, NAMES);
        while (reader.next()) {
            event.readField(reader);
        }
        reader.end();
        return event;
    }

    /** Whether the bytes begin as an object does, which every event of AWS is. */
    static boolean isObject(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ') {
                return b == '{';
            }
        }
        return false;
    }

    /** Throws the first thing that is wrong with a field. */
    void check() {
        if (fault != null) {
            throw fault;
        }
    }

    /** The names of the outermost fields. */
    static List<String> names(byte[] bytes) {
        List<String> names = new ArrayList<>();
        EventReader reader = EventReader.of(bytes);
        while (reader.next()) {
            names.add(reader.name());
            reader.skip();
        }
        return names;
    }

    private void readField(EventReader reader) {
        switch (reader.name()) {
            case "version" -> version = scalar(reader);
            case "type" -> type = scalar(reader);
            case "methodArn", "routeArn" -> arn = scalar(reader);
            case "httpMethod" -> httpMethod = text(reader);
            case "path" -> path = text(reader);
            case "rawPath" -> rawPath = text(reader);
            case "resource" -> resource = scalar(reader);
            case "rawQueryString" -> rawQueryString = text(reader);
            case "headers" -> headers = pairs(reader, MANY);
            case "multiValueHeaders" -> multiValueHeaders = pairs(reader, MANY);
            case "queryStringParameters" -> query = pairs(reader, FEW);
            case "multiValueQueryStringParameters" -> multiValueQuery = pairs(reader, FEW);
            case "pathParameters" -> pathParameters = pairs(reader, FEW);
            case "stageVariables" -> stageVariables = pairs(reader, FEW);
            case "cookies" -> cookies = texts(reader);
            case "body" -> body = text(reader);
            case "isBase64Encoded" -> base64 = flag(reader);
            case "requestContext" -> readContext(reader);
            case "apiPath", "actionGroup" -> {
                agent = true;
                reader.skip();
            }
            default -> reader.skip();
        }
    }

    private void readContext(EventReader reader) {
        if (!entered(reader)) {
            return;
        }
        while (reader.next()) {
            switch (reader.name()) {
                case "elb" -> {
                    elb = reader.atObject();
                    reader.skip();
                }
                case "http" -> readHttp(reader);
                case "connectionId" -> webSocket = scalar(reader) != null;
                case "stage" -> stage = text(reader);
                case "requestId" -> requestId = text(reader);
                case "domainName" -> domainName = text(reader);
                case "path" -> contextPath = text(reader);
                case "httpMethod" -> contextMethod = text(reader);
                case "identity" -> readIdentity(reader);
                case "authorizer" -> authorizer = object(reader);
                default -> reader.skip();
            }
        }
    }

    private void readHttp(EventReader reader) {
        http = entered(reader);
        while (http && reader.next()) {
            switch (reader.name()) {
                case "method" -> contextMethod = text(reader);
                case "path" -> contextPath = text(reader);
                case "sourceIp" -> sourceIp = text(reader);
                default -> reader.skip();
            }
        }
    }

    private void readIdentity(EventReader reader) {
        if (!entered(reader)) {
            return;
        }
        while (reader.next()) {
            Object value = reader.value();
            if (value == null) { // as most of them are
                continue;
            }
            String name = reader.name();
            if (name.equals("sourceIp") && value instanceof String ip) {
                sourceIp = ip;
            } else if (!name.equals("userAgent")) {
                identity = identity == null ? new LinkedHashMap<>() : identity;
                identity.put(name, value);
            }
        }
    }

    @SuppressWarnings("unchecked") // an object reads as a map
    private static @Nullable Map<String, @Nullable Object> object(EventReader reader) {
        if (!reader.atObject()) {
            reader.skip();
            return null;
        }
        return (Map<String, @Nullable Object>) reader.value();
    }

    /** Enters an object; what isn't one is passed, for simulators and tests put all kinds of things where nothing is. */
    private static boolean entered(EventReader reader) {
        if (!reader.atObject()) {
            reader.skip();
            return false;
        }
        return reader.enter();
    }

    /** Text where events of other kinds may hold anything; what isn't text doesn't count. */
    private static @Nullable String scalar(EventReader reader) {
        if (reader.atObject() || reader.atArray()) {
            reader.skip();
            return null;
        }
        return reader.text();
    }

    private @Nullable String text(EventReader reader) {
        if (reader.atObject() || reader.atArray()) {
            fault(reader, "text");
        }
        return scalar(reader);
    }

    private boolean flag(EventReader reader) {
        String text = text(reader);
        if (text == null || text.isEmpty() || text.equalsIgnoreCase("false")) {
            return false;
        }
        if (!text.equalsIgnoreCase("true")) {
            fault(reader, "true or false");
        }
        return true;
    }

    /** A map of text, or of lists of text; null values are absent. */
    private @Nullable Pairs pairs(EventReader reader, int expected) {
        if (!reader.atObject()) {
            return noPairs(reader);
        }
        reader.enter();
        Pairs pairs = new Pairs(expected);
        while (reader.next()) {
            String name = reader.name();
            if (reader.atArray()) {
                reader.enterArray();
                while (reader.nextElement()) {
                    add(pairs, name, text(reader));
                }
            } else {
                add(pairs, name, text(reader));
            }
        }
        return pairs;
    }

    private @Nullable Pairs noPairs(EventReader reader) {
        if (reader.atArray() || reader.text() != null) {
            fault(reader, "an object");
            reader.skip();
        }
        return null;
    }

    private static void add(Pairs pairs, String name, @Nullable String value) {
        if (value != null) {
            pairs.add(name, value);
        }
    }

    private @Nullable List<String> texts(EventReader reader) {
        if (!reader.atArray()) {
            return noTexts(reader);
        }
        reader.enterArray();
        List<String> texts = new ArrayList<>();
        while (reader.nextElement()) {
            String text = text(reader);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private @Nullable List<String> noTexts(EventReader reader) {
        if (reader.atObject() || reader.text() != null) {
            fault(reader, "an array");
            reader.skip();
        }
        return null;
    }

    /** Keeps the first one: an event of another kind is refused by its kind, or handed over, whatever its fields hold. */
    private void fault(EventReader reader, String expected) {
        if (fault == null) {
            fault = reader.unexpected(expected);
        }
    }
}
