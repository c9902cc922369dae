package dev.skiff.secrets;

/** Whether the first invocation has begun: Lambda's runtime tells the trace of each by a system property, also of those that aren't traced. */
final class Invocations {
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    private final Environment environment;

    Invocations(Environment environment) {
        this.environment = environment;
    }

    /** Outside of Lambda, and where an environment takes several invocations at once and the property isn't set, there is nothing to wait for. */
    boolean haveBegun() {
        return environment.get("AWS_LAMBDA_RUNTIME_API") == null
                || environment.get("AWS_LAMBDA_MAX_CONCURRENCY") != null
                || System.getProperty(TRACE) != null;
    }
}
