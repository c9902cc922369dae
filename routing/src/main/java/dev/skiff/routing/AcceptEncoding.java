package dev.skiff.routing;

/**
 * What a client says of codings in {@code Accept-Encoding}: weights in thousandths.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, 12.5.3</a>
 */
final class AcceptEncoding {
    private static final int UNSAID = -1;

    private int gzip = UNSAID;
    private int any = UNSAID;
    private int identity = UNSAID;

    private AcceptEncoding() {}

    static AcceptEncoding of(Headers headers) {
        AcceptEncoding accepted = new AcceptEncoding();
        for (String element : headers.elements("accept-encoding")) {
            int semicolon = element.indexOf(';');
            String coding = (semicolon < 0 ? element : element.substring(0, semicolon)).strip();
            accepted.read(coding, semicolon < 0 ? 1000 : weight(element.substring(semicolon + 1)));
        }
        return accepted;
    }

    /** Whether gzip is accepted, and the plain bytes aren't asked for with a greater weight. */
    boolean prefersGzip() {
        int weight = gzip == UNSAID ? any : gzip;
        return weight > 0 && weight >= identity;
    }

    private void read(String coding, int weight) {
        if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
            gzip = Math.max(gzip, weight);
        } else if (coding.equals("*")) {
            any = weight;
        } else if (coding.equalsIgnoreCase("identity")) {
            identity = weight;
        }
    }

    /** Of {@code q=0.5}; a malformed one accepts nothing. */
    private static int weight(String parameter) {
        String text = parameter.strip();
        if (text.length() < 3 || text.length() > 7 || !text.regionMatches(true, 0, "q=", 0, 2)) {
            return 0;
        }
        char whole = text.charAt(2);
        if ((whole != '0' && whole != '1') || (text.length() > 3 && text.charAt(3) != '.')) {
            return 0;
        }
        int weight = (whole - '0') * 1000;
        int worth = 100;
        for (int i = 4; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            weight += digit * worth;
            worth /= 10;
        }
        return weight > 1000 ? 0 : weight;
    }
}
