package dev.skiff.secrets;

/**
 * A source's failure: its kind and the error's name, and nothing that anybody wrote, since a server's words could repeat a value. Any other exception of a source
 * counts as {@link SecretFailure#UNAVAILABLE} when it is an {@link java.io.IOException}, and as {@link SecretFailure#INVALID} otherwise.
 */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_CODE = 64;

    private final SecretFailure failure;
    private final String code;

    /** The code is the name of an error, such as {@code ThrottlingException}; what can't be one is left out. */
    public SourceException(SecretFailure failure, String code) {
        super(failure + " (" + nameOf(code) + ")");
        this.failure = failure;
        this.code = nameOf(code);
    }

    /**
     * Of an error AWS answered: by its name first, since throttling, KMS and a missing secret all come as HTTP 400.
     *
     * @param code such as {@code ResourceNotFoundException}
     * @param message read only to tell deleted secrets and throttled keys; not kept
     */
    public static SourceException fromAws(String code, String message, int status) {
        return new SourceException(AwsErrors.failure(code, message, status), code.isEmpty() ? "HTTP" + status : code);
    }

    public SecretFailure failure() {
        return failure;
    }

    /** The error's name. */
    public String code() {
        return code;
    }

    private static String nameOf(String code) {
        boolean name = !code.isEmpty() && code.length() <= LONGEST_CODE;
        for (int i = 0; name && i < code.length(); i++) {
            char c = code.charAt(i);
            name = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_';
        }
        return name ? code : "Unnamed";
    }
}
