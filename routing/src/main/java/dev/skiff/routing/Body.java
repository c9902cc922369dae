package dev.skiff.routing;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonException;
import dev.skiff.core.JsonType;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a request: bytes, of which the rest are views. Immutable. */
public final class Body {
    private static final byte[] NOTHING = {};

    private final byte[] bytes;
    private final @Nullable String text;
    private final Headers headers;
    private final JsonCodec codec;

    private Body(byte[] bytes, @Nullable String text, Headers headers, JsonCodec codec) {
        this.bytes = bytes;
        this.text = text;
        this.headers = headers;
        this.codec = codec;
    }

    /** Null when it is said to be base64 and isn't. */
    static @Nullable Body from(@Nullable String body, boolean base64, Headers headers, JsonCodec codec) {
        if (body == null || body.isEmpty()) {
            return new Body(NOTHING, "", headers, codec);
        }
        if (!base64) {
            return new Body(body.getBytes(StandardCharsets.UTF_8), body, headers, codec);
        }
        try {
            return new Body(Base64.getDecoder().decode(body), null, headers, codec);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    static Body of(byte[] bytes, Headers headers, JsonCodec codec) {
        return new Body(bytes, null, headers, codec);
    }

    /** Whether there is a body: sources send none, null or an empty one for the same thing. */
    public boolean isPresent() {
        return bytes.length > 0;
    }

    /** How many bytes; also where a source sends no {@code Content-Length}. */
    public int length() {
        return bytes.length;
    }

    /** The bytes as the client sent them, decoded from base64 where the source encoded them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The text: in the charset the content type names, UTF-8 without one. */
    public String text() {
        return text != null ? text : new String(bytes, charset());
    }

    /**
     * The fields of a form, decoded.
     *
     * @throws HttpException 415 when the body is of another type than {@code application/x-www-form-urlencoded}, 400 when it is malformed
     */
    public Parameters form() {
        if (!isPresent()) {
            return Parameters.NONE;
        }
        if (!mediaType().equals("application/x-www-form-urlencoded")) {
            throw HttpException.unsupportedMediaType(
                            "The body should be a form: send it with Content-Type: application/x-www-form-urlencoded")
                    .thrown();
        }
        Pairs form = Percent.decodeForm(text());
        if (form == null) {
            throw HttpException.badRequest("The form has a malformed percent escape")
                    .thrown();
        }
        return new Parameters(form);
    }

    /**
     * The JSON as a value of a type.
     *
     * @throws HttpException 415 when the content type says that it isn't JSON, 400 when there is no body, or it isn't JSON, or not for this type: the
     *     detail says where
     */
    @SuppressWarnings("unchecked") // the codec's contract
    public <T> T json(Class<T> type) {
        return (T) read(type);
    }

    /** The JSON as a value of a generic type, such as {@code new JsonType<List<Order>>() {}}. */
    @SuppressWarnings("unchecked") // the codec's contract
    public <T> T json(JsonType<T> type) {
        return (T) read(type.type());
    }

    /** For logs: the length, and nothing of what is in it. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }

    Body with(Headers headers, JsonCodec codec) {
        return new Body(bytes, text, headers, codec);
    }

    private Object read(Type type) {
        if (!isJson(mediaType())) {
            throw HttpException.unsupportedMediaType(
                            "The body should be JSON: send it with Content-Type: application/json")
                    .thrown();
        }
        if (!isPresent()) {
            throw HttpException.badRequest("The body is empty; JSON is expected")
                    .thrown();
        }
        try {
            return codec.read(bytes, type);
        } catch (RuntimeException failure) {
            if (failure instanceof JsonException) {
                throw HttpException.badRequest("The body is not the JSON expected: " + failure.getMessage())
                        .withCause(failure)
                        .thrown();
            }
            throw failure;
        }
    }

    private static boolean isJson(String mediaType) {
        return mediaType.isEmpty()
                || mediaType.equals("application/json")
                || mediaType.endsWith("+json")
                || mediaType.equals("text/json");
    }

    private String mediaType() {
        String type = headers.pairs().first("content-type", true);
        if (type == null || type.equals("application/json")) {
            return type == null ? "" : type;
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private Charset charset() {
        String type = headers.pairs().first("content-type", true);
        int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (type == null || at < 0) {
            return StandardCharsets.UTF_8;
        }
        int end = type.indexOf(';', at);
        String name = type.substring(at + 8, end < 0 ? type.length() : end)
                .replace("\"", "")
                .strip();
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw HttpException.unsupportedMediaType("The body's charset is unknown here")
                    .thrown();
        }
    }
}
