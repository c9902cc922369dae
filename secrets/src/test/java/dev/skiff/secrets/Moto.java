package dev.skiff.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The moto server: AWS's APIs in Python, in a process of its own, with signatures and IAM rights checked from the first call that matters. It ends with this JVM
 * however that ends, since it watches its standard input.
 */
final class Moto implements AutoCloseable {
    /** A key pair, with the token that the key of a role has. */
    record Key(String id, String secret, @Nullable String token) {}

    private static final String PROGRAM = """
            import os, sys, threading
            threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
            from moto.server import main
            main(["-H", "127.0.0.1", "-p", "0"])
            """;

    /** So many calls, those that make the keys, are let through unsigned. */
    private static final String CALLS_FOR_KEYS = "9";

    private static final String RUNNING = "Running on http://127.0.0.1:";
    private static final String MISSING = "No module named";

    private final Process process;
    private final Deque<String> log = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Key admin;
    private final Key reader;
    private final Key stranger;

    private Moto(Process process) throws Exception {
        this.process = process;
        Thread drain = new Thread(this::drain, "moto's log");
        drain.setDaemon(true);
        drain.start();
        try {
            port.get(90, TimeUnit.SECONDS);
            admin = user("admin", "*");
            reader = role(
                    "reader",
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:BatchGetSecretValue",
                    "ssm:GetParameter",
                    "ssm:GetParameters",
                    "ssm:GetParametersByPath");
            stranger = user("stranger", "ssm:GetParameter");
        } catch (Exception failure) {
            close();
            throw failure;
        }
    }

    /** Skips the tests that need it where it isn't installed, loudly; fails them where {@code SKIFF_REQUIRE_MOTO} is set. */
    static Moto orSkip() throws Exception {
        Optional<Moto> moto = started();
        if (moto.isPresent()) {
            return moto.get();
        }
        String cure = "python3 -m pip install 'moto[server]'";
        if (Boolean.parseBoolean(System.getenv("SKIFF_REQUIRE_MOTO"))) {
            Assertions.fail("SKIFF_REQUIRE_MOTO is set and there is no moto: " + cure);
        }
        System.err.println();
        System.err.println("**************************************************************************");
        System.err.println("** SKIPPED: tests against Secrets Manager and Parameter Store by moto.  **");
        System.err.println("** To run them: " + cure + "                   **");
        System.err.println("**************************************************************************");
        Assumptions.abort("no moto: " + cure);
        throw new AssertionError();
    }

    private static Optional<Moto> started() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("python3", "-c", PROGRAM).redirectErrorStream(true);
        builder.environment().put("INITIAL_NO_AUTH_ACTION_COUNT", CALLS_FOR_KEYS);
        try {
            return Optional.of(new Moto(builder.start()));
        } catch (IOException noPython) {
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException ended) {
            if (String.valueOf(ended.getMessage()).contains(MISSING)) {
                return Optional.empty();
            }
            throw ended;
        }
    }

    private void drain() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.addLast(line);
                if (log.size() > 50) {
                    log.removeFirst();
                }
                int at = line.indexOf(RUNNING);
                if (at >= 0) {
                    port.complete(Integer.parseInt(
                            line.substring(at + RUNNING.length()).strip()));
                }
            }
        } catch (IOException closed) {
            log.addLast(closed.toString());
        }
        port.completeExceptionally(new IllegalStateException("moto ended: " + log));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port.join() + "/");
    }

    /** May do everything: for what a test needs to be there. */
    Key admin() {
        return admin;
    }

    /** Of a role that may do what {@link DirectSource} says it needs, and nothing else: nothing is described, nothing is listed. */
    Key reader() {
        return reader;
    }

    /** May read single parameters and no secret. */
    Key stranger() {
        return stranger;
    }

    private Key user(String name, String... actions) throws IOException {
        iam("iam", "2010-05-08", Map.of("Action", "CreateUser", "UserName", name));
        iam("iam", "2010-05-08", policy("PutUserPolicy", "UserName", name, actions));
        return key(iam("iam", "2010-05-08", Map.of("Action", "CreateAccessKey", "UserName", name)));
    }

    private Key role(String name, String... actions) throws IOException {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        String made = iam(
                "iam",
                "2010-05-08",
                Map.of("Action", "CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust));
        iam("iam", "2010-05-08", policy("PutRolePolicy", "RoleName", name, actions));
        return key(iam(
                "sts",
                "2011-06-15",
                Map.of("Action", "AssumeRole", "RoleArn", between(made, "Arn"), "RoleSessionName", "function")));
    }

    private static Map<String, String> policy(String action, String kind, String name, String... actions) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions) + "\"],\"Resource\":\"*\"}]}";
        return Map.of("Action", action, kind, name, "PolicyName", "rights", "PolicyDocument", document);
    }

    private static Key key(String xml) {
        String token = between(xml, "SessionToken");
        return new Key(between(xml, "AccessKeyId"), between(xml, "SecretAccessKey"), token.isEmpty() ? null : token);
    }

    /** Unsigned, as long as that is allowed; what stands for a signature says which service is meant. */
    private String iam(String service, String version, Map<String, String> parameters) throws IOException {
        StringBuilder form = new StringBuilder("Version=" + version);
        parameters.forEach(
                (name, value) -> form.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
        HttpURLConnection connection = (HttpURLConnection) uri().toURL().openConnection();
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(60_000);
        connection.setDoOutput(true);
        connection.setRequestProperty(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=nobody/20261123/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=none");
        connection.getOutputStream().write(form.toString().getBytes(UTF_8));
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    private static String between(String xml, String element) {
        int from = xml.indexOf("<" + element + ">");
        int to = xml.indexOf("</" + element + ">");
        return from < 0 || to < 0 ? "" : xml.substring(from + element.length() + 2, to);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
