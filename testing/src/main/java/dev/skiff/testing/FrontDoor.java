package dev.skiff.testing;

/** One source from both sides: the event it sends, and how it reads what the function answered. */
interface FrontDoor {
    /** Sets what this source's deployments have different from the others. */
    void defaults(HttpDeployment.Values deployment);

    byte[] event(HttpCall call, HttpDeployment.Values deployment);

    HttpAnswer answer(byte[] functionAnswer, HttpCall call, HttpDeployment.Values deployment);

    /** What the client gets when the function failed. */
    HttpAnswer failed(Throwable failure);

    /** What the client gets for a call that is too large. */
    HttpAnswer tooLarge();

    /** The largest body that this source takes, where that is less than Lambda takes. */
    default int mostBodyBytes() {
        return Integer.MAX_VALUE;
    }
}
