package dev.skiff.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An event for {@linkplain LambdaFunction#prime priming}: the bytes Lambda would send. Immutable. */
public final class SampleEvent {
    private final byte[] json;

    private SampleEvent(byte[] json) {
        this.json = json;
    }

    /** From the text of an event. */
    public static SampleEvent of(String json) {
        return new SampleEvent(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * From a resource beside a class, such as {@code SampleEvent.resource(OrdersFunction.class, "/events/get-order.json")}.
     *
     * @throws IllegalArgumentException when there is no such resource
     */
    public static SampleEvent resource(Class<?> owner, String name) {
        try (InputStream resource = owner.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalArgumentException(
                        "No resource " + name + " beside " + owner.getName() + ": is it in src/main/resources?");
            }
            return new SampleEvent(resource.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("Can't read the resource " + name, failure);
        }
    }

    byte[] json() {
        return json.clone();
    }
}
