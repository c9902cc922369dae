package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of this machine, when they are asked for. */
class LocalSourceTest {
    @Test
    void a_name_becomes_a_variable() {
        Secrets secrets = Secrets.builder()
                .source(LocalSource.in(Environment.of(Map.of("MYAPP_DB_PASSWORD", "s3cret", "APP_MODE", "test"))))
                .build();

        assertThat(secrets.text("myapp/db-password").get()).isEqualTo("s3cret");
        assertThat(secrets.text("arn:aws:secretsmanager:us-east-1:1:secret:myapp/db-password-AbCdEf")
                        .get())
                .isEqualTo("s3cret");
        assertThat(secrets.parameter("/app/mode").get()).isEqualTo("test");
        assertThatThrownBy(() -> secrets.text("none").get())
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("none");
    }

    @Test
    void a_file_holds_a_value_a_line(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("secrets"), "# a comment\n\nmyapp/db={\"p\":\"a=b\"}\n/app/mode=test\n/app/x/y=z\n");
        Secrets secrets = Secrets.builder().source(LocalSource.file(file)).build();

        assertThat(secrets.field("myapp/db", "p").get()).isEqualTo("a=b");
        assertThat(secrets.parameter("/app/mode").get()).isEqualTo("test");
        assertThat(secrets.parametersBelow("/app").get()).isEqualTo(Map.of("mode", "test", "x/y", "z"));

        Files.writeString(file, "myapp/db=other\n");
        secrets.clear();
        assertThat(secrets.text("myapp/db").get()).isEqualTo("other");
    }
}
