package dev.skiff.routing;

/** A route of a router: a method and a path template. A value. */
public final class Route {
    /** Stands for every method, as in API Gateway. */
    static final String ANY = "ANY";

    private final String method;
    private final String template;

    Route(String method, String template) {
        this.method = method;
        this.template = template;
    }

    /** Such as {@code GET}, or {@code ANY} for every method. */
    public String method() {
        return method;
    }

    /** Such as {@code /users/{id}}. */
    public String template() {
        return template;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route route && method.equals(route.method) && template.equals(route.template);
    }

    @Override
    public int hashCode() {
        return 31 * method.hashCode() + template.hashCode();
    }

    /** As a template's route key is written: {@code GET /users/{id}}. */
    @Override
    public String toString() {
        return method + " " + template;
    }
}
