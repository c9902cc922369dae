package dev.skiff.local;

import com.nimbusds.jose.JOSEObject;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON Web Token and what it claims. Whether that is true, a signature tells: {@link TokenSignatures}. */
final class Token {
    private final String text;
    private final Map<String, Object> claims;

    private Token(String text, Map<String, Object> claims) {
        this.text = text;
        this.claims = claims;
    }

    /** A token, or {@code Bearer} and a token; empty if it is none. */
    static Optional<Token> of(String headerOrToken) {
        String bearer = "bearer ";
        boolean isBearer = headerOrToken.toLowerCase(Locale.ROOT).startsWith(bearer);
        String text = (isBearer ? headerOrToken.substring(bearer.length()) : headerOrToken).trim();
        try {
            Map<String, Object> claims = JOSEObject.parse(text).getPayload().toJSONObject();
            return claims == null ? Optional.empty() : Optional.of(new Token(text, claims));
        } catch (ParseException | RuntimeException noToken) {
            return Optional.empty();
        }
    }

    String text() {
        return text;
    }

    Map<String, Object> claims() {
        return claims;
    }

    boolean isExpired(Instant now) {
        Instant expiry = instant("exp");
        return expiry != null && !now.isBefore(expiry);
    }

    boolean isEarly(Instant now) {
        Instant start = instant("nbf");
        return start != null && now.isBefore(start);
    }

    /** The claim as one text; empty if it is none. */
    String text(String claim) {
        return claims.get(claim) instanceof String value ? value : "";
    }

    /** The claim as a list: JSON's own, or words. */
    List<String> words(String claim) {
        Object value = claims.get(claim);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String line && !line.isBlank()
                ? Arrays.asList(line.trim().split(" +"))
                : List.of();
    }

    /** Those of the token's scopes that are asked for. */
    List<String> scopesOf(List<String> wanted) {
        List<String> scopes = claims.containsKey("scope") ? words("scope") : words("scp");
        return wanted.stream().filter(scopes::contains).toList();
    }

    private @Nullable Instant instant(String claim) {
        return claims.get(claim) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    /** Nothing: whoever has a token may use it. */
    @Override
    public String toString() {
        return "token";
    }
}
