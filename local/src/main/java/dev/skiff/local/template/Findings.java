package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader has to say about a template: its mistakes, all to be told at once, and what isn't run of it. */
final class Findings {
    private static final int MOST = 20;

    private final List<TemplateException> mistakes = new ArrayList<>();
    private final Set<String> notRun = new LinkedHashSet<>();

    /** Goes on after a mistake. */
    void collect(Runnable reading) {
        try {
            reading.run();
        } catch (TemplateException mistake) {
            add(mistake);
        }
    }

    /** The same, but what is only known on AWS is no mistake: it isn't run. */
    void attempt(String what, Runnable reading) {
        collect(() -> {
            try {
                reading.run();
            } catch (TemplateException unknown) {
                if (!unknown.isUnknowable()) {
                    throw unknown;
                }
                notRun(what + " isn't run: " + unknown.getMessage());
            }
        });
    }

    void add(TemplateException mistake) {
        boolean isNew = mistakes.stream()
                .noneMatch(other -> String.valueOf(other.getMessage()).equals(mistake.getMessage()));
        if (isNew && mistakes.size() < MOST) {
            mistakes.add(mistake);
        }
    }

    void throwIfAny() {
        if (!mistakes.isEmpty()) {
            throw TemplateException.of(mistakes);
        }
    }

    /** Says what a caller of the deployed template would find and a local one won't, and why. */
    void notRun(String line) {
        notRun.add(line);
    }

    Set<String> notRun() {
        return notRun;
    }
}
