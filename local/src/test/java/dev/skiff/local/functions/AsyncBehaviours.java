package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Functions that are called by events: what they got stands in their log. */
public final class AsyncBehaviours {
    public void tell(InputStream event, OutputStream answer) throws IOException {
        String text = new String(event.readAllBytes(), UTF_8);
        System.out.println("GOT " + text.replace('\n', ' '));
        answer.write("{\"told\":true}".getBytes(UTF_8));
    }

    public String fail(InputStream event) throws IOException {
        System.out.println("FAILS " + new String(event.readAllBytes(), UTF_8).replace('\n', ' '));
        throw new IllegalStateException("out of order");
    }

    public String verbose(InputStream event) {
        for (int i = 1; i < 1000; i++) {
            System.out.println("line " + i);
        }
        return "said";
    }
}
