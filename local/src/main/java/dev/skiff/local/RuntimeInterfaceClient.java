package dev.skiff.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * AWS's Runtime Interface Client, the program that runs a Java function on Lambda: where its jars are, and what a JVM
 * must be told so that it runs well outside Lambda.
 */
public final class RuntimeInterfaceClient {
    public static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private static final String MAVEN =
            "/META-INF/maven/com.amazonaws/aws-lambda-java-runtime-interface-client/pom.properties";

    /** One class of each jar: client, core, serialization, and the two that the client's tracing needs. */
    private static final List<String> ITS_JARS = List.of(
            MAIN_CLASS,
            "com.amazonaws.services.lambda.runtime.Context",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
            "software.amazon.awssdk.annotations.SdkInternalApi");

    private RuntimeInterfaceClient() {}

    /**
     * The client's jars and nothing else: a function's classes are loaded below them, so whatever stands here hides the
     * function's own. They are found where this JVM has them, in a Maven repository as well as in a distribution.
     */
    public static List<Path> classPath() {
        return classPath(needsJavaClient());
    }

    static List<Path> classPath(boolean javaClient) {
        Stream<Path> jars = ITS_JARS.stream().map(RuntimeInterfaceClient::jarOf).distinct();
        return (javaClient ? Stream.concat(Stream.of(JavaClient.jar()), jars) : jars).toList();
    }

    /**
     * Whether AWS's native code is replaced by Java's HTTP client: where it doesn't run, and everywhere if the system
     * property {@code skiff.local.java-client} or the variable {@code SKIFF_LOCAL_JAVA_CLIENT} is true.
     */
    static boolean needsJavaClient() {
        return Boolean.getBoolean("skiff.local.java-client")
                || Boolean.parseBoolean(System.getenv("SKIFF_LOCAL_JAVA_CLIENT"))
                || platform().isEmpty();
    }

    /**
     * What each JVM that runs the client needs on its command line, whatever else is there.
     *
     * @param javaFeature the JVM's version, such as 17
     */
    public static List<String> javaOptions(int javaFeature) {
        return javaOptions(javaFeature, needsJavaClient());
    }

    static List<String> javaOptions(int javaFeature, boolean javaClient) {
        List<String> options = new ArrayList<>(List.of(
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                // without it hooks registered with org.crac don't run
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                // crash reports would stay in the function's directory
                "-XX:+ErrorFileToStderr"));
        if (!javaClient) {
            // left alone, each JVM replaces the library below the feet of the others, which die of SIGBUS
            options.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + nativeLibrary());
        }
        if (javaFeature >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    /** The client's native library as a file that stays, one per version and shared by all processes of this user. */
    public static Path nativeLibrary() {
        String platform = platform().orElseThrow(RuntimeInterfaceClient::noNativeCode);
        String name = "/jni/libaws-lambda-jni." + platform + ".so";
        try (InputStream library = mainClass().getResourceAsStream(name)) {
            if (library == null) {
                throw new LocalException("the Runtime Interface Client has no " + name);
            }
            return Workspace.shared("ric-" + version() + "-" + platform + ".so", library);
        } catch (IOException failure) {
            throw new UncheckedIOException("the Runtime Interface Client's library can't be unpacked", failure);
        }
    }

    static String version() throws IOException {
        try (InputStream file = mainClass().getResourceAsStream(MAVEN)) {
            if (file == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "unknown");
        }
    }

    private static LocalException noNativeCode() {
        return new LocalException("AWS's Runtime Interface Client has no native code for "
                + System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
    }

    /** That of the native code which fits; empty where none does. */
    private static Optional<String> platform() {
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String ours = processor.equals("amd64") || processor.equals("x86_64")
                ? "x86_64"
                : processor.equals("aarch64") ? "aarch_64" : "";
        return System.getProperty("os.name").equals("Linux") && !ours.isEmpty()
                ? Optional.of((isMusl() ? "linux_musl-" : "linux-") + ours)
                : Optional.empty();
    }

    /** Whether this JVM itself runs on musl: the presence of a file in /lib would not tell. */
    private static boolean isMusl() {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.anyMatch(line -> line.contains("/ld-musl-"));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    private static Path jarOf(String className) {
        try {
            CodeSource source = Class.forName(className, false, RuntimeInterfaceClient.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException missing) {
            throw new LocalException(
                    "the class path has no " + className
                            + ": com.amazonaws:aws-lambda-java-runtime-interface-client and what it depends on must be there",
                    missing);
        }
    }

    private static Class<?> mainClass() {
        try {
            return Class.forName(MAIN_CLASS, false, RuntimeInterfaceClient.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new LocalException("the class path has no " + MAIN_CLASS, missing);
        }
    }
}
