package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions behind queues and streams. They know no library but Lambda's. */
public final class QueueFunctions {
    private static final Pattern MESSAGE =
            Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Says what came, and reports what is poison. */
    public void orders(InputStream event, OutputStream answer, Context context) throws IOException {
        StringBuilder failures = new StringBuilder();
        Matcher message = MESSAGE.matcher(new String(event.readAllBytes(), UTF_8));
        System.out.println("endpoint " + System.getenv("AWS_ENDPOINT_URL_SQS") + " queue " + System.getenv("ORDERS"));
        while (message.find()) {
            System.out.println("got " + message.group(2).replace("\\", ""));
            if (message.group(2).contains("poison")) {
                failures.append(failures.length() == 0 ? "" : ",")
                        .append("{\"itemIdentifier\":\"")
                        .append(message.group(1))
                        .append("\"}");
            }
        }
        answer.write(("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8));
    }

    /** Says what came, and fails as a whole if there is poison in it. */
    public void changes(InputStream event, OutputStream answer, Context context) throws IOException {
        String text = new String(event.readAllBytes(), UTF_8);
        System.out.println("got " + text);
        if (text.contains("poison")) {
            throw new IllegalArgumentException("poison");
        }
        answer.write("{}".getBytes(UTF_8));
    }
}
