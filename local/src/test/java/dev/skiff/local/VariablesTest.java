package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environment variables with which a function could not be deployed. */
class VariablesTest {
    @Test
    void up_to_4_kilobytes_are_taken() {
        assertThatCode(() -> Variables.require("Users", Map.of("AB", "x".repeat(4_094))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Variables.require("Users", Map.of("AB", "x".repeat(4_095))))
                .hasMessage("the variables of Users have 4097 bytes, and Lambda takes no more than 4096");
        assertThatThrownBy(() -> Variables.require("Users", Map.of("AB", "ü".repeat(2_048))))
                .hasMessageContaining("4098 bytes");
    }

    @Test
    void names_that_lambda_uses_itself_are_refused() {
        assertThatThrownBy(() -> Variables.require("Users", Map.of("AWS_REGION", "x", "_HANDLER", "y", "TABLE", "z")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("Users sets variables that Lambda reserves: [AWS_REGION, _HANDLER]");
        assertThatThrownBy(() -> Variables.require("Users", Map.of("a-b", "x", "A", "y")))
                .hasMessageContaining("[A, a-b]");
    }

    @Test
    void a_template_is_refused_but_not_what_is_meant_for_this_machine(@TempDir Path directory) throws IOException {
        Path template = Files.writeString(directory.resolve("template.yaml"), """
                Transform: AWS::Serverless-2016-10-31
                Resources:
                  Users:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java21
                      Handler: Users
                      CodeUri: %s
                      Environment:
                        Variables: {AWS_ACCESS_KEY_ID: mine}
                """.formatted(Functions.TEST_CLASSES));

        assertThatThrownBy(() -> Local.template(template).port(0).start()).hasMessageContaining("[AWS_ACCESS_KEY_ID]");
        try (RunningTemplate running = Local.template(template)
                .port(0)
                .variable("AWS_ACCESS_KEY_ID", "mine")
                .start()) {
            assertThat(running.function("Users").definition().environment()).containsEntry("AWS_ACCESS_KEY_ID", "mine");
        }
    }
}
