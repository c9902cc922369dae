package dev.skiff.examples.storefront;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Local;
import dev.skiff.local.junit.LocalExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Function URL over real HTTP, the function under AWS's runtime client. What CloudFront would sign has a signature that nobody checks here. */
class StorefrontIT {
    private static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=CLOUDFRONT/20261126/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=none";

    @RegisterExtension
    static final LocalExtension storefront = LocalExtension.of(
            () -> Local.template(Path.of("template.yaml")).port(0).log((function, line) -> {}));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void without_a_signature_nobody_gets_in() throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(url("/")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void a_page_that_has_not_changed_is_not_sent_again() throws Exception {
        HttpResponse<String> page = client.send(request("/").build(), BodyHandlers.ofString());
        String tag = page.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                client.send(request("/").header("If-None-Match", tag).build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Small boats");
        assertThat(page.headers().firstValue("Cache-Control")).contains("public, max-age=0, s-maxage=60");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
    }

    @Test
    void the_image_arrives_byte_by_byte() throws Exception {
        HttpResponse<byte[]> image = client.send(request("/images/skiff.v1.png").build(), BodyHandlers.ofByteArray());

        assertThat(image.body()).isEqualTo(Files.readAllBytes(Path.of("src/main/resources/skiff.png")));
        assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
    }

    @Test
    void whoever_signs_the_guest_book_is_greeted() throws Exception {
        HttpResponse<String> signed = client.send(
                request("/guestbook")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("name=Zo%C3%AB+%3Cb%3E", UTF_8))
                        .build(),
                BodyHandlers.ofString());
        String cookie = signed.headers().firstValue("Set-Cookie").orElseThrow();
        HttpResponse<String> page = client.send(
                request("/guestbook")
                        .header("Cookie", "other=1; " + cookie.substring(0, cookie.indexOf(';')))
                        .build(),
                BodyHandlers.ofString());

        assertThat(signed.statusCode()).isEqualTo(303);
        assertThat(signed.headers().firstValue("Location")).contains("/guestbook");
        assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax");
        assertThat(page.body()).contains("Welcome back, Zoë &lt;b&gt;.");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(path)).header("Authorization", SIGNATURE);
    }

    private static URI url(String path) {
        return URI.create(storefront.url("Storefront") + path);
    }
}
