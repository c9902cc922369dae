package dev.skiff.local;

import dev.skiff.local.template.SamAuthorizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The Cognito authorizer of a REST API. Which pool a token is of isn't asked: pools of the template have made-up names
 * here, those of the tokens are real.
 */
final class CognitoGatekeeper implements Gatekeeper {
    private final List<String> scopes;
    private final IdentitySource source;
    private final TokenSignatures signatures;
    private final InstantSource clock;

    CognitoGatekeeper(SamAuthorizer.Cognito authorizer, TokenSignatures signatures, InstantSource clock) {
        this.scopes = authorizer.scopes();
        this.source = IdentitySource.of(authorizer.header(), authorizer.place());
        this.signatures = signatures;
        this.clock = clock;
    }

    @Override
    public Verdict ask(GatewayCall call) {
        Optional<Token> token = source.in(call.http()).flatMap(Token::of);
        if (token.isEmpty()
                || isFlawed(
                        token.get(),
                        call.route().scopes().isEmpty() ? scopes : call.route().scopes())) {
            return new Verdict.Refused(GatewayKind.REST.unauthorized());
        }
        if (token.get().isExpired(clock.instant())) {
            return new Verdict.Refused(HttpReply.message(401, "The incoming token has expired")
                    .plusHeader("x-amzn-ErrorType", "UnauthorizedException"));
        }
        return new Verdict.Passed(call.deployment().withJwt(token.get().claims(), List.of()));
    }

    private boolean isFlawed(Token token, List<String> wanted) {
        Instant now = clock.instant();
        boolean lacksScope = !wanted.isEmpty() && token.scopesOf(wanted).isEmpty();
        return token.isEarly(now)
                || lacksScope
                || !signatures.flaw(token, token.text("iss")).isEmpty();
    }
}
