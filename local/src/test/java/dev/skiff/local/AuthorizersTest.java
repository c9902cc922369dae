package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.skiff.local.Wire.Answer;
import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamAuthorizer;
import dev.skiff.local.template.SamRoute;
import dev.skiff.testing.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each authorizer in front of a real function, asked through a real door. */
@Tag("long")
class AuthorizersTest {
    private static final Doors DOORS = new Doors();
    private static final Instant NOW = Instant.parse("2026-07-10T12:00:00Z");
    private static final long LATER = NOW.plusSeconds(3600).getEpochSecond();
    private static final String ISSUER = "https://issuer.example/";
    private static final Wire JWT = jwt("$request.header.Authorization", TokenSignatures.unchecked());

    @AfterAll
    static void close() {
        DOORS.close();
    }

    private static Wire jwt(String identitySource, TokenSignatures signatures) {
        return jwt(ISSUER, identitySource, signatures);
    }

    private static Wire jwt(String issuer, String identitySource, TokenSignatures signatures) {
        SamApi api = Doors.api(
                SamApi.Kind.HTTP,
                "$default",
                null,
                Map.of(
                        "Tokens",
                        new SamAuthorizer.Jwt(issuer, List.of("app"), identitySource, List.of(), Doors.PLACE)));
        List<SamRoute> routes = List.of(
                Doors.route(api, "GET /x", "Tokens"),
                Doors.route(api, "1.0 GET /one", "Tokens"),
                Doors.route(api, "GET /scoped", "Tokens", "read", "write"),
                Doors.route(api, "GET /open", null));
        return DOORS.open(Doors.doors(DOORS.door(api, DOORS.echo(), routes, signatures, InstantSource.fixed(NOW))));
    }

    // ---- JWT

    @Test
    void claims_reach_the_function_as_text() throws IOException {
        Map<String, Object> claims = claims();
        claims.put("groups", List.of("a", "b"));
        claims.put("admin", true);

        Answer answer = JWT.get("/x", "Authorization: Bearer " + plain(claims));

        assertThat(answer.at("requestContext", "authorizer", "jwt", "claims"))
                .isEqualTo(Map.of(
                        "iss",
                        ISSUER,
                        "aud",
                        "app",
                        "exp",
                        Long.toString(LATER),
                        "sub",
                        "u1",
                        "groups",
                        "[a b]",
                        "admin",
                        "true",
                        "scope",
                        "read other"));
        assertThat(answer.event().toString()).contains("scopes=null");
        assertThat(JWT.get("/one", "Authorization: " + plain(claims))
                        .at("requestContext", "authorizer", "claims", "sub"))
                .isEqualTo("u1");
    }

    @Test
    void a_route_without_an_authorizer_is_open() throws IOException {
        assertThat(JWT.get("/open").status()).isEqualTo(200);
    }

