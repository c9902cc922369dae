package dev.skiff.local.template;

import java.util.List;
import java.util.stream.Collectors;

/** A template, or what was given for it, can't be used as it is; the message says where and what would do. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isUnknowable;

    TemplateException(String message) {
        super(message);
        this.isUnknowable = false;
    }

    TemplateException(Position at, String message) {
        super(at + ": " + message);
        this.isUnknowable = false;
    }

    private TemplateException(String message, boolean isUnknowable) {
        super(message);
        this.isUnknowable = isUnknowable;
    }

    /** The template is right, but what it means is only known on AWS. */
    static TemplateException unknowable(Position at, String message) {
        return new TemplateException(at + ": " + message, true);
    }

    /** One that says what all these say, a line for each. */
    static TemplateException of(List<TemplateException> mistakes) {
        return mistakes.size() == 1
                ? mistakes.get(0)
                : new TemplateException(mistakes.size() + " mistakes:\n"
                        + mistakes.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }

    boolean isUnknowable() {
        return isUnknowable;
    }

    /** The same with another message. */
    TemplateException withMessage(String message) {
        TemplateException copy = new TemplateException(message, isUnknowable);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
