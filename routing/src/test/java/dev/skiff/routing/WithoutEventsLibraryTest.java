package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events library is optional: a function and its filters run where its classes can't be found. */
class WithoutEventsLibraryTest {
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    /** Loaded by the loader below. */
    public static final class Function extends HttpFunction {
        /** With all filters. */
        public Function() {
            super(Router.builder()
                    .filter(RequestIds.echo())
                    .filter(AccessLog.create())
                    .filter(Cors.allowingAny())
                    .filter(Compression.gzip())
                    .filter(ETags.create())
                    .filter(HealthCheck.anywhere())
                    .filter(CloudFrontOnly.byHeader("Origin", () -> List.of("https://app.example")))
                    .get("/users/{id}", request -> Response.text(request.path("id")))
                    .build());
        }
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_function_answers(HttpSource source) throws Exception {
        Class<?> function = new Without().loadClass(Function.class.getName());
        assertThat(function).isNotEqualTo(Function.class);

        HttpAnswer answer = FunctionClient.of(
                        (RequestStreamHandler) function.getConstructor().newInstance())
                .as(source)
                .send(HttpCall.get("/users/7").plusHeader("Origin", "https://app.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("7");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void an_adapter_would_not_get_by() {
        assertThatThrownBy(() ->
                        new Without().loadClass(EventAdapter.class.getName()).getMethods())
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("lambda/runtime/events");
    }

    /** Has classes of Skiff of its own, and none of the events library. */
    private static final class Without extends ClassLoader {
        Without() {
            super(WithoutEventsLibraryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(EVENTS)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.skiff.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
