package dev.skiff.routing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Spares clients what they already have: an answer of 200 to GET or HEAD gets an {@code ETag} from its body, and a request whose {@code If-None-Match} has
 * it, or is {@code *}, is answered by 304 without the body. Immutable and thread-safe.
 *
 * <p>The tag is strong: the first 128 bits of the body's SHA-256, in base64url. A tag that the handler set stays and is compared in its place. An answer
 * without a body and without a tag stays as it is, as does a failure. The handler still does all its work: what is saved is transfer.
 *
 * <p>The 304 has the headers of the 200 but those that describe the body: {@code Content-Type} and the other {@code Content-} headers apart from
 * {@code Content-Location} and {@code Content-Security-Policy}, and {@code Last-Modified}. Cookies, {@code Cache-Control}, {@code Vary}, the headers of
 * {@link Cors} and of {@link RequestIds} stay.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5">RFC 9110, 15.4.5</a>
 */
public final class ETags implements Filter {
    private static final String ETAG = "ETag";
    private static final int DIGEST_BYTES = 16;

    private ETags() {}

    /** Strong tags from the body. */
    public static ETags create() {
        return new ETags();
    }

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return next.handle(request);
        }
        Response response = request.renderedBy(next);
        return response.status() == 200 ? tagged(response, request) : response;
    }

    private static Response tagged(Response response, Request request) {
        Response tagged = response;
        if (response.header(ETAG).isEmpty()) {
            if (response.content().length() == 0) {
                return response;
            }
            tagged = response.withHeader(ETAG, tag(response.content().bytes()));
        }
        String tag = tagged.header(ETAG).orElse("");
        return isKnown(tag, request.headers().all("if-none-match")) ? notModified(tagged) : tagged;
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"'
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES))
                    + '"';
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every Java platform has SHA-256", failure);
        }
    }

    private static Response notModified(Response response) {
        Response answer = response.withStatus(304).withoutBody();
        Pairs headers = response.headers().pairs();
        for (int i = 0; i < headers.size(); i++) {
            if (describesBody(headers.name(i))) {
                answer = answer.minusHeader(headers.name(i));
            }
        }
        return answer;
    }

    private static boolean describesBody(String header) {
        return header.equalsIgnoreCase("Last-Modified")
                || (startsWith(header, "Content-")
                        && !header.equalsIgnoreCase("Content-Location")
                        && !startsWith(header, "Content-Security-Policy"));
    }

    private static boolean startsWith(String text, String start) {
        return text.regionMatches(true, 0, start, 0, start.length());
    }

    private static boolean isKnown(String tag, List<String> lines) {
        for (String line : lines) {
            if (line.strip().equals("*") || lists(line, opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a list has the tag, compared weakly. Between quotes a tag may have commas, and a backslash is a character like others. */
    private static boolean lists(String line, String opaque) {
        int open = line.indexOf('"');
        while (open >= 0) {
            int close = line.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            if (line.regionMatches(open, opaque, 0, opaque.length()) && close - open + 1 == opaque.length()) {
                return true;
            }
            open = line.indexOf('"', close + 1);
        }
        return false;
    }

    /** The tag with its quotes, without the mark of a weak one. */
    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
