package dev.skiff.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decoded parameters of a query, a form or cookies: ordered, repeatable, names with regard to case. Immutable. */
public final class Parameters {
    static final Parameters NONE = new Parameters(Pairs.NONE);

    private final Pairs pairs;

    Parameters(Pairs pairs) {
        this.pairs = pairs;
    }

    /** The first value of a parameter; {@code ?flag} and {@code ?flag=} are both present with an empty value. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(pairs.first(name, false));
    }

    /** All values of a parameter, in order. */
    public List<String> all(String name) {
        return pairs.all(name, false);
    }

    /** Whether a parameter was sent. */
    public boolean contains(String name) {
        return pairs.first(name, false) != null;
    }

    /** All parameters with their values, in order of first appearance. */
    public Map<String, List<String>> asMap() {
        return pairs.map(false);
    }

    /** For logs: the number of parameters, and none of their values. */
    @Override
    public String toString() {
        return pairs.size() + " parameters";
    }
}
