package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;

/**
 * Stands before the class of the same name in AWS's Runtime Interface Client, whose methods are native code for Linux, and
 * does the same in Java: asks the Runtime API for calls and gives it the answers. Connections are reused.
 *
 * <p>It fits version 2.9.0 of the client, which declares what it needs package-private.
 */
final class NativeClient {
    private static final String INVOCATION = "com.amazonaws.lambda.java-client.invocation";

    private NativeClient() {}

    /**
     * Takes host and port of the Runtime API. A runner that is gone takes this process with it: elsewhere than on Linux no
     * kernel does.
     */
    static void init(String runtimeApi) {
        System.setProperty(INVOCATION, "http://" + runtimeApi + "/2018-06-01/runtime/invocation/");
        // what was sent twice would be refused the second time
        System.setProperty("sun.net.http.retryPost", "false");
        ProcessHandle.current().parent().ifPresent(NativeClient::endWith);
    }

    private static void endWith(ProcessHandle runner) {
        var unused = runner.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }

    static InvocationRequest next() {
        try {
            HttpURLConnection connection = open("next");
            int status = connection.getResponseCode();
            if (status < 200 || status > 299) {
                discard(connection);
                throw new LambdaRuntimeClientException("Failed to get next invocation.", status);
            }
            return request(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException("Failed to get next invocation.", failure);
        }
    }

    static void postInvocationResponse(byte[] requestId, byte[] response) {
        try {
            HttpURLConnection connection = open(new String(requestId, UTF_8) + "/response");
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(response.length);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream body = connection.getOutputStream()) {
                body.write(response);
            }
            int status = connection.getResponseCode();
            discard(connection);
            if (status < 200 || status > 299) {
                throw new LambdaRuntimeClientException("Failed to post invocation response.", status);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Failed to post invocation response.", failure);
        }
    }

    /** Waits for as long as there is no call. */
    @SuppressWarnings("deprecation") // the URL's replacement is there since 20, and this runs on 17
    private static HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection)
                new URL(System.getProperty(INVOCATION) + path).openConnection(Proxy.NO_PROXY);
    }

    private static InvocationRequest request(HttpURLConnection connection) throws IOException {
        InvocationRequest request = new InvocationRequest();
        request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
        request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
        request.setInvokedFunctionArn(orEmpty(connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn")));
        request.setDeadlineTimeInMs(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
        request.setClientContext(connection.getHeaderField("Lambda-Runtime-Client-Context"));
        request.setCognitoIdentity(connection.getHeaderField("Lambda-Runtime-Cognito-Identity"));
        request.setTenantId(connection.getHeaderField("Lambda-Runtime-Aws-Tenant-Id"));
        try (InputStream event = connection.getInputStream()) {
            request.setContent(event.readAllBytes());
        }
        return request;
    }

    private static String orEmpty(String header) {
        return header == null ? "" : header;
    }

    /** What is read to its end leaves the connection to the next request. */
    private static void discard(HttpURLConnection connection) throws IOException {
        try (InputStream answer = connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }
}
