package dev.skiff.local.template;

import static dev.skiff.local.template.Templates.FUNCTION;
import static dev.skiff.local.template.Templates.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that are made to hang, to fill the memory, or to overflow the stack. */
@Tag("long")
@Timeout(20)
class HostileTemplateTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aliases_that_multiply_are_refused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
        }

        assertRefused(yaml + FUNCTION, "the template has more than 200000 values");
    }

    @Test
    void an_alias_to_itself_is_refused() {
        assertRefused("a: &a [*a]\n" + FUNCTION, "template.yaml:1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "!Sub [", "? "})
    void what_is_nested_too_deep_is_refused(String opening) {
        assertRefused(opening.repeat(100_000), "nested deeper than 100");
    }

    @Test
    void a_template_that_is_too_large_is_refused() {
        assertRefused("# " + "x".repeat(1_000_000) + "\n" + FUNCTION, "CloudFormation takes at most 1000000");
    }

    @Test
    void conditions_in_a_circle_are_refused() {
        assertRefused("""
                Conditions:
                  A: !Not [!Condition B]
                  B: !Or [!Condition C, !Equals [a, b]]
                  C: !Not [!Condition A]
                """ + withCondition("A"), "refers to itself");
    }

    @Test
    void a_long_chain_of_conditions_is_refused() {
        StringBuilder yaml = new StringBuilder("Conditions:\n  C0: !Equals [a, a]\n");
        for (int i = 1; i < 20_000; i++) {
            yaml.append("  C%d: !Not [!Condition C%d]\n".formatted(i, i - 1));
        }

        assertRefused(yaml + withCondition("C19999"), "depends on more than 100 others");
    }

    @Test
    void a_condition_is_decided_once() throws IOException {
        StringBuilder yaml = new StringBuilder("Conditions:\n  C0: !Equals [a, a]\n");
        for (int i = 1; i < 60; i++) {
            yaml.append("  C%d: !And [!Condition C%d, !Condition C%d]\n".formatted(i, i - 1, i - 1));
        }

        assertThat(read(directory, yaml + withCondition("C59")).functions()).hasSize(1);
    }

    @Test
    void names_in_a_circle_are_refused() {
        assertRefused(FUNCTION + """
                  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}
                  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'x-${A.QueueName}'}}
                """, "the name of A refers to itself");
    }

    @Test
    void text_that_doubles_is_refused() {
        StringBuilder yaml = new StringBuilder(FUNCTION).append("      FunctionName: !GetAtt Q40.QueueName\n");
        yaml.append("  Q0: {Type: AWS::SQS::Queue, Properties: {QueueName: xxxxxxxx}}\n");
        for (int i = 1; i <= 40; i++) {
            yaml.append(
                    "  Q%d: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${Q%d.QueueName}${Q%d.QueueName}'}}\n"
                            .formatted(i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> read(directory, yaml.toString())).isInstanceOf(TemplateException.class);
    }

    @Test
    void work_that_doubles_is_refused() {
        StringBuilder value = new StringBuilder("''");
        for (int i = 0; i < 40; i++) {
            value = new StringBuilder("!Sub ['${a}${a}', {a: ").append(value).append("}]");
        }

        assertRefused(FUNCTION + "      FunctionName: " + value + "\n", "come to no end");
    }

    @Test
    void a_pattern_that_never_ends_is_refused() {
        String yaml = "Parameters:\n  P: {Type: String, AllowedPattern: '(.*a){20}b'}\n" + FUNCTION;

        assertThatThrownBy(() -> read(directory, yaml, Map.of("P", "a".repeat(60))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("expected a regular expression that comes to an end");
    }

    @Test
    void a_pattern_that_is_deep_is_refused() {
        String yaml = "Parameters:\n  P: {Type: String, AllowedPattern: '(a|b)*'}\n" + FUNCTION;

        assertThatThrownBy(() -> read(directory, yaml, Map.of("P", "a".repeat(100_000))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("a value of 100000 characters, expected at most 4096");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mappings: {M: {a: {b: !FindInMap [M, a, b]}}}",
                "Mappings: !FindInMap [M, a, b]",
                "Parameters: {P: {Type: String, Default: !Ref P}}",
                "Conditions: !Condition X"
            })
    void what_refers_to_itself_is_refused(String section) {
        String yaml = section + "\n" + FUNCTION + "      MemorySize: !Sub ['${a}${P}', {a: !FindInMap [M, a, b]}]\n"
                + "      AutoPublishAlias: !Ref Users.Alias\n"
                + "      Environment: {Variables: {A: !Ref Users.Alias, B: !If [X, a, b]}}\n";

        assertThatThrownBy(() -> read(directory, yaml)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "[]",
                "{}",
                "Resources:",
                "Resources: []",
                "Resources: {A: }",
                "Resources: {A: {Type: }}",
                "Resources: {A: {Type: AWS::Serverless::Function}}",
                "Resources: {A: {Type: AWS::Serverless::Function, Properties: }}",
                "Resources: {A: {Type: AWS::Serverless::Function, Properties: !Ref A}}",
                "Resources: !Ref A",
                "Globals: [a]",
                "Parameters: [a]",
                "Parameters: {A: b}\nResources: {}",
                "Conditions: a\nResources: {A: {Type: b, Condition: c}}",
                "Mappings: a",
                "---\n---\n",
                "a: b: c",
                "? [a]\n: b",
                "\u0000",
                "%YAML 9.9\n---\na: b",
                "{\"Resources\": {",
                "Resources: {A: {<<: {Type: a}}}"
            })
    void what_is_no_template_is_refused_or_empty(String yaml) throws IOException {
        try {
            assertThat(read(directory, yaml).functions()).isEmpty();
        } catch (TemplateException refused) {
            assertThat(refused).hasMessageContaining("template.yaml");
        }
    }

    @Test
    void merge_keys_are_refused_since_cloud_formation_knows_none() {
        assertRefused("x: &x {a: b}\ny:\n  <<: *x\n" + FUNCTION, ":3:3: CloudFormation knows no merge keys");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws IOException {
        Files.write(directory.resolve("template.yaml"), new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff});

        assertThatThrownBy(() -> SamTemplate.read(directory, new SamTemplate.Options(Map.of(), Map.of())))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("isn't UTF-8 text");
    }

    private static String withCondition(String name) {
        return FUNCTION.replace("Function\n", "Function\n    Condition: " + name + "\n");
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(directory, yaml))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }
}
