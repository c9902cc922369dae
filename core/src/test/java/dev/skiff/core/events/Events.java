package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.core.LambdaFunction;
import dev.skiff.testing.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files of events/, and functions called by bytes. */
final class Events {
    private Events() {}

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    static byte[] bytes(String name) {
        try (InputStream resource = Objects.requireNonNull(Events.class.getResourceAsStream("/events/" + name), name)) {
            return resource.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String answer(LambdaFunction function, byte[] event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event), output, FakeContext.create());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return output.toString(UTF_8);
    }

    static String answer(LambdaFunction function, String event) {
        return answer(function, event.getBytes(UTF_8));
    }

    static void call(LambdaFunction function, byte[] event) {
        assertThat(answer(function, event)).isEmpty();
    }
}
