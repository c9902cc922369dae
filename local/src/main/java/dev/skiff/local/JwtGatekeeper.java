package dev.skiff.local;

import dev.skiff.local.template.SamAuthorizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The JWT authorizer of an HTTP API. */
final class JwtGatekeeper implements Gatekeeper {
    private final SamAuthorizer.Jwt authorizer;
    private final IdentitySource source;
    private final TokenSignatures signatures;
    private final InstantSource clock;

    JwtGatekeeper(SamAuthorizer.Jwt authorizer, TokenSignatures signatures, InstantSource clock) {
        this.authorizer = authorizer;
        this.source = IdentitySource.of(authorizer.identitySource(), authorizer.place());
        this.signatures = signatures;
        this.clock = clock;
    }

    @Override
    public Verdict ask(GatewayCall call) {
        Optional<String> given = source.in(call.http());
        if (given.isEmpty()) {
            return refused(GatewayKind.HTTP.unauthorized(), "Bearer");
        }
        List<String> scopes = call.route().scopes().isEmpty()
                ? authorizer.scopes()
                : call.route().scopes();
        Optional<Token> token = Token.of(given.get());
        String flaw = token.map(this::flaw).orElse("the token is malformed");
        if (!flaw.isEmpty()) {
            return refused(GatewayKind.HTTP.unauthorized(), challenge(scopes, "invalid_token", flaw));
        }
        List<String> granted = token.orElseThrow().scopesOf(scopes);
        if (!scopes.isEmpty() && granted.isEmpty()) {
            String reason = "the token does not have any of the required scopes";
            return refused(GatewayKind.HTTP.denied(true), challenge(scopes, "insufficient_scope", reason));
        }
        return new Verdict.Passed(call.deployment().withJwt(token.orElseThrow().claims(), granted));
    }

    /** Empty if there is none. */
    private String flaw(Token token) {
        Instant now = clock.instant();
        if (!token.text("iss").equals(authorizer.issuer())) {
            return "the token does not have a valid issuer";
        }
        if (!isForUs(token)) {
            return "the token does not have a valid audience";
        }
        if (token.isExpired(now)) {
            return "the token has expired";
        }
        return token.isEarly(now) ? "the token is not valid yet" : signatures.flaw(token, authorizer.issuer());
    }

    /** {@code client_id} counts where there is no {@code aud}. */
    private boolean isForUs(Token token) {
        if (authorizer.audience().isEmpty()) {
            return true;
        }
        List<String> audience = token.claims().get("aud") instanceof List<?>
                ? token.words("aud")
                : List.of(token.claims().containsKey("aud") ? token.text("aud") : token.text("client_id"));
        return audience.stream().anyMatch(authorizer.audience()::contains);
    }

    private static Verdict refused(HttpReply reply, String challenge) {
        return new Verdict.Refused(reply.plusHeader("www-authenticate", challenge));
    }

    private static String challenge(List<String> scopes, String error, String reason) {
        return "Bearer scope=\"" + String.join(" ", scopes) + "\" error=\"" + error + "\" error_description=\"" + reason
                + "\"";
    }
}
