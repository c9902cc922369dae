package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.testing.HttpCall;
import java.net.URLDecoder;
import java.util.Optional;

/** Where an authorizer finds what it asks for: {@code $request.header.Authorization}, {@code method.request.querystring.key}. */
final class IdentitySource {
    private static final String HEADER = "request.header.";
    private static final String QUERY = "request.querystring.";

    private final boolean isHeader;
    private final String name;

    private IdentitySource(boolean isHeader, String name) {
        this.isHeader = isHeader;
        this.name = name;
    }

    static IdentitySource header(String name) {
        return new IdentitySource(true, name);
    }

    /** In the words of either generation; a name alone is a header. */
    static IdentitySource of(String expression, String place) {
        String plain = expression.startsWith("$") ? expression.substring(1) : expression;
        String request = plain.startsWith("method.") || plain.startsWith("route.")
                ? plain.substring(plain.indexOf('.') + 1)
                : plain;
        if (request.startsWith(HEADER)) {
            return header(request.substring(HEADER.length()));
        }
        if (request.startsWith(QUERY)) {
            return new IdentitySource(false, request.substring(QUERY.length()));
        }
        if (request.contains(".")) {
            throw new LocalException(place + ": the identity source " + expression
                    + " can't be had here, only headers and query strings");
        }
        return header(request);
    }

    /** Empty if the call has none, or a blank one. */
    Optional<String> in(HttpCall call) {
        return (isHeader ? call.header(name) : query(call)).filter(value -> !value.isBlank());
    }

    private Optional<String> query(HttpCall call) {
        String query = call.rawQuery() == null ? "" : call.rawQuery();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return Optional.of(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
