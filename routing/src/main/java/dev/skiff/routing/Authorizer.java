package dev.skiff.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as the gateway's authorizer found, in one shape for all of them: JWT (HTTP API), Cognito (REST), Lambda authorizers (both) and IAM (all
 * but ALB). Immutable. Nothing here is checked again: the gateway did it, or there was no authorizer and this is empty.
 */
public final class Authorizer {
    /** What found out who is calling. */
    public enum Kind {
        /** Nobody: the route has no authorizer. */
        NONE,
        /** A JWT authorizer of an HTTP API. */
        JWT,
        /** A Cognito authorizer of a REST API. */
        COGNITO,
        /** A Lambda authorizer: claims are the context it answered. */
        LAMBDA,
        /** AWS Signature Version 4. */
        IAM
    }

    private static final Authorizer ANONYMOUS = new Authorizer(Kind.NONE, Map.of(), List.of(), null, Map.of());

    private final Kind kind;
    private final Map<String, String> claims;
    private final List<String> scopes;
    private final @Nullable String principal;
    private final Map<String, @Nullable Object> raw;

    private Authorizer(
            Kind kind,
            Map<String, String> claims,
            List<String> scopes,
            @Nullable String principal,
            Map<String, @Nullable Object> raw) {
        this.kind = kind;
        this.claims = claims;
        this.scopes = scopes;
        this.principal = principal;
        this.raw = raw;
    }

    static Authorizer from(
            Source source,
            @Nullable Map<String, @Nullable Object> authorizer,
            @Nullable Map<String, @Nullable Object> identity) {
        if (authorizer != null && hasValue(authorizer)) {
            return from(source, authorizer);
        }
        return identity != null && identity.get("userArn") instanceof String user
                ? new Authorizer(Kind.IAM, texts(identity), List.of(), user, Collections.unmodifiableMap(identity))
                : ANONYMOUS;
    }

    /** A gateway without authorizer may send one whose members are all null; a Lambda authorizer without context is one still. */
    private static boolean hasValue(Map<String, @Nullable Object> authorizer) {
        if (authorizer.containsKey("lambda")) {
            return true;
        }
        for (Object value : authorizer.values()) {
            if (value != null) {
                return true;
            }
        }
        return false;
    }

    private static Authorizer from(Source source, Map<String, @Nullable Object> raw) {
        Map<String, @Nullable Object> all = Collections.unmodifiableMap(raw);
        if (raw.get("jwt") instanceof Map<?, ?> jwt) {
            Map<String, String> claims = jwt.get("claims") instanceof Map<?, ?> map ? texts(map) : Map.of();
            return new Authorizer(Kind.JWT, claims, scopes(jwt.get("scopes"), claims), claims.get("sub"), all);
        }
        if (raw.get("iam") instanceof Map<?, ?> iam) {
            Map<String, String> claims = texts(iam);
            return new Authorizer(Kind.IAM, claims, List.of(), claims.get("userArn"), all);
        }
        if (raw.get("lambda") instanceof Map<?, ?> lambda) {
            return lambda(texts(lambda), all);
        }
        if (raw.get("claims") instanceof Map<?, ?> map) {
            Map<String, String> claims = texts(map);
            Kind kind = source == Source.HTTP_API_1_0 ? Kind.JWT : Kind.COGNITO;
            return new Authorizer(kind, claims, scopes(raw.get("scopes"), claims), claims.get("sub"), all);
        }
        return lambda(texts(raw), all);
    }

    private static Authorizer lambda(Map<String, String> context, Map<String, @Nullable Object> all) {
        String principal = context.get("principalId");
        return new Authorizer(
                Kind.LAMBDA, context, scopes(null, context), principal != null ? principal : context.get("sub"), all);
    }

    /** What found out who is calling. */
    public Kind kind() {
        return kind;
    }

    /** Who: the token's subject, the Lambda authorizer's principal, or the ARN of the IAM user or role. */
    public Optional<String> principal() {
        return Optional.ofNullable(principal);
    }

    /** The claims of a token, the context of a Lambda authorizer, or the facts of an IAM identity; as text, as gateways send them. */
    public Map<String, String> claims() {
        return claims;
    }

    /** One claim. */
    public Optional<String> claim(String name) {
        return Optional.ofNullable(claims.get(name));
    }

    /** A claim that is a list, such as {@code cognito:groups}: gateways write {@code [a b]}, {@code [a, b]} or {@code a,b} for it. */
    public List<String> claimList(String name) {
        return list(claims.get(name));
    }

    /** The scopes the token grants; where the gateway doesn't list them, those of its claim {@code scope}. */
    public List<String> scopes() {
        return scopes;
    }

    /** Whether the token grants a scope. */
    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }

    /** The authorizer's part of the event as it came. */
    public Map<String, @Nullable Object> raw() {
        return raw;
    }

    /** For logs: the kind, and nobody's name. */
    @Override
    public String toString() {
        return kind.name();
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() != null) {
                texts.put(String.valueOf(entry.getKey()), text(entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(texts);
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            List<String> elements = new ArrayList<>();
            for (Object element : list) {
                elements.add(String.valueOf(element));
            }
            return "[" + String.join(" ", elements) + "]";
        }
        return value.toString();
    }

    private static List<String> scopes(@Nullable Object scopes, Map<String, String> claims) {
        if (scopes instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            for (Object scope : list) {
                texts.add(String.valueOf(scope));
            }
            return List.copyOf(texts);
        }
        return scopes instanceof String text ? list(text) : list(claims.get("scope"));
    }

    private static List<String> list(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        String inner = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        List<String> elements = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= inner.length(); i++) {
            if (i == inner.length() || inner.charAt(i) == ' ' || inner.charAt(i) == ',') {
                String element = inner.substring(start, i);
                if (element.length() > 1 && element.startsWith("\"") && element.endsWith("\"")) {
                    element = element.substring(1, element.length() - 1);
                }
                if (!element.isEmpty()) {
                    elements.add(element);
                }
                start = i + 1;
            }
        }
        return List.copyOf(elements);
    }
}
