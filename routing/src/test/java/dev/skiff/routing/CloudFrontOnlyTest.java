package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudFrontOnlyTest {
    private static final HttpCall CALL = HttpCall.get("/");

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void who_knows_the_header_gets_through_behind_every_source(HttpSource source) {
        CloudFrontOnly filter = CloudFrontOnly.byHeader("X-Origin-Verify", () -> List.of("s3cret"));

        assertThat(send(filter, source, CALL.withHeader("x-origin-verify", "s3cret"))
                        .text())
                .isEqualTo("inside");
        HttpAnswer refused = send(filter, source, CALL.withHeader("X-Origin-Verify", "wr0ng"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.text())
                .doesNotContain("wr0ng")
                .doesNotContain("s3cret")
                .doesNotContain("Verify");
        assertThat(send(filter, source, CALL).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S3cret", "s3cre", "s3cret1", "s3cret,s3cret", "s3cret, x", "old,new", "ſ3cret"})
    void nothing_but_the_very_value_counts(String value) {
        CloudFrontOnly filter = CloudFrontOnly.byHeader("X-Origin-Verify", () -> List.of("s3cret"));

        assertThat(filtered(filter, Request.of("GET", "/").withHeader("X-Origin-Verify", value)))
                .isEqualTo(403);
    }

    @Test
    void a_header_that_was_sent_twice_is_refused_even_with_the_value() {
        CloudFrontOnly filter = CloudFrontOnly.byHeader("X-Origin-Verify", () -> List.of("s3cret"));
        Request once = Request.of("GET", "/").withHeader("X-Origin-Verify", "s3cret");

        assertThat(filtered(filter, once)).isEqualTo(200);
        assertThat(filtered(filter, once.plusHeader("x-origin-verify", "s3cret")))
                .isEqualTo(403);
        assertThat(filtered(filter, once.plusHeader("X-Origin-Verify", "x"))).isEqualTo(403);
    }

    @Test
    void while_the_value_is_replaced_both_count_and_then_the_new_one() {
        AtomicReference<List<String>> values = new AtomicReference<>(List.of("old"));
        CloudFrontOnly filter = CloudFrontOnly.byHeader("X-Origin-Verify", values::get);
        Request old = Request.of("GET", "/").withHeader("X-Origin-Verify", "old");
        Request renewed = Request.of("GET", "/").withHeader("X-Origin-Verify", "new");

        assertThat(filtered(filter, renewed)).isEqualTo(403);
        values.set(List.of("old", "new"));
        assertThat(filtered(filter, old)).isEqualTo(200);
        assertThat(filtered(filter, renewed)).isEqualTo(200);
        values.set(List.of("new"));
        assertThat(filtered(filter, old)).isEqualTo(403);
    }

    @Test
    void without_a_value_to_compare_with_nobody_gets_through() {
        Request request = Request.of("GET", "/").withHeader("X-Origin-Verify", "");

        assertThat(filtered(CloudFrontOnly.byHeader("X-Origin-Verify", List::of), request))
                .isEqualTo(500);
        assertThat(filtered(CloudFrontOnly.byHeader("X-Origin-Verify", () -> List.of("")), request))
                .isEqualTo(500);
        assertThat(filtered(
                        CloudFrontOnly.byHeader("X-Origin-Verify", () -> {
                            throw new IllegalStateException("no secret");
                        }),
                        request))
                .isEqualTo(500);
        assertThatIllegalArgumentException().isThrownBy(() -> CloudFrontOnly.byHeader("not a name", List::of));
    }

    @Test
    void origin_access_control_is_an_iam_caller_of_a_function_url() {
        CloudFrontOnly filter = CloudFrontOnly.byOriginAccessControl();
        Map<String, String> cloudFront =
                Map.of("userArn", "arn:aws:sts::111122223333:assumed-role/OriginAccessControlRole/OriginAccessSession");
        HttpDeployment url = HttpDeployment.of(HttpSource.FUNCTION_URL);

        assertThat(send(filter, url.withIam(cloudFront), CALL).status()).isEqualTo(200);
        assertThat(send(filter, url, CALL).status()).isEqualTo(403);
        assertThat(send(filter, url, CALL.withHeader("X-Amz-Source-Arn", "arn:aws:cloudfront::1:distribution/E1"))
                        .status())
                .isEqualTo(403);
        assertThat(send(filter, HttpDeployment.of(HttpSource.HTTP_API_2_0).withIam(cloudFront), CALL)
                        .status())
                .isEqualTo(403);
        assertThat(send(filter, HttpSource.ALB, CALL).status()).isEqualTo(403);
    }

    private static int filtered(CloudFrontOnly filter, Request request) {
        return Router.builder()
                .filter(filter)
                .get("/", ok -> Response.text("inside"))
                .build()
                .handle(request)
                .status();
    }

    private static HttpAnswer send(CloudFrontOnly filter, HttpSource source, HttpCall call) {
        return send(filter, HttpDeployment.of(source), call);
    }

    private static HttpAnswer send(CloudFrontOnly filter, HttpDeployment deployment, HttpCall call) {
        Router router = Router.builder()
                .filter(filter)
                .get("/", request -> Response.text("inside"))
                .build();
        return FunctionClient.of(new HttpFunction(router) {})
                .deployed(deployment)
                .send(call);
    }
}
