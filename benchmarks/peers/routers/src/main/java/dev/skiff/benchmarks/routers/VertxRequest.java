package dev.skiff.benchmarks.routers;

import io.netty.handler.codec.DecoderResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of which a router may know the method, the path, the headers and that there is no query. Vert.x makes one from a connection only. */
@SuppressWarnings("deprecation") // of what is overridden
final class VertxRequest extends HttpServerRequestInternal {
    private final HttpMethod method;
    private final String path;
    private final MultiMap headers;
    private @Nullable MultiMap params;

    VertxRequest(HttpMethod method, String path, MultiMap headers) {
        this.method = method;
        this.path = path;
        this.headers = headers;
    }

    @Override
    public HttpMethod method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    /** Those of the query, of which there is none, to which a router adds its own. */
    @Override
    public MultiMap params(boolean semicolonIsNormalChar) {
        if (params == null) {
            params = MultiMap.caseInsensitiveMultiMap();
        }
        return params;
    }

    @Override
    public HttpVersion version() {
        return HttpVersion.HTTP_1_1;
    }

    @Override
    public boolean isValidAuthority() {
        return true;
    }

    @Override
    public HttpServerRequest routed(String route) {
        return this;
    }

    private static UnsupportedOperationException unknown() {
        return new UnsupportedOperationException("a router needs no more than method, path, headers and query");
    }

    @Override
    public HttpServerRequest exceptionHandler(Handler<Throwable> handler) {
        throw unknown();
    }

    @Override
    public HttpServerRequest handler(Handler<Buffer> handler) {
        throw unknown();
    }

    @Override
    public HttpServerRequest pause() {
        throw unknown();
    }

    @Override
    public HttpServerRequest resume() {
        throw unknown();
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        throw unknown();
    }

    @Override
    public HttpServerRequest endHandler(Handler<Void> handler) {
        throw unknown();
    }

    @Override
    public String scheme() {
        throw unknown();
    }

    @Override
    public String uri() {
        throw unknown();
    }

    @Override
    public String query() {
        throw unknown();
    }

    @Override
    public HostAndPort authority() {
        throw unknown();
    }

    @Override
    public HostAndPort authority(boolean real) {
        throw unknown();
    }

    @Override
    public long bytesRead() {
        throw unknown();
    }

    @Override
    public HttpServerResponse response() {
        throw unknown();
    }

    @Override
    public HttpServerRequest setParamsCharset(String charset) {
        throw unknown();
    }

    @Override
    public String getParamsCharset() {
        throw unknown();
    }

    @Override
    public String absoluteURI() {
        throw unknown();
    }

    @Override
    public Future<Buffer> body() {
        throw unknown();
    }

    @Override
    public Future<Void> end() {
        throw unknown();
    }

    @Override
    public Future<NetSocket> toNetSocket() {
        throw unknown();
    }

    @Override
    public HttpServerRequest setExpectMultipart(boolean expect) {
        throw unknown();
    }

    @Override
    public boolean isExpectMultipart() {
        throw unknown();
    }

    @Override
    public HttpServerRequest uploadHandler(Handler<HttpServerFileUpload> handler) {
        throw unknown();
    }

    @Override
    public MultiMap formAttributes() {
        throw unknown();
    }

    @Override
    public String getFormAttribute(String name) {
        throw unknown();
    }

    @Override
    public Future<ServerWebSocket> toWebSocket() {
        throw unknown();
    }

    @Override
    public boolean isEnded() {
        throw unknown();
    }

    @Override
    public HttpServerRequest customFrameHandler(Handler<HttpFrame> handler) {
        throw unknown();
    }

    @Override
    public HttpConnection connection() {
        throw unknown();
    }

    @Override
    public HttpServerRequest streamPriorityHandler(Handler<StreamPriority> handler) {
        throw unknown();
    }

    @Override
    public DecoderResult decoderResult() {
        throw unknown();
    }

    @Override
    public Cookie getCookie(String name) {
        throw unknown();
    }

    @Override
    public Cookie getCookie(String name, String domain, String path) {
        throw unknown();
    }

    @Override
    public Set<Cookie> cookies(String name) {
        throw unknown();
    }

    @Override
    public Set<Cookie> cookies() {
        throw unknown();
    }

    @Override
    public ContextInternal context() {
        throw unknown();
    }

    @Override
    public Object metric() {
        throw unknown();
    }
}
