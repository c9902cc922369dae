package dev.skiff.routing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses answers by gzip for clients that accept it. Immutable and thread-safe.
 *
 * <p>Compressed is what gains by it: text, JSON, XML, SVG, JavaScript, YAML and WebAssembly, where the body is above a size and gets smaller. Left as they are:
 * an answer with a {@code Content-Encoding} of its own, a part of a whole ({@code Content-Range}), and one with {@code Cache-Control: no-transform}.
 * What could have been compressed says {@code Vary: Accept-Encoding} even where it wasn't. HEAD is answered like the GET it comes from. A failure inside
 * passes as it is.
 *
 * <p>A strong {@code ETag} becomes a weak one, {@code W/"…"}, on what was compressed: the bytes are others, the meaning is the same, and
 * {@code If-None-Match} compares weakly. So {@link ETags} may stand on either side. A handler that compares {@code If-Match} must take off the {@code W/}.
 *
 * <p>Behind a REST API nothing is compressed unless {@link #throughRestApis} says so: without matching {@code binaryMediaTypes} clients would get
 * base64 text, and a REST API can compress by itself ({@code minimumCompressionSize}).
 *
 * <p>Don't compress an answer in which a secret stands beside what a client sent: its length tells about the secret (BREACH). Such an answer says
 * {@code no-transform}.
 */
public final class Compression implements Filter {
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private final int above;
    private final boolean restApis;

    private Compression(int above, boolean restApis) {
        this.above = above;
        this.restApis = restApis;
    }

    /** Of bodies of more than 1024 bytes: below, little is gained. */
    public static Compression gzip() {
        return above(1024);
    }

    /** Of bodies of more than so many bytes. */
    public static Compression above(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("No body has fewer than " + bytes + " bytes: give zero for all");
        }
        return new Compression(bytes, false);
    }

    /** Also for REST APIs; theirs must list the media types under {@code binaryMediaTypes}, best as {@code *}{@code /*}. */
    public Compression throughRestApis() {
        return new Compression(above, true);
    }

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        Response response = request.renderedBy(next);
        if (request.source() == Source.REST_API && !restApis) {
            return response;
        }
        if (response.status() == 304) {
            return notModified(response, request);
        }
        return isCompressible(response) ? compressed(response, request) : response;
    }

    private Response compressed(Response response, Request request) {
        Response varying = Vary.plus(response, ACCEPT_ENCODING);
        Content content = response.content();
        if (content.length() <= above || !accepts(request)) {
            return varying;
        }
        byte[] bytes = gzip(content.bytes());
        return bytes.length >= content.length()
                ? varying
                : weakened(varying.withContent(new Content(bytes, true)))
                        .minusHeader("Content-Length")
                        .withHeader("Content-Encoding", "gzip");
    }

    /** It has the headers that the 200 would have had. */
    private static Response notModified(Response response, Request request) {
        Response varying = Vary.plus(response, ACCEPT_ENCODING);
        return accepts(request) ? weakened(varying) : varying;
    }

    private static Response weakened(Response response) {
        String tag = response.headers().pairs().first("ETag", true);
        return tag == null || !tag.startsWith("\"") ? response : response.withHeader("ETag", "W/" + tag);
    }

    private static boolean isCompressible(Response response) {
        Headers headers = response.headers();
        return response.content().length() > 0
                && response.status() != 204
                && response.status() != 206
                && !headers.contains("Content-Encoding")
                && !headers.contains("Content-Range")
                && !hasNoTransform(headers)
                && isCompressible(headers.pairs().first("Content-Type", true));
    }

    private static boolean hasNoTransform(Headers headers) {
        for (String directive : headers.elements("Cache-Control")) {
            if (directive.equalsIgnoreCase("no-transform")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCompressible(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/json",
                    "application/xml",
                    "application/javascript",
                    "application/x-ndjson",
                    "application/yaml",
                    "application/wasm" -> true;
            default -> type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml");
        };
    }

    private static boolean accepts(Request request) {
        return AcceptEncoding.of(request.headers()).prefersGzip();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream output = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
            gzip.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return output.toByteArray();
    }
}
