package dev.skiff.routing;

import org.jspecify.annotations.Nullable;

/** An origin as browsers write it in the header of that name, {@code https://app.example}: what can never be equal to one is refused. */
final class Origin {
    private Origin() {}

    /** The origin itself; throws with what is wrong and how to write it. */
    static String checked(String origin) {
        String fault = fault(origin);
        if (fault != null) {
            throw new IllegalArgumentException("The origin \"" + origin + "\" " + fault);
        }
        return origin;
    }

    private static @Nullable String fault(String origin) {
        if (origin.equals("*")) {
            return "allows every origin: say so by Cors.allowingAny()";
        }
        if (origin.equals("null")) {
            return "is what every sandboxed page and local file sends: name the origins that are meant";
        }
        if (origin.indexOf(',') >= 0 || origin.indexOf(' ') >= 0) {
            return "has a comma or blank: give each origin by itself";
        }
        int colon = origin.indexOf("://");
        if (colon <= 0) {
            return "has no scheme: write it as in https://app.example";
        }
        String host = origin.substring(colon + 3);
        int slash = host.indexOf('/');
        if (host.isEmpty() || slash == 0) {
            return "has no host: write it as in https://app.example";
        }
        if (slash > 0) {
            String cure = ": write " + origin.substring(0, colon + 3 + slash);
            return (slash == host.length() - 1 ? "has a slash at its end" : "has a path") + cure;
        }
        return faultOfCharacters(origin, colon, host);
    }

    private static @Nullable String faultOfCharacters(String origin, int colon, String host) {
        for (int i = 0; i < origin.length(); i++) {
            char c = origin.charAt(i);
            if (c == '*') {
                return "has a wildcard, but origins are compared exactly: name each of them";
            }
            if (c >= 'A' && c <= 'Z') {
                return "has the capital " + c + ", but browsers send lower case: write it so";
            }
            if (!isAllowed(c, i, colon)) {
                return "has the character " + (int) c + " at " + i
                        + ", which no browser sends there: write scheme, host and port only, the host in Punycode";
            }
        }
        return hasDefaultPort(origin, host)
                ? "names the scheme's own port, which browsers leave out: write "
                        + origin.substring(0, origin.lastIndexOf(':'))
                : null;
    }

    private static boolean isAllowed(char c, int index, int colon) {
        boolean common = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        if (index < colon) {
            return common || c == '+';
        }
        return common || index < colon + 3 || "_:[]".indexOf(c) >= 0;
    }

    private static boolean hasDefaultPort(String origin, String host) {
        return (origin.startsWith("https:") && host.endsWith(":443"))
                || (origin.startsWith("http:") && host.endsWith(":80"));
    }
}
