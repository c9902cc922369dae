package dev.skiff.local.template;

import java.util.Map;

/**
 * A resource that would be deployed.
 *
 * @param properties globals merged
 */
record Resource(String id, String type, Properties properties) {
    private static final String FUNCTION = "AWS::Serverless::Function";

    boolean isSamFunction() {
        return type.equals(FUNCTION);
    }

    boolean isFunction() {
        return isSamFunction() || type.equals("AWS::Lambda::Function");
    }

    /** Its events by their names; only SAM's functions have some. */
    Map<String, Properties> events() {
        return isSamFunction() ? properties.children("Events") : Map.of();
    }
}
