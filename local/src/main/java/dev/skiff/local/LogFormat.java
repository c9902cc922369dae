package dev.skiff.local;

/** The format of a function's LoggingConfig; the function sees it as {@code AWS_LAMBDA_LOG_FORMAT}. */
public enum LogFormat {
    TEXT("Text"),
    JSON("JSON");

    private final String value;

    LogFormat(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }
}
