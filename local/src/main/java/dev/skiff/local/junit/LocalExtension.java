package dev.skiff.local.junit;

import dev.skiff.local.Local;
import dev.skiff.local.LocalException;
import dev.skiff.local.Outcome;
import dev.skiff.local.RunningTemplate;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Runs a template for the tests of a class, or, as a field that isn't static, for each test anew.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalExtension orders = LocalExtension.of(Path.of("template.yaml"));
 * }</pre>
 *
 * <p>Functions start with their first call. What they print goes to standard output unless {@link Local#log} says otherwise.
 * The template's artifacts must have been built, so such tests belong into the phase {@code integration-test} of Maven.
 */
public final class LocalExtension implements BeforeAllCallback, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(LocalExtension.class);

    private final Supplier<Local> template;
    private final AtomicReference<RunningTemplate> running = new AtomicReference<>();

    private LocalExtension(Supplier<Local> template) {
        this.template = template;
    }

    /** The template of this file or directory at free ports. */
    public static LocalExtension of(Path fileOrDirectory) {
        return of(() -> Local.template(fileOrDirectory).port(0));
    }

    /** A template with options of its own; it is asked for when the tests begin, so that it can name what was started before them. */
    public static LocalExtension of(Supplier<Local> template) {
        return new LocalExtension(template);
    }

    /** The running template. */
    public RunningTemplate running() {
        RunningTemplate found = running.get();
        if (found == null) {
            throw new LocalException(
                    "the template runs during tests only; is the field annotated with @RegisterExtension?");
        }
        return found;
    }

    /** {@link RunningTemplate#url()}. */
    public String url() {
        return running().url();
    }

    /** {@link RunningTemplate#url(String)}. */
    public String url(String function) {
        return running().url(function);
    }

    /** {@link RunningTemplate#endpoint()}. */
    public String endpoint() {
        return running().endpoint();
    }

    /** {@link RunningTemplate#queueUrl(String)}. */
    public String queueUrl(String queue) {
        return running().queueUrl(queue);
    }

    /** {@link RunningTemplate#invoke}. */
    public Outcome invoke(String function, byte[] event) {
        return running().invoke(function, event);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startFor(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        startFor(context);
    }

    /** Unless it runs for a class around this one. */
    private void startFor(ExtensionContext context) {
        if (running.get() == null) {
            running.set(template.get().start());
            context.getStore(NAMESPACE).put(this, (AutoCloseable) this::stop);
        }
    }

    private void stop() {
        RunningTemplate ended = running.getAndSet(null);
        if (ended != null) {
            ended.close();
        }
    }
}
