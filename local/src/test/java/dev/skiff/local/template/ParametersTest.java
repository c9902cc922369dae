package dev.skiff.local.template;

import static dev.skiff.local.template.Templates.FUNCTION;
import static dev.skiff.local.template.Templates.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    {Type: String, AllowedValues: [a, b]}                   ; c    ; the parameter P is 'c', expected one of [a, b]
                    {Type: String, AllowedPattern: '[a-z]+'}                ; A    ; the parameter P is 'A', expected a match of [a-z]+
                    {Type: String, AllowedPattern: '[a'}                    ; A    ; AllowedPattern is '[a', expected a regular expression
                    {Type: String, MinLength: 3}                            ; ab   ; expected 3 to 4096 characters
                    {Type: String, MaxLength: '1', ConstraintDescription: short please} ; ab ; expected 0 to 1 characters (short please)
                    {Type: Number}                                          ; x    ; the parameter P is 'x', expected a number
                    {Type: Number, MinValue: 3}                             ; 2.5  ; expected at least 3
                    {Type: Number, MaxValue: 3}                             ; 4    ; expected at most 3
                    {Type: CommaDelimitedList, AllowedValues: [a, b]}       ; a, c ; the parameter P is 'c', expected one of [a, b]
                    {Type: List<Number>}                                    ; 1,x  ; the parameter P is 'x', expected a number
                    """)
    void a_value_is_checked_be_it_given_or_the_default(String declaration, String value, String message) {
        String yaml = "Parameters:\n  P: " + declaration + "\n" + FUNCTION;
        String withDefault = yaml.replace("{Type", "{Default: '" + value + "', Type");

        assertThatThrownBy(() -> read(directory, yaml, Map.of("P", value)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:2:")
                .hasMessageContaining(message);
        assertThatThrownBy(() -> read(directory, withDefault)).hasMessageContaining(message);
    }

    @Test
    void a_value_that_keeps_the_rules_is_taken() throws IOException {
        String yaml = """
                Parameters:
                  Size: {Type: Number, MinValue: 128, MaxValue: 1024, Default: 256}
                  Names: {Type: CommaDelimitedList, Default: 'a,b'}
                  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /images/latest}
                """ + FUNCTION + """
                      MemorySize: !Ref Size
                      Environment: {Variables: {NAMES: !Join ['+', !Ref Names], IMAGE: !Ref Image}}
                """;

        SamFunction function = read(directory, yaml, Map.of("Size", "512", "Image", "ami-1"))
                .functions()
                .get(0);

        assertThat(function.memorySize()).isEqualTo(512);
        assertThat(function.environment()).isEqualTo(Map.of("NAMES", "a+b", "IMAGE", "ami-1"));
    }

    @Test
    void what_must_not_be_shown_is_not_in_messages() {
        String yaml = "Parameters:\n  P: {Type: String, NoEcho: true, Default: hunter2}\n" + FUNCTION
                + "      MemorySize: !Ref P\n      Events: {A: {Type: !Sub 'a-${P}'}}\n";

        assertThatThrownBy(() -> read(directory, yaml))
                .hasMessageContaining("MemorySize is '****'")
                .hasMessageContaining("the type a-****")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read(directory, yaml, Map.of("P", "s3cret")))
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void what_must_not_be_shown_is_not_in_what_is_not_run() throws IOException {
        String yaml = "Parameters:\n  P: {Type: String, NoEcho: true}\n"
                + FUNCTION.replace("CodeUri", "Runtime: !Ref P\n      CodeUri");

        assertThat(read(directory, yaml, Map.of("P", "hunter2")).notRun())
                .containsExactly("Users: only Java functions are run, not ****");
    }
}
