package dev.skiff.local;

import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.HttpConnection;

/** Connections come and go: a client that hangs up, or a process that dies, is no news here. */
final class QuietConnections implements ExceptionListener {
    @Override
    public void onError(Exception failure) {}

    @Override
    public void onError(HttpConnection connection, Exception failure) {}
}
