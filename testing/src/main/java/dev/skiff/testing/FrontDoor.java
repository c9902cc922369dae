package dev.skiff.testing;

/** One source from both sides: the event it sends, and how it reads what the function answered. */
interface FrontDoor {
    /** Sets what this source's deployments have different from the others. */
    void defaults(HttpDeployment.Values deployment);

    byte[] event(HttpCall call, HttpDeployment.Values deployment);

    HttpAnswer answer(byte[] functionAnswer, HttpCall call, HttpDeployment.Values deployment);

    /** What the client gets when the function failed. */
    HttpAnswer failed(Throwable failure);
}
