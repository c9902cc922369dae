package dev.skiff.examples.storefront;

import dev.skiff.routing.CloudFrontOnly;
import dev.skiff.routing.Cookie;
import dev.skiff.routing.ETags;
import dev.skiff.routing.HttpException;
import dev.skiff.routing.HttpFunction;
import dev.skiff.routing.Request;
import dev.skiff.routing.Response;
import dev.skiff.routing.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Pages of a small shop behind CloudFront: pages that everybody sees alike are kept there for a minute, the image for a year,
 * and what depends on a cookie not at all.
 */
public final class Storefront extends HttpFunction {
    private static final String SHARED = "public, max-age=0, s-maxage=60";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String PRIVATE = "private, no-store";
    private static final int LONGEST_NAME = 80;

    public Storefront() {
        super(routes());
    }

    private static Router routes() {
        byte[] image = resource("/skiff.png");
        byte[] script = resource("/guestbook.js");
        return Router.builder()
                .filter(CloudFrontOnly.byOriginAccessControl())
                .filter(ETags.create())
                .get("/", request -> page(
                                "Skiffs",
                                "<img src=\"/images/skiff.v1.png\" alt=\"A skiff\" width=\"32\" height=\"32\">"
                                        + "<p>Small boats, quick to start.</p><p><a href=\"/guestbook\">Guest book</a></p>")
                        .withHeader("Cache-Control", SHARED))
                .get("/images/skiff.v1.png", request -> Response.bytes("image/png", image)
                        .withHeader("Cache-Control", FOR_EVER))
                .get("/guestbook.v1.js", request -> Response.bytes("text/javascript", script)
                        .withHeader("Cache-Control", FOR_EVER))
                .get("/guestbook", request -> guestbook(request).withHeader("Cache-Control", PRIVATE))
                .post("/guestbook", Storefront::sign)
                .notFound(request -> page("Nothing here", "<p><a href=\"/\">To the shop</a></p>")
                        .withStatus(404)
                        .withHeader("Cache-Control", SHARED))
                .build();
    }

    private static Response guestbook(Request request) {
        String greeting = request.cookie("visitor")
                .map(name ->
                        "<p>Welcome back, " + Html.escaped(URLDecoder.decode(name, StandardCharsets.UTF_8)) + ".</p>")
                .orElse("<p>We haven't met yet.</p>");
        return page(
                "Guest book",
                greeting
                        + "<form method=\"post\" action=\"/guestbook\"><label>Your name <input name=\"name\" maxlength=\"80\" required></label>"
                        + "<button>Sign</button></form><script src=\"/guestbook.v1.js\"></script>");
    }

    /**
     * What is posted. CloudFront signs a request for the function, but not its body: for that the browser has to send the body's
     * digest, which guestbook.js does.
     *
     * <p>Answers with a redirect, so that to reload the next page doesn't sign again.
     */
    private static Response sign(Request request) {
        String name = request.body().form().first("name").orElse("").trim();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw HttpException.unprocessable("A name has 1 to " + LONGEST_NAME + " characters");
        }
        return Response.redirect(303, "/guestbook")
                .withHeader("Cache-Control", PRIVATE)
                .plusCookie(Cookie.of("visitor", URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .withPath("/")
                        .withMaxAge(Duration.ofDays(30))
                        .withSecure()
                        .withHttpOnly()
                        .withSameSite(Cookie.SameSite.LAX));
    }

    private static Response page(String title, String content) {
        return Response.html("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + title
                        + "</title><meta name=\"viewport\" content=\"width=device-width\"><h1>" + title + "</h1>"
                        + content)
                .withHeader("Content-Security-Policy", "default-src 'self'")
                .withHeader("X-Content-Type-Options", "nosniff");
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Storefront.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
