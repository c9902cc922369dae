package dev.skiff.local;

/** An error of a service, as its clients know it. */
final class ServiceError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ServiceError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
