package dev.skiff.core;

public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonException(String m) {
        super(m);
    }
}
