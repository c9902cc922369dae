package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.CodingErrorAction;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.message.LazyLaxLineParser;
import org.apache.hc.core5.io.CloseMode;

/** A connection that answers 431 where its client has too many headers, and gives its place back when it closes. */
final class ServerConnection extends DefaultBHttpServerConnection {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    private final Semaphore places;
    private final AtomicBoolean hasPlace = new AtomicBoolean(true);

    private ServerConnection(Semaphore places) {
        super(
                "http",
                LIMITS,
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE),
                UTF_8.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE),
                null,
                null,
                new DefaultHttpRequestParserFactory(LIMITS, LazyLaxLineParser.INSTANCE, new RawTargets()),
                null);
        this.places = places;
    }

    /** Lets so many connections live at once; the next client waits until one ends. */
    static HttpConnectionFactory<DefaultBHttpServerConnection> factory(int most) {
        Semaphore places = new Semaphore(most);
        return socket -> open(socket, places);
    }

    @Override
    public ClassicHttpRequest receiveRequestHeader() throws HttpException, IOException {
        try {
            return super.receiveRequestHeader();
        } catch (MessageConstraintException tooLarge) {
            throw new RequestHeaderFieldsTooLargeException("Request Header Fields Too Large", tooLarge);
        }
    }

    @Override
    public void close() throws IOException {
        leave();
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        leave();
        super.close(mode);
    }

    private void leave() {
        if (hasPlace.getAndSet(false)) {
            places.release();
        }
    }

    private static DefaultBHttpServerConnection open(Socket socket, Semaphore places) throws IOException {
        places.acquireUninterruptibly();
        ServerConnection connection = new ServerConnection(places);
        boolean isBound = false;
        try {
            connection.bind(socket);
            isBound = true;
            return connection;
        } finally {
            if (!isBound) {
                connection.leave();
            }
        }
    }
}
