package dev.skiff.local.template;

/** A template, or what was given for it, can't be used as it is; the message says where and what would do. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(Position at, String message) {
        super(at + ": " + message);
    }
}
