package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.CodingErrorAction;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;

/** Real HTTP in and out: turns what is on the wire into an {@link HttpCall}, target and headers as they came. */
final class FrontServer implements AutoCloseable {
    /** What an HTTP API takes; the rest of a longer body is read, so that the client hears the refusal, and dropped. */
    private static final int MOST_BODY_BYTES = 10 * 1024 * 1024;

    /** Lines between the client and the gateway, which don't reach a function. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "http2-settings",
            "expect");

    /** Lines that this server writes itself. */
    private static final Set<String> FRAMING =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

    private final String host;
    private final HttpServer server;

    private FrontServer(String host, HttpServer server) {
        this.host = host;
        this.server = server;
    }

    /** What stands behind the door. */
    interface Door {
        HttpReply answer(HttpCall call, String sourceIp);
    }

    /** Listens; port 0 means a free one. */
    static FrontServer start(String host, int port, Door door) throws BindException {
        try {
            HttpServer server = ServerBootstrap.bootstrap()
                    .setLocalAddress(InetAddress.getByName(host))
                    .setListenerPort(port)
                    .setSocketConfig(SocketConfig.custom()
                            .setTcpNoDelay(true)
                            .setSoReuseAddress(true)
                            .setSoTimeout(60, TimeUnit.SECONDS)
                            .build())
                    .setConnectionFactory(connections())
                    .setHttpProcessor(processor())
                    .setRequestRouter((request, context) ->
                            (HttpRequestHandler) (got, answer, exchange) -> handle(got, answer, exchange, door))
                    .setExceptionListener(new QuietConnections())
                    .create();
            server.start();
            return new FrontServer(host, server);
        } catch (BindException taken) {
            throw taken;
        } catch (IOException failure) {
            throw new UncheckedIOException("no server on " + host + ":" + port, failure);
        }
    }

    private static DefaultBHttpServerConnectionFactory connections() {
        return DefaultBHttpServerConnectionFactory.builder()
                .charCodingConfig(CharCodingConfig.custom()
                        .setCharset(UTF_8)
                        .setMalformedInputAction(CodingErrorAction.REPLACE)
                        .setUnmappableInputAction(CodingErrorAction.REPLACE)
                        .build())
                .requestParserFactory(new DefaultHttpRequestParserFactory(LazyLaxLineParser.INSTANCE, new RawTargets()))
                .build();
    }

    /** What HTTP asks for, without a Server line. */
    private static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(new RequestValidateHost())
                .addAll(new ResponseDate(), new ResponseContent(), new ResponseConnControl())
                .build();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Where a client on this machine reaches it. */
    String url() {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port();
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }

    private static void handle(
            ClassicHttpRequest request, ClassicHttpResponse response, HttpContext exchange, Door door)
            throws IOException {
        Body body = body(request);
        HttpReply reply = body.isTooLong
                ? HttpReply.message(413, "Request Entity Too Large")
                : reply(request, body.bytes, sourceIp(exchange), door);
        write(reply, request.getMethod(), response);
    }

    private static HttpReply reply(ClassicHttpRequest request, byte[] body, String sourceIp, Door door) {
        HttpCall call;
        try {
            call = call(request).withBody(body);
        } catch (IllegalArgumentException malformed) {
            return HttpReply.message(400, "Bad Request");
        }
        return door.answer(call, sourceIp);
    }

    private static HttpCall call(ClassicHttpRequest request) {
        HttpCall call = HttpCall.of(request.getMethod(), request.getPath());
        for (Iterator<Header> headers = request.headerIterator(); headers.hasNext(); ) {
            Header header = headers.next();
            if (!HOP_BY_HOP.contains(header.getName().toLowerCase(Locale.ROOT))) {
                call = call.plusHeader(header.getName(), header.getValue());
            }
        }
        return call;
    }

    private static Body body(ClassicHttpRequest request) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return new Body(new byte[0], false);
        }
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(MOST_BODY_BYTES);
            return new Body(bytes, in.transferTo(OutputStream.nullOutputStream()) > 0);
        }
    }

    private static String sourceIp(HttpContext exchange) {
        SocketAddress remote =
                HttpCoreContext.cast(exchange).getEndpointDetails().getRemoteAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "127.0.0.1";
    }

    private static void write(HttpReply reply, String method, ClassicHttpResponse response) {
        response.setCode(reply.status());
        for (Map.Entry<String, String> header : reply.headers()) {
            if (!FRAMING.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.addHeader(header.getKey(), header.getValue());
            }
        }
        if (reply.mayHaveBody() && !method.equals("HEAD")) {
            response.setEntity(new ByteArrayEntity(reply.body(), null));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a pair of local values, never compared
    private record Body(byte[] bytes, boolean isTooLong) {}
}
