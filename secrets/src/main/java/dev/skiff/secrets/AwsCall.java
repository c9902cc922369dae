package dev.skiff.secrets;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Signed calls in AWS's JSON protocol, with the errors they end in. */
final class AwsCall {
    private static final long SKEW_MILLIS = 60_000;

    private final CredentialsSource credentials;
    private final InstantSource clock;
    private final int connectMillis;
    private final int readMillis;
    private final AtomicLong clockOffset = new AtomicLong();
    private final Signing signing = new Signing();

    AwsCall(CredentialsSource credentials, InstantSource clock, int connectMillis, int readMillis) {
        this.credentials = credentials;
        this.clock = clock;
        this.connectMillis = connectMillis;
        this.readMillis = readMillis;
    }

    /**
     * The answer of a call that went well, to be wiped. An expired signature, as after a freeze, or expired credentials are made anew, once; so is one by a clock
     * that is wrong, after the server's.
     */
    HttpAnswer post(URI endpoint, String target, String service, String region, byte[] body, Deadline deadline)
            throws IOException, SourceException {
        HttpAnswer answer = sent(endpoint, target, service, region, body, deadline);
        if (answer.isOk()) {
            return answer;
        }
        Problem problem = Problem.of(answer);
        if (AwsErrors.isAboutTime(problem.code, problem.message) || AwsErrors.isAboutCredentials(problem.code)) {
            adjust(answer);
            credentials.forget();
            answer = sent(endpoint, target, service, region, body, deadline);
            if (answer.isOk()) {
                return answer;
            }
            problem = Problem.of(answer);
        }
        throw SourceException.fromAws(problem.code, problem.message, answer.status);
    }

    void forget() {
        credentials.forget();
        clockOffset.set(0);
    }

    private HttpAnswer sent(URI endpoint, String target, String service, String region, byte[] body, Deadline deadline)
            throws IOException, SourceException {
        AwsCredentials keys = credentials.get(deadline);
        long now = clock.millis() + clockOffset.get();
        HttpCall call = new HttpCall(endpoint).body(body).timeouts(connectMillis, readMillis);
        Map<String, List<String>> headers = signing.signer().signed(endpoint, target, body, service, region, keys, now);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Host")) { // HttpURLConnection's own, and the same
                call.header(header.getKey(), header.getValue().get(0));
            }
        }
        return call.send(deadline);
    }

    private void adjust(HttpAnswer answer) {
        if (answer.date != 0) {
            long offset = answer.date - clock.millis();
            clockOffset.set(Math.abs(offset) > SKEW_MILLIS ? offset : 0);
        }
    }

    /** Not loaded before the first call. */
    private static final class Signing {
        private volatile @Nullable RequestSigner signer;

        RequestSigner signer() {
            RequestSigner known = signer;
            if (known == null) {
                known = new RequestSigner();
                signer = known;
            }
            return known;
        }
    }

    /** What went wrong, as the server calls it: by header, in JSON, or, as some do before they know better, in XML. */
    private static final class Problem {
        final String code;
        final String message;

        private Problem(String code, String message) {
            this.code = code;
            this.message = message;
        }

        static Problem of(HttpAnswer answer) {
            Problem told = answer.body.length > 0 && answer.body[0] == '{' ? json(answer.body) : xml(answer.body);
            String header = answer.errorType;
            return header == null ? told : new Problem(name(header), told.message);
        }

        private static Problem json(byte[] body) {
            String code = "";
            String message = "";
            try {
                EventReader problem = EventReader.of(body);
                while (problem.next()) {
                    String name = problem.name();
                    if (name.equals("__type") || name.equals("code")) {
                        code = name(String.valueOf(problem.text()));
                    } else if (name.equalsIgnoreCase("message")) {
                        message = String.valueOf(problem.text());
                    } else {
                        problem.skip();
                    }
                }
            } catch (EventException malformed) {
                return new Problem(code, message); // as far as it goes
            }
            return new Problem(code, message);
        }

        private static Problem xml(byte[] body) {
            String text = new String(body, StandardCharsets.UTF_8);
            return new Problem(between(text, "<Code>", "</Code>"), between(text, "<Message>", "</Message>"));
        }

        private static String between(String text, String start, String end) {
            int from = text.indexOf(start);
            int to = from < 0 ? -1 : text.indexOf(end, from);
            return to < 0 ? "" : text.substring(from + start.length(), to).strip();
        }

        /** Of {@code com.amazonaws.secretsmanager#ResourceNotFoundException:http://…}. */
        private static String name(String type) {
            int colon = type.indexOf(':');
            String left = colon < 0 ? type : type.substring(0, colon);
            return left.substring(left.indexOf('#') + 1).strip();
        }
    }
}
