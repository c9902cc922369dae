package dev.skiff.core.internal;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where Skiff logs: to SLF4J when a provider is there to show it, to Lambda's own logger otherwise, so that nothing is lost and SLF4J has no reason to
 * complain. SLF4J itself need not be there, since who brings a provider brings it. Thread-safe.
 */
public interface Log {
    /** For those who look for it: without a provider nothing is written. */
    void debug(String message);

    void info(String message);

    void warn(String message, @Nullable Throwable cause);

    void error(String message, @Nullable Throwable cause);

    static Log of(Class<?> owner) {
        return of(owner.getName());
    }

    static Log of(String name) {
        return Slf4j.PROVIDED ? new ToSlf4j(name) : new ToLambda();
    }

    /** Whether SLF4J has a provider, found out without waking SLF4J. */
    final class Slf4j {
        public static final boolean PROVIDED = isThere() && hasProvider();

        private static final String PROVIDER = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

        private Slf4j() {}

        /** Asked first: to look for a resource opens the JDK's own image, which takes a cold start on Java 25 ten milliseconds. */
        private static boolean isThere() {
            try {
                Class.forName("org.slf4j.LoggerFactory", false, Slf4j.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }

        private static boolean hasProvider() {
            return System.getProperty("slf4j.provider") != null
                    || Slf4j.class.getClassLoader().getResource(PROVIDER) != null;
        }
    }

    /** With a provider. */
    final class ToSlf4j implements Log {
        private final org.slf4j.Logger logger;

        ToSlf4j(String name) {
            this.logger = LoggerFactory.getLogger(name);
        }

        @Override
        public void debug(String message) {
            logger.debug(message);
        }

        @Override
        public void info(String message) {
            logger.info(message);
        }

        @Override
        public void warn(String message, @Nullable Throwable cause) {
            logger.warn(message, cause);
        }

        @Override
        public void error(String message, @Nullable Throwable cause) {
            logger.error(message, cause);
        }
    }

    /** Without: Lambda's logger, which honours the function's log format and level. */
    final class ToLambda implements Log {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {
            log(message, null, LogLevel.INFO);
        }

        @Override
        public void warn(String message, @Nullable Throwable cause) {
            log(message, cause, LogLevel.WARN);
        }

        @Override
        public void error(String message, @Nullable Throwable cause) {
            log(message, cause, LogLevel.ERROR);
        }

        private static void log(String message, @Nullable Throwable cause, LogLevel level) {
            LambdaRuntime.getLogger().log(cause == null ? message : message + "\n" + stackTrace(cause), level);
        }

        private static String stackTrace(Throwable cause) {
            StringWriter text = new StringWriter();
            cause.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