    @Test
    void no_token_is_no_entry() throws IOException {
        Answer answer = JWT.get("/x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(answer.lines("www-authenticate")).containsExactly("www-authenticate: Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://other.example/, the token does not have a valid issuer",
        "aud, other,                  the token does not have a valid audience",
        "exp, 1,                      the token has expired",
        "nbf, 99999999999,            the token is not valid yet",
    })
    void a_claim_that_is_wrong_is_named(String claim, String value, String reason) throws IOException {
        Map<String, Object> claims = claims();
        claims.put(claim, value.matches("[0-9]+") ? (Object) Long.valueOf(value) : value);

        Answer answer = JWT.get("/x", "Authorization: Bearer " + plain(claims));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.lines("www-authenticate"))
                .containsExactly("www-authenticate: Bearer scope=\"\" error=\"invalid_token\" error_description=\""
                        + reason + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "Bearer", "Basic dTpw", "..", "eyJhbGciOiJub25lIn0.W10."})
    void what_is_no_token_is_no_entry(String token) throws IOException {
        assertThat(JWT.get("/x", "Authorization: " + token).status()).isEqualTo(401);
    }

    @Test
    void a_client_id_counts_where_there_is_no_audience() throws IOException {
        Map<String, Object> claims = claims();
        claims.remove("aud");
        claims.put("client_id", "app");
        Map<String, Object> several = claims();
        several.put("aud", List.of("other", "app"));

        assertThat(JWT.get("/x", "Authorization: Bearer " + plain(claims)).status())
                .isEqualTo(200);
        assertThat(JWT.get("/x", "Authorization: Bearer " + plain(several)).status())
                .isEqualTo(200);
    }

    @Test
    void one_of_the_scopes_is_enough() throws IOException {
        Map<String, Object> without = claims();
        without.put("scope", "reader");
        Map<String, Object> listed = claims();
        listed.remove("scope");
        listed.put("scp", List.of("write"));

        Answer answer = JWT.get("/scoped", "Authorization: Bearer " + plain(claims()));
        Answer refused = JWT.get("/scoped", "Authorization: Bearer " + plain(without));

        assertThat(answer.at("requestContext", "authorizer", "jwt", "scopes")).isEqualTo(List.of("read"));
        assertThat(JWT.get("/scoped", "Authorization: Bearer " + plain(listed)).status())
                .isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void a_token_may_stand_in_the_query() throws IOException {
        Wire query = jwt("$request.querystring.token", TokenSignatures.unchecked());

        assertThat(query.get("/x?token=" + plain(claims())).status()).isEqualTo(200);
        assertThat(query.get("/x?other=1", "Authorization: Bearer " + plain(claims()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_identity_source_that_cant_be_had_is_refused_at_start() {
        assertThatThrownBy(() -> jwt("$context.identity.sourceIp", TokenSignatures.unchecked()))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("$context.identity.sourceIp");
    }

    @Test
    void a_signature_is_checked_by_a_given_key_set(@TempDir Path directory) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        RSAKey other = new RSAKeyGenerator(2048).keyID("k1").generate();
        Path file = directory.resolve("jwks.json");
        Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
        Wire checked = jwt("$request.header.Authorization", TokenSignatures.of(file.toString()));

        assertThat(checked.get("/x", "Authorization: Bearer " + signed(claims(), key))
                        .status())
                .isEqualTo(200);
        assertThat(checked.get("/x", "Authorization: Bearer " + signed(claims(), other))
                        .status())
                .isEqualTo(401);
        assertThat(checked.get("/x", "Authorization: Bearer " + plain(claims())).status())
                .isEqualTo(401);
        assertThat(JWT.get("/x", "Authorization: Bearer " + signed(claims(), other))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_signature_is_checked_by_the_keys_that_the_issuer_publishes() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        StringBuilder issuer = new StringBuilder();
        FrontServer published = DOORS.server((call, ip) -> document(call, issuer.toString(), key));
        issuer.append(published.url());
        Map<String, Object> claims = claims();
        claims.put("iss", issuer.toString());

        Wire checked = jwt(issuer.toString(), "$request.header.Authorization", TokenSignatures.ofIssuers());
        Wire unreachable = jwt("$request.header.Authorization", TokenSignatures.ofIssuers());

        assertThat(checked.get("/x", "Authorization: Bearer " + signed(claims, key))
                        .status())
                .isEqualTo(200);
        assertThat(checked.get(
                                "/x",
                                "Authorization: Bearer "
                                        + signed(
                                                claims,
                                                new RSAKeyGenerator(2048)
                                                        .keyID("k1")
                                                        .generate()))
                        .status())
                .isEqualTo(401);
        assertThat(unreachable
                        .get("/x", "Authorization: Bearer " + signed(claims(), key))
                        .lines("www-authenticate"))
                .singleElement()
                .asString()
                .contains("OIDC discovery endpoint communication error");
    }

    private static HttpReply document(HttpCall call, String issuer, RSAKey key) {
        return call.target().equals("/.well-known/openid-configuration")
                ? HttpReply.json(200, "{\"jwks_uri\":\"" + issuer + "/keys\"}")
                : HttpReply.json(200, new JWKSet(key.toPublicJWK()).toString());
    }

    // ---- Cognito

    @Test
    void a_user_pool_shows_claims() throws IOException {
        SamApi api = Doors.api(
                SamApi.Kind.REST,
                "Prod",
                null,
                Map.of("Pool", new SamAuthorizer.Cognito(List.of("arn"), "Authorization", List.of(), Doors.PLACE)));
        Wire rest = DOORS.open(Doors.doors(DOORS.door(
                api,
                DOORS.echo(),
                List.of(Doors.route(api, "GET /x", "Pool"), Doors.route(api, "GET /scoped", "Pool", "admin")),
                TokenSignatures.unchecked(),
                InstantSource.fixed(NOW))));
        Map<String, Object> old = claims();
        old.put("exp", 1);

        assertThat(rest.get("/Prod/x", "Authorization: " + plain(claims()))
                        .at("requestContext", "authorizer", "claims"))
                .asString()
                .contains("sub=u1", "exp=Fri Jul 10 13:00:00 UTC 2026");
        assertThat(rest.get("/Prod/x").status()).isEqualTo(401);
        assertThat(rest.get("/Prod/x").body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(rest.get("/Prod/x", "Authorization: Bearer " + plain(old)).body())
                .isEqualTo("{\"message\":\"The incoming token has expired\"}");
        assertThat(rest.get("/Prod/scoped", "Authorization: Bearer " + plain(claims()))
                        .status())
                .isEqualTo(401);
    }

    // ---- Lambda

    private static Wire lambda(
            SamApi.Kind kind,
            String type,
            String format,
            boolean simple,
            Duration keep,
            InstantSource clock,
            String... sources) {
        Optional<String> validation = type.equals("TOKEN") ? Optional.of("[a-z ]+") : Optional.empty();
        SamAuthorizer authorizer = new SamAuthorizer.Lambda(
                "Authorizer", type, format, simple, List.of(sources), validation, keep, Doors.PLACE);
        SamApi api = Doors.api(
                kind,
                kind == SamApi.Kind.REST ? "Prod" : "$default",
                null,
                Map.of("Asked", authorizer, "Lost", lost(authorizer)));
        List<SamRoute> routes = new ArrayList<>(List.of(
                Doors.route(api, "GET /x", "Asked"),
                Doors.route(api, "GET /y", "Asked"),
                Doors.route(api, "GET /lost", "Lost"),
                Doors.route(api, "GET /unknown", "Undefined")));
        if (kind == SamApi.Kind.HTTP) {
            routes.add(Doors.route(api, "1.0 GET /one", "Asked"));
        }
        return DOORS.open(Doors.doors(DOORS.door(api, DOORS.echo(), routes, TokenSignatures.unchecked(), clock)));
    }

    private static SamAuthorizer lost(SamAuthorizer like) {
        SamAuthorizer.Lambda known = (SamAuthorizer.Lambda) like;
        return new SamAuthorizer.Lambda(
                "Elsewhere",
                known.type(),
                known.payloadFormat(),
                known.simpleResponses(),
                known.identitySources(),
                known.validation(),
                known.timeToLive(),
                known.place());
    }

    private static Wire http(String format, boolean simple) {
        return lambda(
                SamApi.Kind.HTTP,
                "REQUEST",
                format,
                simple,
                Duration.ZERO,
                InstantSource.fixed(NOW),
                "$request.header.Authorization");
    }

    @Test
    void a_simple_answer_opens_or_closes_an_http_api() throws IOException {
        Wire http = http("2.0", true);
        Answer yes = http.get("/x", "Authorization: simple yes");
        Answer no = http.get("/x", "Authorization: simple no");

        assertThat(yes.at("requestContext", "authorizer", "lambda", "admin")).isEqualTo(true);
        assertThat(yes.at("requestContext", "authorizer", "lambda", "type")).isEqualTo("REQUEST");
        assertThat(no.status()).isEqualTo(403);
        assertThat(no.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(http.get("/x", "Authorization: allow").status()).isEqualTo(200);
        assertThat(http.get("/x").status()).isEqualTo(401);
    }

    @Test
    void a_policy_opens_or_closes_an_http_api() throws IOException {
        Wire http = http("2.0", false);

        assertThat(http.get("/x", "Authorization: allow").at("requestContext", "authorizer", "lambda", "arn"))
                .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:http/$default/GET/x");
        assertThat(http.get("/x", "Authorization: deny").status()).isEqualTo(403);
        assertThat(http.get("/x", "Authorization: allow elsewhere").status()).isEqualTo(403);
        assertThat(http.get("/x", "Authorization: simple yes").status()).isEqualTo(500);
        assertThat(http.get("/x", "Authorization: throws").body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }

    @Test
    void an_authorizer_of_payload_one_stands_before_a_function_of_payload_two() throws IOException {
        Wire http = http("1.0", false);

        assertThat(http.get("/x", "Authorization: allow").at("requestContext", "authorizer", "lambda", "arn"))
                .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:http/$default/GET/x");
        assertThat(http.get("/one", "Authorization: allow").at("requestContext", "authorizer", "principalId"))
                .isEqualTo("me");
    }

    @Test
    void a_rest_api_asks_with_the_token_or_with_the_request() throws IOException {
        Wire token = lambda(
                SamApi.Kind.REST,
                "TOKEN",
                "1.0",
                false,
                Duration.ZERO,
                InstantSource.fixed(NOW),
                "method.request.header.X-Token");
        Wire request = lambda(
                SamApi.Kind.REST,
                "REQUEST",
                "1.0",
                false,
                Duration.ZERO,
                InstantSource.fixed(NOW),
                "method.request.querystring.t");

        Answer answer = token.get("/Prod/x", "X-Token: allow");
        assertThat(answer.at("requestContext", "authorizer", "principalId")).isEqualTo("me");
        assertThat(answer.at("requestContext", "authorizer", "admin")).isEqualTo("true");
        assertThat(answer.at("requestContext", "authorizer", "type")).isEqualTo("TOKEN");
        assertThat(answer.at("requestContext", "authorizer", "arn"))
                .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:rest/Prod/GET/x");
        assertThat(request.get("/Prod/x?t=1", "X-Say: allow").at("requestContext", "authorizer", "type"))
                .isEqualTo("REQUEST");
        assertThat(request.get("/Prod/x", "X-Say: allow").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "deny,         403, '{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}'",
        "allow elsewhere, 403, '{\"Message\":\"User is not authorized to access this resource\"}'",
        "unauthorized, 401, '{\"message\":\"Unauthorized\"}'",
        "throws,       500, '{\"message\":null}'",
        "nonsense,     500, '{\"message\":null}'",
        "ALLOW,        401, '{\"message\":\"Unauthorized\"}'",
    })
    void a_rest_api_says_why_nobody_passes(String token, int status, String body) throws IOException {
        Wire rest = lambda(
                SamApi.Kind.REST,
                "TOKEN",
                "1.0",
                false,
                Duration.ZERO,
                InstantSource.fixed(NOW),
                "method.request.header.X-Token");

        Answer answer = rest.get("/Prod/x", "X-Token: " + token);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void an_answer_is_kept_for_its_identity_and_its_time() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Wire http = lambda(
                SamApi.Kind.HTTP,
                "REQUEST",
                "2.0",
                true,
                Duration.ofMinutes(1),
                now::get,
                "$request.header.Authorization");

        Object first = calls(http, "/x", "simple yes kept");
        Object again = calls(http, "/y", "simple yes kept");
        Object other = calls(http, "/x", "simple yes other");
        now.set(NOW.plusSeconds(60));
        Object later = calls(http, "/x", "simple yes kept");

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(later).isNotEqualTo(first);
    }

    @Test
    void a_kept_policy_is_read_again_for_another_route() throws IOException {
        Wire http = lambda(
                SamApi.Kind.HTTP,
                "REQUEST",
                "2.0",
                false,
                Duration.ofMinutes(1),
                InstantSource.fixed(NOW),
                "$request.header.Authorization");

        assertThat(http.get("/x", "Authorization: allow this one").status()).isEqualTo(200);
        assertThat(http.get("/y", "Authorization: allow this one").status()).isEqualTo(403);
    }

    private static Object calls(Wire http, String target, String token) throws IOException {
        return String.valueOf(
                http.get(target, "Authorization: " + token).at("requestContext", "authorizer", "lambda", "calls"));
    }

    @Test
    void an_authorizer_that_isnt_here_lets_nobody_pass() throws IOException {
        Wire http = http("2.0", true);

        assertThat(http.get("/lost", "Authorization: simple yes").status()).isEqualTo(500);
        assertThat(http.get("/unknown", "Authorization: simple yes").status()).isEqualTo(500);
    }

    // ---- IAM

    @Test
    void a_signed_route_wants_a_signature() throws IOException {
        String signature =
                "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260710/us-east-1/execute-api/aws4_request";
        SamApi http = Doors.http("$default");
        SamApi rest = Doors.rest("Prod");
        Wire both = DOORS.open(Doors.doors(
                DOORS.door(http, DOORS.echo(), List.of(Doors.route(http, "GET /x", "AWS_IAM"))),
                DOORS.door(rest, DOORS.echo(), List.of(Doors.route(rest, "GET /x", "AWS_IAM")))));

        assertThat(both.get("/x").body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(both.get("/Prod/x").body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(both.get("/x", signature).at("requestContext", "authorizer", "iam", "accessKey"))
                .isEqualTo("AKIDEXAMPLE");
        assertThat(both.get("/Prod/x", signature).at("requestContext", "identity", "accessKey"))
                .isEqualTo("AKIDEXAMPLE");
    }

    // ---- tokens

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", "app");
        claims.put("exp", LATER);
        claims.put("sub", "u1");
        claims.put("scope", "read other");
        return claims;
    }

    private static String plain(Map<String, Object> claims) {
        return new PlainJWT(set(claims)).serialize();
    }

    private static String signed(Map<String, Object> claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set(claims));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static JWTClaimsSet set(Map<String, Object> claims) {
        try {
            return JWTClaimsSet.parse(JSON.std.asString(claims));
        } catch (ParseException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
