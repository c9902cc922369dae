package dev.skiff.local;

import java.util.Optional;

/** Lets signed calls pass, whatever the signature. */
final class IamGatekeeper implements Gatekeeper {
    private final GatewayKind kind;

    IamGatekeeper(GatewayKind kind) {
        this.kind = kind;
    }

    @Override
    public Verdict ask(GatewayCall call) {
        Optional<SignedCall> signed = SignedCall.of(call.http());
        return signed.<Verdict>map(by -> new Verdict.Passed(call.deployment().withIam(by.caller())))
                .orElseGet(() -> new Verdict.Refused(kind.unsigned()));
    }
}
