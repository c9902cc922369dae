package dev.skiff.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.skiff.testing.FunctionClient;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events library is optional: functions run where its classes can't be found. */
class WithoutEventsLibraryTest {
    /** Loaded by the loader below, as its twins. */
    public static final class Objects extends S3Function {
        public Objects() {
            super((object, context) -> {});
        }
    }

    public static final class Messages extends SnsFunction {
        public Messages() {
            super((message, context) -> {});
        }
    }

    public static final class Nightly extends ScheduledFunction {
        public Nightly() {
            super((event, context) -> {});
        }
    }

    public static final class Lines extends CloudWatchLogsFunction {
        public Lines() {
            super((logs, context) -> {});
        }
    }

    public static final class SignUps extends CognitoFunction {
        public SignUps() {
            super((event, context) -> event.response().withAutoConfirmUser(true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Objects s3-put",
                "Messages sns",
                "Nightly scheduled-rule",
                "Lines cloudwatch-logs",
                "SignUps cognito-pre-sign-up"
            })
    void a_function_answers(String functionAndFile) throws Exception {
        String name = WithoutEventsLibraryTest.class.getName() + "$"
                + functionAndFile.substring(0, functionAndFile.indexOf(' '));
        String file = functionAndFile.substring(functionAndFile.indexOf(' ') + 1) + ".json";
        Class<?> function = new Without().loadClass(name);
        byte[] answer = FunctionClient.of(
                        (RequestStreamHandler) function.getConstructor().newInstance())
                .invoke(Events.bytes(file));
        assertThat(function.getClassLoader()).isInstanceOf(Without.class);
        assertThat(answer.length > 0).isEqualTo(name.endsWith("SignUps"));
    }

    @Test
    void the_adapter_would_not_get_by() {
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
            if (name.startsWith("com.amazonaws.services.lambda.runtime.events.") || name.startsWith("org.joda.")) {
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
