package dev.skiff.local;

import dev.skiff.testing.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
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
    /**
     * One byte more than Lambda takes, so that each door refuses it in its own words; the rest of a longer body is read, so
     * that the client hears that, and dropped.
     */
    private static final int MOST_BODY_BYTES = 6 * 1024 * 1024 + 1;

    /** Each has a thread. */
    private static final int MOST_CONNECTIONS = 2_048;

    private static final int BACKLOG = 1_024;

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
        BodyRoom room = BodyRoom.ofThisHeap();
        try {
            HttpServer server = ServerBootstrap.bootstrap()
                    .setLocalAddress(InetAddress.getByName(host))
                    .setListenerPort(port)
                    .setSocketConfig(SocketConfig.custom()
                            .setTcpNoDelay(true)
                            .setSoReuseAddress(true)
                            .setSoTimeout(60, TimeUnit.SECONDS)
                            .setBacklogSize(BACKLOG)
                            .build())
                    .setConnectionFactory(ServerConnection.factory(MOST_CONNECTIONS))
                    .setHttpProcessor(processor())
                    .setRequestRouter((request, context) ->
                            (HttpRequestHandler) (got, answer, exchange) -> handle(got, answer, exchange, door, room))
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
            ClassicHttpRequest request, ClassicHttpResponse response, HttpContext exchange, Door door, BodyRoom room)
            throws IOException {
        try (BodyRoom.Place place = room.place()) {
            byte[] body = body(request, place);
            write(reply(request, body, sourceIp(exchange), door), request.getMethod(), response);
        }
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

    private static byte[] body(ClassicHttpRequest request, BodyRoom.Place place) throws IOException {
        HttpEntity entity = request.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        long told = entity.getContentLength();
        int most = told < 0 ? MOST_BODY_BYTES : (int) Math.min(told, MOST_BODY_BYTES);
        try (InputStream in = entity.getContent()) {
            return place.read(in, most);
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
}
