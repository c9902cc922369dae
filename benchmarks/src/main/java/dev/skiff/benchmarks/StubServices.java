package dev.skiff.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Parameter Store, DynamoDB, S3 and SNS as far as one call each of the examples' functions goes. It answers at once, so that
 * what is measured is the function's; it checks no signature, and refuses what it doesn't know.
 */
final class StubServices implements AutoCloseable {
    static final String ORDER = "ad1f9b26-b420-4943-928a-9be726450f6e";

    private static final String PARAMETER = """
            {"Parameter":{"ARN":"arn:aws:ssm:us-east-1:123456789012:parameter/orders/table","DataType":"text",\
            "LastModifiedDate":1.7636832E9,"Name":"/orders/table","Type":"String","Value":"orders","Version":1}}""";
    private static final String ITEM = """
            {"Item":{"id":{"S":"%s"},"customer":{"S":"ada"},"status":{"S":"PLACED"},"cents":{"N":"2500"},"version":{"N":"1"},\
            "placedAt":{"S":"2026-11-26T02:29:39.600Z"},\
            "lines":{"L":[{"M":{"sku":{"S":"book"},"quantity":{"N":"2"},"cents":{"N":"1250"}}}]}}}""".formatted(ORDER);
    private static final String PUBLISHED = """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
            <MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult><ResponseMetadata>\
            <RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>""";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private StubServices(HttpServer server) {
        this.server = server;
    }

    /** At a port that is free. */
    static StubServices start() throws IOException {
        // the server would wait for the client's acknowledgement between head and body, 40 ms of nobody's work
        System.setProperty("sun.net.httpserver.nodelay", "true");
        StubServices services =
                new StubServices(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        services.server.setExecutor(services.threads);
        services.server.createContext("/", StubServices::answer);
        services.server.start();
        return services;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange call) throws IOException {
        try (call) {
            String request = new String(call.getRequestBody().readAllBytes(), UTF_8);
            String target = header(call, "X-Amz-Target");
            boolean signed = header(call, "Authorization").startsWith("AWS4-HMAC-SHA256 ");
            if (signed && target.equals("AmazonSSM.GetParameter")) {
                send(call, 200, "application/x-amz-json-1.1", PARAMETER);
            } else if (signed && target.equals("DynamoDB_20120810.GetItem")) {
                send(call, 200, "application/x-amz-json-1.0", ITEM);
            } else if (signed && request.contains("Action=Publish")) {
                send(call, 200, "text/xml", PUBLISHED);
            } else if (signed && call.getRequestMethod().equals("GET")) {
                call.getResponseHeaders().set("ETag", "\"0123456789abcdef\"");
                send(call, 200, "text/csv", "boat,3\nsail,4\n");
            } else {
                System.err.println("the stub doesn't know " + call.getRequestMethod() + " " + target + " " + request);
                send(call, 400, "application/json", "{\"__type\":\"UnknownOperationException\"}");
            }
        }
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void send(HttpExchange call, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }
}
