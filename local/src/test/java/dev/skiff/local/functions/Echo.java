package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers an HTTP event with the event itself as the body, and with two cookies if it may. */
public final class Echo {
    public void handle(InputStream event, OutputStream answer) throws IOException {
        write(event, "\"cookies\":[\"a=1\",\"b=2\"],", answer);
    }

    /** Payload 1.0 knows no cookies. */
    public void withoutCookies(InputStream event, OutputStream answer) throws IOException {
        write(event, "", answer);
    }

    public void forAlb(InputStream event, OutputStream answer) throws IOException {
        write(event, "\"statusDescription\":\"200 OK\",", answer);
    }

    public void forAlbWithLists(InputStream event, OutputStream answer) throws IOException {
        write(
                event,
                "\"statusDescription\":\"200 OK\",\"multiValueHeaders\":{\"Set-Cookie\":[\"a=1\",\"b=2\"]},",
                answer);
    }

    private static void write(InputStream event, String cookies, OutputStream answer) throws IOException {
        String json =
                new String(event.readAllBytes(), UTF_8).replace("\\", "\\\\").replace("\"", "\\\"");
        String text =
                "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\",\"Content-Length\":\"1\",\"X-Single\":\"1\"},"
                        + cookies + "\"body\":\"" + json + "\"}";
        answer.write(text.getBytes(UTF_8));
    }
}
