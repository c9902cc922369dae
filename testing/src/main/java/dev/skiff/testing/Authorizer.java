package dev.skiff.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who let the call in, and how each payload format tells the function. */
sealed interface Authorizer {
    /** {@code requestContext.authorizer} of payload 2.0; null means the key is absent. */
    @Nullable Map<String, ?> payloadTwo();

    /** {@code requestContext.authorizer} of an HTTP API with payload 1.0; null means the key is absent. */
    @Nullable Map<String, ?> payloadOne();

    /** {@code requestContext.authorizer} of a REST API; null means the key is absent. */
    @Nullable Map<String, ?> rest();

    /** What goes into {@code requestContext.identity} where there is one. */
    default Map<String, ?> identity() {
        return Map.of();
    }

    record None() implements Authorizer {
        @Override
        public @Nullable Map<String, ?> payloadTwo() {
            return null;
        }

        @Override
        public @Nullable Map<String, ?> payloadOne() {
            return null;
        }

        @Override
        public @Nullable Map<String, ?> rest() {
            return null;
        }
    }

    /** A JWT at an HTTP API, a Cognito user pool at a REST API. Gateways send every claim as text, REST two of them as dates. */
    record Jwt(Map<String, ?> claims, List<String> scopes) implements Authorizer {
        private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                        "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);

        @Override
        public Map<String, ?> payloadTwo() {
            return Map.of("jwt", payloadOne());
        }

        @Override
        public Map<String, ?> payloadOne() {
            Map<String, @Nullable Object> jwt = new LinkedHashMap<>();
            jwt.put("claims", asText(claims, " ", "[", "]"));
            jwt.put("scopes", scopes.isEmpty() ? null : scopes);
            return jwt;
        }

        @Override
        public Map<String, ?> rest() {
            Map<String, String> text = asText(claims, ",", "", "");
            for (String moment : List.of("exp", "iat")) {
                if (claims.get(moment) instanceof Number seconds) {
                    text.put(moment, DATE.format(Instant.ofEpochSecond(seconds.longValue())));
                }
            }
            return Map.of("claims", text);
        }
    }

    /** The context that a Lambda authorizer answered: kept at payload 2.0 (null if there is none), at REST every value but the latency text. */
    record Lambda(Map<String, ?> context) implements Authorizer {
        @Override
        public Map<String, ?> payloadTwo() {
            Map<String, @Nullable Object> lambda = new LinkedHashMap<>();
            lambda.put("lambda", context.isEmpty() ? null : context);
            return lambda;
        }

        @Override
        public Map<String, ?> payloadOne() {
            return context;
        }

        @Override
        public Map<String, ?> rest() {
            Map<String, Object> text = new LinkedHashMap<>(asText(context, ",", "", ""));
            Object latency = context.get("integrationLatency");
            if (latency != null) {
                text.put("integrationLatency", latency);
            }
            return text;
        }
    }

    /** A signed call, in the words of payload 2.0: accessKey, accountId, callerId, userArn, userId… */
    record Iam(Map<String, ?> caller) implements Authorizer {
        @Override
        public Map<String, ?> payloadTwo() {
            Map<String, @Nullable Object> iam = new LinkedHashMap<>(caller);
            iam.putIfAbsent("cognitoIdentity", null);
            iam.putIfAbsent("principalOrgId", null);
            return Map.of("iam", iam);
        }

        @Override
        public @Nullable Map<String, ?> payloadOne() {
            return null;
        }

        @Override
        public @Nullable Map<String, ?> rest() {
            return null;
        }

        @Override
        public Map<String, ?> identity() {
            Map<String, Object> identity = new LinkedHashMap<>();
            copy("accessKey", "accessKey", identity);
            copy("accountId", "accountId", identity);
            copy("callerId", "caller", identity);
            copy("principalOrgId", "principalOrgId", identity);
            copy("userId", "user", identity);
            copy("userArn", "userArn", identity);
            return identity;
        }

        private void copy(String from, String to, Map<String, Object> identity) {
            Object value = caller.get(from);
            if (value != null) {
                identity.put(to, value);
            }
        }
    }

    private static Map<String, String> asText(Map<String, ?> values, String comma, String open, String close) {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((name, value) -> text.put(name, asText(value, comma, open, close)));
        return text;
    }

    private static String asText(@Nullable Object value, String comma, String open, String close) {
        if (value instanceof Iterable<?> list) {
            StringJoiner joined = new StringJoiner(comma, open, close);
            list.forEach(item -> joined.add(String.valueOf(item)));
            return joined.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner joined = new StringJoiner(" ", "map[", "]");
            TreeMap<String, String> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put(String.valueOf(name), asText(item, " ", "[", "]")));
            sorted.forEach((name, item) -> joined.add(name + ":" + item));
            return joined.toString();
        }
        return String.valueOf(value);
    }
}
