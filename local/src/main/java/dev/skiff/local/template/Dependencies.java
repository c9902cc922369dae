package dev.skiff.local.template;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** What is being worked out while something else is, so that a circle is seen. */
final class Dependencies {
    private static final int MOST = 100;

    private final Set<String> inProgress = new LinkedHashSet<>();

    /** Fails where something is needed to know itself, or by way of too many others. */
    <T> T once(String what, Position at, Supplier<T> answer) {
        if (!inProgress.add(what)) {
            throw new TemplateException(at, what + " refers to itself");
        }
        try {
            if (inProgress.size() > MOST) {
                throw new TemplateException(at, what + " depends on more than " + MOST + " others");
            }
            return answer.get();
        } finally {
            inProgress.remove(what);
        }
    }
}
