package dev.skiff.examples.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorefrontTest {
    private final FunctionClient stranger = FunctionClient.of(new Storefront()).as(HttpSource.FUNCTION_URL);
    private final FunctionClient client =
            stranger.deployed(HttpDeployment.of(HttpSource.FUNCTION_URL).withIam(Map.of("accessKey", "CloudFront")));

    @Test
    void only_signed_requests_get_in() {
        assertThat(stranger.send(HttpCall.get("/")).status()).isEqualTo(403);
        assertThat(client.send(HttpCall.get("/")).status()).isEqualTo(200);
    }

    @Test
    void a_page_is_kept_by_cloudfront_and_asked_for_again_by_its_tag() {
        HttpAnswer page = client.send(HttpCall.get("/"));
        HttpAnswer again = client.send(HttpCall.get("/")
                .plusHeader("If-None-Match", page.header("etag").orElseThrow()));

        assertThat(page.header("cache-control")).contains("public, max-age=0, s-maxage=60");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void the_image_is_kept_for_ever() {
        HttpAnswer image = client.send(HttpCall.get("/images/skiff.v1.png"));

        assertThat(image.header("content-type")).contains("image/png");
        assertThat(image.header("cache-control").orElseThrow()).contains("immutable");
        assertThat(image.body()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void whoever_signs_the_guest_book_is_known_by_a_cookie() {
        HttpAnswer signed = client.send(HttpCall.post("/guestbook")
                .plusHeader("Content-Type", "application/x-www-form-urlencoded")
                .withBody("name=Zo%C3%AB+%3Cb%3E".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        String cookie = signed.cookies().get(0);
        HttpAnswer page =
                client.send(HttpCall.get("/guestbook").plusHeader("Cookie", cookie.substring(0, cookie.indexOf(';'))));

        assertThat(signed.status()).isEqualTo(303);
        assertThat(signed.header("location")).contains("/guestbook");
        assertThat(cookie).contains("Secure").contains("HttpOnly").contains("SameSite=Lax");
        assertThat(page.text()).contains("Welcome back, Zoë &lt;b&gt;.").doesNotContain("<b>");
        assertThat(page.header("cache-control")).contains("private, no-store");
    }

    @Test
    void nobody_signs_without_a_name() {
        assertThat(client.send(HttpCall.post("/guestbook")
                                .plusHeader("Content-Type", "application/x-www-form-urlencoded")
                                .withBody("name=++".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(422);
    }
}
