package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Tag("long")
class FirstSecretTest {
    private final Path work;

    FirstSecretTest(@TempDir Path work) {
        this.work = work;
    }

    /** A run whose answer isn't the secret throws. */
    @Test
    void every_function_reads_the_secret_and_loads_what_its_way_needs()
            throws IOException, InterruptedException, GeneralSecurityException {
        JavaHome java = JavaHome.current();
        OwnCertificate certificate = OwnCertificate.in(work);
        Results results;
        try (StubAws aws = StubAws.start(certificate.context())) {
            results = new Results(java, FirstSecret.functions(work, aws, certificate.trustedBeside(java)));
            ColdRunner runner = ColdRunner.withArchive(java, work);
            for (ColdFunction function : results.functions()) {
                results.add(function, Diary.of(runner, function));
            }
            new ProgramRunner(java, work).run(results.function("skiff-extension"));
        }

        assertThat(sources(results, "skiff-extension")).noneMatch(jar -> jar.startsWith("http-auth"));
        assertThat(sources(results, "skiff-direct"))
                .anyMatch(jar -> jar.startsWith("http-auth-aws"))
                .noneMatch(jar -> jar.startsWith("sdk-core"));
        assertThat(sources(results, "sdk")).anyMatch(jar -> jar.startsWith("url-connection-client"));
        assertThat(sources(results, "floor")).containsExactly("JDK", "classes", "generated", "runtime client");
    }

    @Test
    void a_call_that_aws_would_refuse_for_its_form_is_refused()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (StubAws aws = StubAws.start(OwnCertificate.in(work).context())) {
            assertThat(status(aws.plainUrl() + "/")).isEqualTo(400);
            assertThat(status(aws.plainUrl() + "/secretsmanager/get?secretId=app/database"))
                    .isEqualTo(400);
        }
    }

    @Test
    void what_functions_carry_is_what_maven_would_give_them() {
        assertThat(names(Jars.signer())).hasSize(11).anyMatch(name -> name.startsWith("http-auth-aws-"));
        assertThat(names(Jars.sdk()))
                .anyMatch(name -> name.startsWith("secretsmanager-"))
                .noneMatch(name -> name.startsWith("ssm-") || name.contains("netty") || name.contains("apache"));
    }

    private static Iterable<String> sources(Results results, String function) {
        return results.classes(results.function(function)).bySource().keySet();
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> String.valueOf(jar.getFileName())).toList();
    }

    private static int status(String url) throws IOException {
        return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode();
    }
}
