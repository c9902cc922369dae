package dev.skiff.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One way of a function to behave per method. */
public final class Behaviours {
    private final AtomicInteger calls = new AtomicInteger();

    public void echo(InputStream event, OutputStream answer) throws IOException {
        event.transferTo(answer);
    }

    public int count(Object event) {
        return calls.incrementAndGet();
    }

    public long process(Object event) {
        return ProcessHandle.current().pid();
    }

    public Map<String, String> environment(Object event) {
        return new TreeMap<>(System.getenv());
    }

    public Map<String, String> slowEnvironment(Object event) throws InterruptedException {
        Thread.sleep(1_500);
        return environment(event);
    }

    /** Where the class is that asks for calls. */
    public String nativeClient(Object event) {
        return String.valueOf(ClassLoader.getSystemResource(
                "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class"));
    }

    public Map<String, String> whereIAm(Object event) throws IOException {
        return Map.of(
                "directory", System.getProperty("user.dir"),
                "maxHeap", Long.toString(Runtime.getRuntime().maxMemory()));
    }

    public Map<String, Object> context(Object event, Context context) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("requestId", context.getAwsRequestId());
        seen.put("remaining", context.getRemainingTimeInMillis());
        seen.put("arn", context.getInvokedFunctionArn());
        seen.put("trace", Objects.requireNonNullElse(System.getProperty("com.amazonaws.xray.traceHeader"), ""));
        seen.put("name", context.getFunctionName());
        seen.put("version", context.getFunctionVersion());
        seen.put("memory", context.getMemoryLimitInMB());
        seen.put("logGroup", context.getLogGroupName());
        seen.put("tenant", Objects.requireNonNullElse(context.getTenantId(), ""));
        if (context.getClientContext() != null) {
            seen.put("installation", context.getClientContext().getClient().getInstallationId());
        }
        if (context.getIdentity() != null) {
            seen.put("identity", context.getIdentity().getIdentityId());
        }
        return seen;
    }

    public String log(Object event, Context context) {
        System.out.println("to standard output");
        System.err.println("to standard error");
        context.getLogger().log("to the logger\n");
        return "logged";
    }

    /** As the logger of Lambda is mostly used. */
    public String logWithoutEnd(Object event, Context context) {
        context.getLogger().log("about " + event);
        return "logged";
    }

    /** Prints what would break a log that believes it. */
    public String printBadly(Object event) {
        System.out.write(new byte[] {'o', 'n', 'e', (byte) 0xff, (byte) 0xc3, '\r', '\n'}, 0, 7);
        System.out.println("\u001b[31mred\u001b[0m \u001b[2J\u0007 \u2028 bell\ttab");
        System.out.println("x".repeat(300_000));
        System.err.print("no end");
        System.err.flush();
        return "printed";
    }

    public String typed(List<Integer> event) {
        return "sum " + event.stream().mapToInt(Integer::intValue).sum();
    }

    public String fail(Object event) {
        throw new IllegalStateException("no such user");
    }

    public String failAtLength(Object event) {
        throw new IllegalStateException("x".repeat(400_000));
    }

    @SuppressWarnings("InfiniteRecursion")
    public String recurse(Object event) {
        return recurse(event) + "!";
    }

    public int exhaustMemory(Object event) {
        long[][] all = new long[1_000][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new long[10_000_000];
        }
        return Arrays.hashCode(all);
    }

    /** Exits as the event says, such as 7. */
    public String exit(Integer status) {
        System.exit(status);
        return "never";
    }

    public String killItself(Object event) throws InterruptedException {
        new Thread(() -> Runtime.getRuntime().halt(137)).start();
        Thread.sleep(60_000);
        return "never";
    }

    /** Takes as many milliseconds as the event says. */
    public String sleep(Integer milliseconds) throws InterruptedException {
        System.out.println("sleeps " + milliseconds);
        Thread.sleep(milliseconds);
        return "slept";
    }

    public String forever(Object event) throws InterruptedException {
        Thread.sleep(60_000);
        return "at last";
    }

    /** Answers with as many bytes as the event says. */
    public void answerOf(InputStream event, OutputStream answer) throws IOException {
        int bytes = Integer.parseInt(new String(event.readAllBytes(), UTF_8));
        byte[] text = new byte[bytes];
        Arrays.fill(text, (byte) 'x');
        text[0] = '"';
        text[bytes - 1] = '"';
        answer.write(text);
    }

    /** What a gateway can't make an answer of. */
    public Map<String, Object> malformed(Object event) {
        return Map.of("statusCode", "fine");
    }
}
