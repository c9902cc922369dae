package dev.skiff.local;

import dev.skiff.local.template.SamApi;
import dev.skiff.local.template.SamAuthorizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the authorizers of a template's APIs, and remembers what a user should know of them. */
final class Gatekeepers {
    /** The authorizer that no template needs to define. */
    private static final String SIGNED = "AWS_IAM";

    private final FunctionCaller caller;
    private final Function<String, Optional<LocalFunction>> functions;
    private final TokenSignatures signatures;
    private final InstantSource clock;
    private final List<String> warnings = new ArrayList<>();

    /** @param functions by logical id or name */
    Gatekeepers(
            FunctionCaller caller,
            Function<String, Optional<LocalFunction>> functions,
            TokenSignatures signatures,
            InstantSource clock) {
        this.caller = caller;
        this.functions = functions;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** By their names. */
    Map<String, Gatekeeper> of(SamApi api) {
        GatewayKind kind = GatewayKind.of(api.kind());
        Map<String, Gatekeeper> gatekeepers = new LinkedHashMap<>();
        gatekeepers.put(SIGNED, new IamGatekeeper(kind));
        api.authorizers().forEach((name, authorizer) -> gatekeepers.put(name, of(api, name, authorizer, kind)));
        return gatekeepers;
    }

    /** What passes here and wouldn't on AWS, or the reverse. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Gatekeeper of(SamApi api, String name, SamAuthorizer authorizer, GatewayKind kind) {
        if (authorizer instanceof SamAuthorizer.Lambda lambda) {
            return lambda(api, name, lambda, kind);
        }
        if (authorizer instanceof SamAuthorizer.Iam) {
            warnings.add(api.logicalId() + ": signatures of AWS aren't checked, a call only needs to have one");
            return new IamGatekeeper(kind);
        }
        if (!signatures.areChecked()) {
            warnings.add(api.logicalId() + ": the signatures of tokens aren't checked (" + name
                    + "): --verify-jwt or --jwks does");
        }
        return authorizer instanceof SamAuthorizer.Jwt jwt
                ? new JwtGatekeeper(jwt, signatures, clock)
                : new CognitoGatekeeper((SamAuthorizer.Cognito) authorizer, signatures, clock);
    }

    private Gatekeeper lambda(SamApi api, String name, SamAuthorizer.Lambda authorizer, GatewayKind kind) {
        Optional<LocalFunction> function = functions.apply(authorizer.function());
        if (function.isEmpty()) {
            warnings.add(api.logicalId() + ": the function " + authorizer.function() + " of the authorizer " + name
                    + " isn't in this template, its routes answer 500");
            return Gatekeeper.broken(kind);
        }
        return new LambdaGatekeeper(authorizer, kind, caller, function.get(), clock);
    }
}
