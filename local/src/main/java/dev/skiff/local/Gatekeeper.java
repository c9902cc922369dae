package dev.skiff.local;

/** An authorizer of an API. */
interface Gatekeeper {
    Gatekeeper OPEN = call -> new Verdict.Passed(call.deployment());

    Verdict ask(GatewayCall call);

    /** Stands where the template names an authorizer that can't be asked here: nobody passes. */
    static Gatekeeper broken(GatewayKind kind) {
        return call -> new Verdict.Refused(kind.authorizerFailed());
    }
}
