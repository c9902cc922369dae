package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One shape for all that gateways say about who is calling. */
class AuthorizerTest {
    private static Authorizer of(String event) {
        return Events.request(event).authorizer();
    }

    private static Authorizer of(String event, String authorizer) {
        ObjectNode json = Events.json(event);
        json.withObject("/requestContext").set("authorizer", Events.tree(authorizer.getBytes(StandardCharsets.UTF_8)));
        return Events.request(json).authorizer();
    }

    @ParameterizedTest
    @CsvSource({
        "rest/cognito, COGNITO, 5d1c9e7a-1111-4222-8333-444455556666",
        "rest/lambda-authorizer, LAMBDA, user-17",
        "rest/iam, IAM, arn:aws:iam::123456789012:user/ann",
        "rest/get, NONE, ''",
        "rest/authorizer-of-nulls, NONE, ''",
        "rest/minimal, NONE, ''",
        "http-1/jwt, JWT, ann",
        "http-2/jwt, JWT, ann",
        "http-2/jwt-without-scopes, JWT, ann",
        "http-2/lambda-authorizer, LAMBDA, ann",
        "http-2/lambda-authorizer-without-context, LAMBDA, ''",
        "http-2/iam, IAM, arn:aws:iam::123456789012:user/ann",
        "url/iam, IAM, arn:aws:iam::123456789012:user/ann",
        "url/every-trap, NONE, ''",
        "alb/get, NONE, ''",
    })
    void every_kind_says_who_is_calling(String event, Authorizer.Kind kind, String principal) {
        assertThat(of(event).kind()).isEqualTo(kind);
        assertThat(of(event).principal().orElse("")).isEqualTo(principal);
    }

    @Test
    void claims_are_text() {
        assertThat(of("http-2/jwt").claim("exp")).contains("1784000000");
        assertThat(of("rest/cognito").claim("email_verified")).contains("true");
        assertThat(of("rest/lambda-authorizer").claims())
                .contains(Map.entry("level", "3"), Map.entry("admin", "true"), Map.entry("tenant", "acme"));
        assertThat(of("http-2/lambda-authorizer").claim("level")).contains("3");
        assertThat(of("http-2/iam").claim("accountId")).contains("123456789012");
        assertThat(of("rest/iam").claim("caller")).contains("AIDAEXAMPLE");
        assertThat(of("http-2/jwt").claim("none")).isEmpty();
    }

    @Test
    void scopes_are_those_the_gateway_lists_or_the_tokens_own() {
        assertThat(of("http-2/jwt").scopes()).containsExactly("orders/read", "orders/write");
        assertThat(of("http-2/jwt-without-scopes").scopes()).containsExactly("a", "b");
        assertThat(of("http-1/jwt").scopes()).containsExactly("a");
        assertThat(of("rest/cognito").hasScope("orders/read")).isTrue();
        assertThat(of("rest/cognito").hasScope("orders")).isFalse();
        assertThat(of("rest/iam").scopes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "[a b], 'a,b'",
        "'[a, b]', 'a,b'",
        "'a,b', 'a,b'",
        "a b, 'a,b'",
        "a, a",
        "'[\\\"a\\\",\\\"b\\\"]', 'a,b'",
        "[], ''",
        "'', ''",
    })
    void a_claim_that_is_a_list_is_read_however_it_is_written(String claim, String elements) {
        Authorizer authorizer =
                of("http-2/jwt", "{\"jwt\":{\"claims\":{\"groups\":\"" + claim + "\"},\"scopes\":null}}");

        assertThat(String.join(",", authorizer.claimList("groups"))).isEqualTo(elements);
        assertThat(authorizer.claimList("none")).isEmpty();
    }

    @Test
    void lists_in_a_context_are_lists_again() {
        assertThat(of("http-2/lambda-authorizer").claimList("roles")).containsExactly("a", "b");
        assertThat(of("rest/cognito").claimList("cognito:groups")).containsExactly("admin", "staff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | NONE",
                "null | NONE",
                "\"text\" | NONE",
                "[] | NONE",
                "{\"jwt\":null} | NONE",
                "{\"jwt\":\"text\"} | LAMBDA",
                "{\"jwt\":{}} | JWT",
                "{\"jwt\":{\"claims\":\"text\",\"scopes\":7}} | JWT",
                "{\"jwt\":{\"claims\":{\"a\":{\"b\":[1,null]},\"c\":1e999}}} | JWT",
                "{\"lambda\":{\"a\":{\"b\":1}}} | LAMBDA",
                "{\"lambda\":{}} | LAMBDA",
                "{\"iam\":{}} | IAM",
                "{\"claims\":[],\"principalId\":\"p\"} | LAMBDA",
                "{\"principalId\":7} | LAMBDA",
            })
    void whatever_a_gateway_sends_is_read(String authorizer, Authorizer.Kind kind) {
        assertThat(of("http-2/get", authorizer).kind()).isEqualTo(kind);
    }

    @Test
    void the_whole_of_it_is_there_and_can_not_be_changed() {
        Authorizer authorizer = of("http-2/jwt");

        assertThat(authorizer.raw()).containsOnlyKeys("jwt");
        Map<?, ?> jwt = (Map<?, ?>) Objects.requireNonNull(authorizer.raw().get("jwt"));
        List<?> scopes = (List<?>) Objects.requireNonNull(jwt.get("scopes"));
        assertThatThrownBy(jwt::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(scopes::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> authorizer.raw().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> authorizer.claims().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(authorizer).hasToString("JWT");
    }
}
