package dev.skiff.benchmarks.functions.floor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers every event with user 42. What it takes is the price of the JVM and of Lambda's runtime client. */
public final class FloorFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        answer.write(("{\"statusCode\":200,"
                        + "\"headers\":{\"content-type\":\"application/json\",\"cache-control\":\"no-store\"},"
                        + "\"body\":\"{\\\"id\\\":\\\"42\\\",\\\"name\\\":\\\"User 42\\\",\\\"email\\\":\\\"42@example.com\\\"}\"}")
                .getBytes(ISO_8859_1));
    }
}
