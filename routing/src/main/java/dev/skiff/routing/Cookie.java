package dev.skiff.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A cookie to set. Immutable. Name and value are checked: a value with blanks, quotes, commas, semicolons, backslashes or anything but ASCII must be
 * encoded first, in base64url for example.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265">RFC 6265</a>
 */
public final class Cookie {
    /** Which requests from other sites carry the cookie. */
    public enum SameSite {
        /** None. */
        STRICT("Strict"),
        /** Only top-level navigation. */
        LAX("Lax"),
        /** All; the cookie must be secure. */
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    private final String name;
    private final String value;
    private final String attributes;

    private Cookie(String name, String value, String attributes) {
        this.name = name;
        this.value = value;
        this.attributes = attributes;
    }

    /** A cookie for the session, sent to the path it was set by, readable by scripts: add what it needs. */
    public static Cookie of(String name, String value) {
        return new Cookie(checkedName(name), checkedValue(name, value), "");
    }

    /** Takes a cookie back from the client; path and domain must be those it was set with. */
    public static Cookie expired(String name) {
        return of(name, "").withMaxAge(Duration.ZERO).withExpires(Instant.EPOCH);
    }

    /** For paths at and below this one. */
    public Cookie withPath(String path) {
        return with("Path", path);
    }

    /** For this domain and those below it. */
    public Cookie withDomain(String domain) {
        return with("Domain", domain);
    }

    /** For so long, in whole seconds; zero or less takes it back. */
    public Cookie withMaxAge(Duration age) {
        return with("Max-Age", Long.toString(age.toSeconds()));
    }

    /** Until then, to the second. */
    public Cookie withExpires(Instant instant) {
        return with(
                "Expires",
                DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                        .format(instant.atOffset(ZoneOffset.UTC)));
    }

    /** Over HTTPS only. */
    public Cookie withSecure() {
        return with("Secure", "");
    }

    /** Out of scripts' reach. */
    public Cookie withHttpOnly() {
        return with("HttpOnly", "");
    }

    /** For which requests from other sites. */
    public Cookie withSameSite(SameSite sameSite) {
        return with("SameSite", sameSite.text);
    }

    /** Kept apart for each top-level site; it must be secure. */
    public Cookie withPartitioned() {
        return with("Partitioned", "");
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its value. */
    public String value() {
        return value;
    }

    /** The value of a {@code Set-Cookie} header. */
    public String toHeader() {
        return name + "=" + value + attributes;
    }

    /** For logs: the name, never the value. */
    @Override
    public String toString() {
        return name;
    }

    private Cookie with(String attribute, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > 0x7E || c == ';') {
                throw new IllegalArgumentException(
                        attribute + " of cookie " + name + " has the character " + (int) c + ", which would end it");
            }
        }
        return new Cookie(name, value, without(attribute) + "; " + attribute + (text.isEmpty() ? "" : "=" + text));
    }

    /** The attributes but this one, which ends where the next begins. */
    private String without(String attribute) {
        int start = attributes.indexOf("; " + attribute);
        if (start < 0) {
            return attributes;
        }
        int end = attributes.indexOf(';', start + 1);
        return attributes.substring(0, start) + (end < 0 ? "" : attributes.substring(end));
    }

    private static String checkedName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!HeaderRules.isTokenCharacter(name.charAt(i))) {
                throw new IllegalArgumentException("A cookie's name has the character " + (int) name.charAt(i) + " at "
                        + i + ", which isn't allowed there");
            }
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A cookie needs a name");
        }
        return name;
    }

    private static String checkedValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > 0x7E || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw new IllegalArgumentException("The value of cookie " + name + " has the character " + (int) c
                        + " at " + i + ", which isn't allowed there: encode the value, in base64url for example");
            }
        }
        return value;
    }
}
