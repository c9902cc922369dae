package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HealthCheckTest {
    private static final String AGENT = "ELB-HealthChecker/2.0";

    @ParameterizedTest
    @EnumSource(names = {"ALB", "ALB_MULTI_VALUE"})
    void a_health_check_is_answered_before_anything_inside_is_asked(HttpSource source) {
        HttpAnswer answer = send(HealthCheck.anywhere(), source, check("/any"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void it_can_be_at_one_path_only() {
        HealthCheck check = HealthCheck.at("/health");

        assertThat(send(check, HttpSource.ALB, check("/health")).status()).isEqualTo(200);
        assertThat(send(check, HttpSource.ALB, check("/health/x")).status()).isEqualTo(418);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthCheck.at("health"))
                .withMessageContaining("health");
    }

    @Test
    void other_requests_go_on() {
        HealthCheck check = HealthCheck.anywhere();

        assertThat(send(check, HttpSource.ALB, HttpCall.get("/")).status()).isEqualTo(418);
        assertThat(send(check, HttpSource.ALB, HttpCall.get("/").withHeader("User-Agent", "curl ELB-HealthChecker/2.0"))
                        .status())
                .isEqualTo(418);
        assertThat(send(check, HttpSource.ALB, HttpCall.post("/").withHeader("User-Agent", AGENT))
                        .status())
                .isEqualTo(418);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ALB", "ALB_MULTI_VALUE"})
    void other_sources_send_none(HttpSource source) {
        assertThat(send(HealthCheck.anywhere(), source, check("/")).status()).isEqualTo(418);
    }

    @Test
    void in_a_router_it_needs_no_route() {
        HttpFunction function = new HttpFunction(
                Router.builder().filter(HealthCheck.at("/health")).build()) {};

        assertThat(FunctionClient.of(function)
                        .as(HttpSource.ALB)
                        .send(check("/health"))
                        .status())
                .isEqualTo(200);
    }

    private static HttpCall check(String path) {
        return HttpCall.get(path).withHeader("User-Agent", AGENT);
    }

    private static HttpAnswer send(HealthCheck check, HttpSource source, HttpCall call) {
        return FunctionClient.of(new HttpFunction(check.around(request -> Response.status(418))) {})
                .as(source)
                .send(call);
    }
}
