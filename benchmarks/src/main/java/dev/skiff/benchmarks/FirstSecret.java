package dev.skiff.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.skiff.core.LambdaFunction;
import dev.skiff.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * Measures what the first secret costs a cold start: the same harness as {@link ColdStart}, with Secrets Manager and the
 * extension on this machine. Run by {@code benchmarks/first-secret}, from the root of the repository.
 */
public final class FirstSecret {
    private static final Path WORK = Path.of("benchmarks", "target", "first-secret");
    private static final String SCRIPT = "benchmarks/first-secret";

    private FirstSecret() {}

    public static void main(String[] args) throws IOException, InterruptedException, GeneralSecurityException {
        Arguments arguments = Arguments.of(SCRIPT, args);
        List<JavaHome> javas = arguments.javas();
        Machine machine = Machine.now();
        List<Results> functions = new ArrayList<>();
        List<Results> programs = new ArrayList<>();
        OwnCertificate certificate = OwnCertificate.in(Files.createDirectories(WORK));
        try (StubAws aws = StubAws.start(certificate.context())) {
            for (JavaHome java : javas) {
                List<ColdFunction> all = functions(WORK, aws, certificate.trustedBeside(java));
                functions.add(ColdRunner.withArchive(java, WORK).measure(all, arguments.runs()));
                programs.add(new ProgramRunner(java, WORK).measure(all, arguments.runs()));
            }
        }
        String text = new SecretReport(new Conditions(SCRIPT, arguments, machine, javas), functions, programs).text();
        System.out.println(text);
        if (arguments.write()) {
            Section.named("first-secret").replace(text);
        }
    }

    /** All rows; those over TLS trust what the store holds. */
    static List<ColdFunction> functions(Path work, StubAws aws, Path trusted) throws IOException {
        TaskRoots roots = new TaskRoots(work);
        List<String> folders = List.of(ColdFunction.folder("secret"));
        Path skiff = roots.staged(
                "secret",
                folders,
                List.of(
                        Context.class,
                        Secrets.class,
                        LambdaFunction.class,
                        JsonFactory.class,
                        JSON.class,
                        NullMarked.class),
                Jars.signer());
        Path none = roots.staged("none", folders, List.of(Context.class));
        Path sdk = roots.staged("sdk", folders, List.of(Context.class), Jars.sdk());
        Map<String, String> plain = environment(aws, aws.plainUrl());
        Map<String, String> tls = environment(aws, aws.secureUrl());
        List<String> trust = List.of("-Djavax.net.ssl.trustStore=" + trusted.toAbsolutePath());
        return List.of(
                of("floor", "no secret", none, "NoFunction").withVariables(plain),
                of("skiff-extension", "Skiff, extension", skiff, "ExtensionFunction")
                        .withVariables(plain),
                of("skiff-direct", "Skiff, direct", skiff, "DirectFunction").withVariables(plain),
                of("sdk", "AWS SDK, url-connection-client", sdk, "SdkFunction").withVariables(plain),
                of("skiff-direct-tls", "Skiff, direct", skiff, "DirectFunction")
                        .withVariables(tls)
                        .withOptions(trust),
                of("sdk-tls", "AWS SDK, url-connection-client", sdk, "SdkFunction")
                        .withVariables(tls)
                        .withOptions(trust));
    }

    private static ColdFunction of(String name, String what, Path root, String handler) {
        return ColdFunction.of(name, what, ColdFunction.Kind.SECRET, root, "secret." + handler);
    }

    /** Lambda's credentials, and where to find what stands in for AWS. */
    private static Map<String, String> environment(StubAws aws, String endpoint) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        environment.put("AWS_SESSION_TOKEN", aws.token());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", endpoint);
        environment.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", Integer.toString(aws.extensionPort()));
        return environment;
    }
}
