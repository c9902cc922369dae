package dev.skiff.local;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * A connection that tells, when its client is gone, whether that had read all it was sent. A process that dies leaves a
 * connection that ends in order if nothing is left to read in it, and one that is reset if something is.
 */
final class ClientConnection extends DefaultBHttpServerConnection {
    private final Listener listener;

    ClientConnection(Http1Config config, Listener listener) {
        super("http", config);
        this.listener = listener;
    }

    /** Makes them for a server. */
    static final class Factory implements HttpConnectionFactory<ClientConnection> {
        private final Listener listener;

        Factory(Listener listener) {
            this.listener = listener;
        }

        @Override
        public ClientConnection createConnection(Socket socket) throws IOException {
            ClientConnection connection = new ClientConnection(Http1Config.DEFAULT, listener);
            connection.bind(socket);
            return connection;
        }

        @Override
        public ClientConnection createConnection(SSLSocket tls, Socket socket) throws IOException {
            throw new IOException("the Runtime API speaks no TLS");
        }
    }

    /** Hears that a client is gone. */
    @FunctionalInterface
    interface Listener {
        void gone(SocketAddress client, boolean hadReadAll);
    }

    @Override
    public ClassicHttpRequest receiveRequestHeader() throws HttpException, IOException {
        SocketAddress client = getRemoteAddress();
        try {
            ClassicHttpRequest request = super.receiveRequestHeader();
            if (request == null) {
                listener.gone(client, hadReadAll());
            }
            return request;
        } catch (SocketException reset) {
            listener.gone(client, false);
            throw reset;
        } catch (IOException ended) {
            listener.gone(client, hadReadAll());
            throw ended;
        }
    }

    @Override
    public void sendResponseHeader(ClassicHttpResponse response) throws HttpException, IOException {
        sending(() -> super.sendResponseHeader(response));
    }

    @Override
    public void sendResponseEntity(ClassicHttpResponse response) throws HttpException, IOException {
        sending(() -> super.sendResponseEntity(response));
    }

    @Override
    public void flush() throws IOException {
        SocketAddress client = getRemoteAddress();
        try {
            super.flush();
        } catch (IOException failed) {
            listener.gone(client, false);
            throw failed;
        }
    }

    private void sending(Sending step) throws HttpException, IOException {
        SocketAddress client = getRemoteAddress();
        try {
            step.run();
        } catch (IOException failed) {
            listener.gone(client, false);
            throw failed;
        }
    }

    /** What is sent to a client that was gone before is answered with a reset, and only what is sent then shows that. */
    private boolean hadReadAll() {
        SocketHolder holder = getSocketHolder();
        if (holder == null) {
            return true;
        }
        try {
            Socket socket = holder.getSocket();
            socket.getOutputStream().write('\n');
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws HttpException, IOException;
    }
}
