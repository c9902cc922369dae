package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.skiff.local.Wire.Answer;
import dev.skiff.local.template.SamApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A template with APIs of both kinds, a Function URL and a load balancer, from its text to the wire. */
class TemplatedDoorsTest {
    private static final RunningTemplate RUNNING = Local.template(
                    Path.of("target/test-classes/templates/doors-all.yaml"))
            .port(0)
            .alb("Authorizer")
            .log((function, line) -> {})
            .start();

    @AfterAll
    static void close() {
        RUNNING.close();
    }

    private static String url(String api) {
        SamApi found = RUNNING.template().apis().stream()
                .filter(it -> it.logicalId().equals(api))
                .findFirst()
                .orElseThrow();
        return RUNNING.apiUrl(found);
    }

    private static String token() {
        return new PlainJWT(new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience("app")
                        .subject("u1")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build())
                .serialize();
    }

    private static Answer get(String url, String... headers) throws IOException {
        return new Wire(url).get(URI.create(url).getRawPath(), headers);
    }

    @Test
    void apis_of_both_kinds_share_a_port() throws IOException {
        assertThat(get(url("ServerlessHttpApi") + "/implicit/7").event())
                .containsEntry("routeKey", "GET /implicit/{id}");
        assertThat(get(url("ServerlessHttpApi") + "/else").event()).containsEntry("routeKey", "$default");
        assertThat(url("ServerlessRestApi")).endsWith("/Prod");
        assertThat(get(url("ServerlessRestApi") + "/rest/a%2Fb").event()).containsEntry("resource", "/rest/{id}");
        assertThat(URI.create(url("ServerlessRestApi")).getPort())
                .isEqualTo(URI.create(url("Second")).getPort())
                .isEqualTo(URI.create(url("Http")).getPort())
                .isEqualTo(URI.create(url("Rest")).getPort());
    }

    @Test
    void a_second_api_without_a_stages_name_has_a_port_of_its_own() throws IOException {
        assertThat(URI.create(url("Second")).getPort())
                .isNotEqualTo(URI.create(url("ServerlessHttpApi")).getPort());
        assertThat(get(url("Second") + "/second").event()).containsEntry("routeKey", "GET /second");
    }

    @Test
    void authorizers_of_an_http_api_are_asked() throws IOException {
        assertThat(get(url("Http") + "/jwt").status()).isEqualTo(401);
        assertThat(get(url("Http") + "/jwt", "Authorization: Bearer " + token())
                        .at("requestContext", "authorizer", "jwt", "claims", "sub"))
                .isEqualTo("u1");
        assertThat(get(url("Http") + "/open").status()).isEqualTo(200);
        assertThat(get(url("Http") + "/asked", "X-Token: simple yes").status()).isEqualTo(200);
        assertThat(get(url("Http") + "/asked", "X-Token: simple no").status()).isEqualTo(403);
    }

    @Test
    void authorizers_of_a_rest_api_are_asked() throws IOException {
        assertThat(get(url("Rest") + "/token", "X-Token: allow").at("requestContext", "authorizer", "principalId"))
                .isEqualTo("me");
        assertThat(get(url("Rest") + "/token", "X-Token: ALLOW").status()).isEqualTo(401);
        assertThat(get(url("Rest") + "/pool", "Authorization: " + token())
                        .at("requestContext", "authorizer", "claims", "sub"))
                .isEqualTo("u1");
        assertThat(get(url("Rest") + "/pool").status()).isEqualTo(401);
        assertThat(get(url("Rest") + "/signed").status()).isEqualTo(403);
    }

    @Test
    void settings_of_the_apis_are_kept() throws IOException {
        Answer preflight = new Wire(url("Http"))
                .send("OPTIONS", "/v1/open", "", "Origin: https://a.example", "Access-Control-Request-Method: GET");
        Answer mock = new Wire(url("Rest")).send("OPTIONS", "/live/token", "");
        Answer image =
                new Wire(url("Rest")).send("PUT", "/live/upload/a.png", new byte[] {1, 2}, "Content-Type: image/png");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers()).contains("access-control-allow-methods: GET,PUT");
        assertThat(mock.headers())
                .contains(
                        "Access-Control-Allow-Origin: https://a.example", "Access-Control-Allow-Methods: GET,OPTIONS");
        assertThat(image.event()).containsEntry("isBase64Encoded", true).containsEntry("body", "AQI=");
    }

    @Test
    void the_start_screen_shows_each_door_and_what_isnt_checked() {
        String screen = String.join("\n", new StartScreen(RUNNING).lines());

        assertThat(screen)
                .contains("  GET     " + url("Http") + "/jwt  (Tokens)")
                .contains("  GET     " + url("ServerlessRestApi") + "/rest/{id}")
                .contains("  GET     " + url("Second") + "/second")
                .contains("  URL     " + RUNNING.url("Web")
                        + "/  (AWS_IAM: a call needs a signature, which isn't checked)")
                .contains("  ALB     " + RUNNING.albUrl("Authorizer") + "/")
                .contains("Http: the signatures of tokens aren't checked (Tokens): --verify-jwt or --jwks does")
                .contains("Rest: the signatures of tokens aren't checked (Pool): --verify-jwt or --jwks does");
    }

    @Test
    void an_api_can_be_served_without_its_stage() throws IOException {
        Local local = Local.template(Path.of("target/test-classes/templates/doors-all.yaml"))
                .port(0)
                .withoutStages()
                .log((function, line) -> {});
        try (RunningTemplate running = local.start()) {
            SamApi rest = running.template().apis().stream()
                    .filter(api -> api.logicalId().equals("ServerlessRestApi"))
                    .findFirst()
                    .orElseThrow();
            Answer answer = get(running.apiUrl(rest) + "/rest/7");

            assertThat(answer.event()).containsEntry("path", "/rest/7").containsEntry("resource", "/rest/{id}");
            assertThat(answer.at("requestContext", "path")).isEqualTo("/rest/7");
            assertThat(answer.at("requestContext", "stage")).isEqualTo("Prod");
            assertThat(answer.at("requestContext", "domainName")).isEqualTo("localhost");
        }
    }

    @Test
    void a_url_or_a_balancer_that_isnt_there_is_told() throws IOException {
        assertThat(get(RUNNING.url("Web") + "/").status()).isEqualTo(403);
        assertThatThrownBy(() -> RUNNING.albUrl("Web"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("Web");
        assertThatThrownBy(RUNNING::url).isInstanceOf(LocalException.class).hasMessageContaining(url("Second"));
        assertThat(List.of(url("Http"), url("Rest"))).allMatch(url -> url.startsWith("http://127.0.0.1:"));
    }
}
