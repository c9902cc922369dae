package dev.skiff.benchmarks.functions.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The floor with a secret in its answer: what it takes beyond the floor is the secret's price. */
abstract class SecretFunction implements RequestStreamHandler {
    static final String ID = "app/database";

    abstract String secret();

    @Override
    public final void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        write(
                answer,
                "{\"statusCode\":200,"
                        + "\"headers\":{\"content-type\":\"text/plain\",\"cache-control\":\"no-store\"},\"body\":\"");
        write(answer, secret());
        write(answer, "\"}");
    }

    /** The same without Lambda: a program that prints the secret, and waits until it was seen. */
    final void print() throws IOException {
        System.out.println(secret());
        System.in.read();
    }

    private static void write(OutputStream answer, String text) throws IOException {
        answer.write(text.getBytes(ISO_8859_1));
    }
}
