package dev.skiff.routing;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
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
    final byte[] bytes;

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
        EventReader reader = EventReader.of(bytes);
        while (reader.next()) {
            event.readField(reader);
        }
        reader.end();
        return event;
    }

    /** The names of the outermost fields, for the message that refuses an event. */
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
            case "httpMethod" -> httpMethod = reader.text();
            case "path" -> path = scalar(reader);
            case "rawPath" -> rawPath = reader.text();
            case "resource" -> resource = scalar(reader);
            case "rawQueryString" -> rawQueryString = reader.text();
            case "headers" -> headers = pairs(reader);
            case "multiValueHeaders" -> multiValueHeaders = pairs(reader);
            case "queryStringParameters" -> query = pairs(reader);
            case "multiValueQueryStringParameters" -> multiValueQuery = pairs(reader);
            case "pathParameters" -> pathParameters = pairs(reader);
            case "stageVariables" -> stageVariables = pairs(reader);
            case "cookies" -> cookies = texts(reader);
            case "body" -> body = reader.atObject() || reader.atArray() ? unread(reader) : reader.text();
            case "isBase64Encoded" -> base64 = reader.flag();
            case "requestContext" -> readContext(reader);
            default -> reader.skip();
        }
    }

    private void readContext(EventReader reader) {
        if (!reader.atObject()) {
            reader.skip();
            return;
        }
        reader.enter();
        while (reader.next()) {
            switch (reader.name()) {
                case "elb" -> {
                    elb = reader.atObject();
                    reader.skip();
                }
                case "http" -> readHttp(reader);
                case "connectionId" -> webSocket = reader.text() != null;
                case "stage" -> stage = reader.text();
                case "requestId" -> requestId = reader.text();
                case "domainName" -> domainName = reader.text();
                case "path" -> contextPath = reader.text();
                case "httpMethod" -> contextMethod = reader.text();
                case "identity" -> readIdentity(reader);
                case "authorizer" -> authorizer = object(reader);
                default -> reader.skip();
            }
        }
    }

    private void readHttp(EventReader reader) {
        if (!reader.atObject()) {
            reader.skip();
            return;
        }
        http = reader.enter();
        while (reader.next()) {
            switch (reader.name()) {
                case "method" -> contextMethod = reader.text();
                case "path" -> contextPath = reader.text();
                case "sourceIp" -> sourceIp = reader.text();
                default -> reader.skip();
            }
        }
    }

    private void readIdentity(EventReader reader) {
        if (!reader.atObject()) {
            reader.skip();
            return;
        }
        reader.enter();
        while (reader.next()) {
            String name = reader.name();
            Object value = reader.value();
            if (value == null) {
                continue;
            }
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

    /** Text where events of other kinds may hold anything, so that they are refused by kind and not by field. */
    private static @Nullable String scalar(EventReader reader) {
        return reader.atObject() || reader.atArray() ? skipped(reader) : reader.text();
    }

    private static @Nullable String skipped(EventReader reader) {
        reader.skip();
        return null;
    }

    private static String unread(EventReader reader) {
        throw new EventException(
                "The event's body should be text, as every source sends it; for JSON put the JSON's text there: "
                        + reader.unexpected("text").getMessage());
    }

    /** A map of text, or of lists of text; null values are absent. */
    private static @Nullable Pairs pairs(EventReader reader) {
        if (!reader.enter()) {
            return null;
        }
        Pairs pairs = new Pairs();
        while (reader.next()) {
            String name = reader.name();
            if (reader.atArray()) {
                reader.enterArray();
                while (reader.nextElement()) {
                    add(pairs, name, reader.text());
                }
            } else {
                add(pairs, name, reader.text());
            }
        }
        return pairs;
    }

    private static void add(Pairs pairs, String name, @Nullable String value) {
        if (value != null) {
            pairs.add(name, value);
        }
    }

    private static @Nullable List<String> texts(EventReader reader) {
        if (!reader.enterArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        while (reader.nextElement()) {
            String text = reader.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }
}
