package dev.skiff.testing;

import static dev.skiff.testing.Events.CALL;
import static dev.skiff.testing.Events.at;
import static dev.skiff.testing.Events.event;
import static dev.skiff.testing.Events.read;
import static dev.skiff.testing.Events.still;
import static dev.skiff.testing.HttpSource.HTTP_API_1_0;
import static dev.skiff.testing.HttpSource.HTTP_API_2_0;
import static dev.skiff.testing.HttpSource.REST_API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorizerEventTest {
    private static final String ARN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/POST/a/b";

    @Test
    void a_token_authorizer_sees_the_token_only() {
        assertThat(read(AuthorizerEvent.token("Bearer x", ARN)))
                .isEqualTo(Map.of("type", "TOKEN", "methodArn", ARN, "authorizationToken", "Bearer x"));
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpSource.class,
            names = {"REST_API", "HTTP_API_1_0", "HTTP_API_2_0"})
    void a_request_authorizer_sees_what_the_function_would_but_for_the_body(HttpSource source) {
        Map<String, Object> seen = read(AuthorizerEvent.request(CALL, still(source), ARN, List.of("one", "two")));
        Map<String, Object> event = event(CALL, source);

        assertThat(seen).containsEntry("type", "REQUEST").doesNotContainKeys("body", "isBase64Encoded");
        event.keySet().removeAll(List.of("body", "isBase64Encoded"));
        assertThat(seen).containsAllEntriesOf(event);
    }

    @Test
    void identity_sources_are_a_list_in_payload_two_and_one_text_in_payload_one() {
        Map<String, Object> two = read(AuthorizerEvent.request(CALL, still(HTTP_API_2_0), ARN, List.of("one", "two")));
        Map<String, Object> one = read(AuthorizerEvent.request(CALL, still(HTTP_API_1_0), ARN, List.of("one", "two")));
        Map<String, Object> rest = read(AuthorizerEvent.request(CALL, still(REST_API), ARN, List.of("one", "two")));

        assertThat(two)
                .containsEntry("version", "2.0")
                .containsEntry("routeArn", ARN)
                .containsEntry("identitySource", List.of("one", "two"));
        assertThat(one)
                .containsEntry("version", "1.0")
                .containsEntry("methodArn", ARN)
                .containsEntry("identitySource", "one,two")
                .containsEntry("authorizationToken", "one,two");
        assertThat(rest).containsEntry("methodArn", ARN).doesNotContainKeys("version", "identitySource");
    }

    @Test
    void other_sources_ask_nobody() {
        assertThatThrownBy(() -> AuthorizerEvent.request(CALL, still(HttpSource.ALB), ARN, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ALB");
    }

    @Test
    void claims_that_are_objects_are_text_as_well() {
        Map<String, Object> event = event(
                CALL,
                still(HTTP_API_2_0).withJwt(Map.of("realm", Map.of("b", List.of("x", "y"), "a", true)), List.of()));

        assertThat(at(event, "requestContext", "authorizer", "jwt", "claims"))
                .isEqualTo(Map.of("realm", "map[a:true b:[x y]]"));
    }

    @Test
    void a_rest_api_shows_the_times_of_a_token_as_dates() {
        Map<String, Object> event =
                event(CALL, still(REST_API).withJwt(Map.of("exp", 1_511_287_055L, "auth_time", 7), List.of()));

        assertThat(at(event, "requestContext", "authorizer", "claims"))
                .isEqualTo(Map.of("exp", "Tue Nov 21 17:57:35 UTC 2017", "auth_time", "7"));
    }

    @Test
    void a_lambda_authorizer_without_context_leaves_null() {
        Map<String, Object> event = event(CALL, still(HTTP_API_2_0).withLambdaAuthorizer(Map.of()));

        assertThat(at(event, "requestContext", "authorizer")).hasToString("{lambda=null}");
    }

    @Test
    void a_rest_api_spells_host_and_user_agent_in_its_own_way() {
        Map<String, Object> event = event(
                HttpCall.get("/x")
                        .plusHeader("host", "h")
                        .plusHeader("user-agent", "curl")
                        .plusHeader("x-Mine", "1"),
                REST_API);

        assertThat(at(event, "headers")).asString().contains("Host=h", "User-Agent=curl", "x-Mine=1");
    }
}
