package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

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

    /** Where the AWS SDK would find SNS, EventBridge and Lambda. */
    public Map<String, String> endpoints() {
        Map<String, String> endpoints = new TreeMap<>(System.getenv());
        endpoints.keySet().removeIf(name -> !name.startsWith("AWS_ENDPOINT_URL"));
        return endpoints;
    }

    public String verbose(InputStream event) {
        for (int i = 1; i < 1000; i++) {
            System.out.println("line " + i);
        }
        return "said";
    }
}
