package dev.skiff.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where AWS's services are, or what stands in for them: as given by options and the env file, and our own queue server. */
final class Endpoints {
    private static final String ALL = "AWS_ENDPOINT_URL";

    private final Map<String, String> variables;
    private final int queuePort;

    /**
     * Those that were given.
     *
     * @param variables environment variables of all functions, those of the AWS SDK among them
     * @param queuePort for our own queue server; 0 for one that is free now
     */
    Endpoints(Map<String, String> variables, int queuePort) {
        this.variables = Map.copyOf(variables);
        this.queuePort = queuePort == 0 ? freePort() : queuePort;
    }

    /** The endpoint that was given for a service, such as {@code SQS}, or for all of them. */
    Optional<URI> given(String service) {
        String url = variables.getOrDefault(ALL + "_" + service, variables.getOrDefault(ALL, ""));
        return url.isBlank() ? Optional.empty() : Optional.of(uri(url));
    }

    /** The endpoint of the queues: the given one, else our own server's, which listens there once it is started. */
    URI queues() {
        return given("SQS").orElseGet(() -> URI.create("http://127.0.0.1:" + queuePort));
    }

    int queuePort() {
        return queuePort;
    }

    /**
     * What functions get, so that the AWS SDK finds the services.
     *
     * @param runner where the runner itself is reached, which stands in for services that were given no endpoint
     */
    Map<String, String> variables(boolean hasQueues, String runner) {
        Map<String, String> added = new LinkedHashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(ALL)) {
                added.put(name, value);
            }
        });
        if (hasQueues) {
            added.putIfAbsent(ALL + "_SQS", queues().toString());
        }
        for (String service : List.of("LAMBDA", "SNS", "EVENTBRIDGE")) {
            if (given(service).isEmpty()) {
                added.put(ALL + "_" + service, runner);
            }
        }
        return added;
    }

    AwsAccess access(URI endpoint) {
        return new AwsAccess(
                endpoint,
                variables.getOrDefault("AWS_REGION", variables.getOrDefault("AWS_DEFAULT_REGION", "us-east-1")),
                variables.getOrDefault("AWS_ACCESS_KEY_ID", "local"),
                variables.getOrDefault("AWS_SECRET_ACCESS_KEY", "local"),
                Optional.ofNullable(variables.get("AWS_SESSION_TOKEN")));
    }

    static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // told below
        }
        throw new LocalException("the endpoint '" + url + "' is no URL; expected something like http://127.0.0.1:4566");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new LocalException("there is no free port for a queue server", none);
        }
    }

    /** Nothing: variables can hold secrets. */
    @Override
    public String toString() {
        return "endpoints";
    }
}
