package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final String ARN = "arn:aws:execute-api:eu-central-1:123456789012:api/Prod/GET/users/7";

    @ParameterizedTest
    @CsvSource({
        "execute-api:Invoke, arn:aws:execute-api:eu-central-1:123456789012:api/Prod/GET/users/7, ALLOWED",
        "execute-api:*,      arn:aws:execute-api:*:*:api/*/GET/users/*,                          ALLOWED",
        "*,                  *,                                                                  ALLOWED",
        "EXECUTE-API:invoke, arn:aws:execute-api:eu-central-1:123456789012:api/Prod/GET/users/?, ALLOWED",
        "execute-api:Invoke, arn:aws:execute-api:eu-central-1:123456789012:api/Prod/GET/users/,  SILENT",
        "execute-api:Invoke, arn:aws:execute-api:eu-central-1:123456789012:api/Prod/POST/*,      SILENT",
        "execute-api:Invoke, arn:aws:execute-api:eu-central-1:123456789012:api/prod/*,           SILENT",
        "lambda:*,           *,                                                                  SILENT",
        "execute-api:Invoke, **7,                                                                ALLOWED",
        "execute-api:Invoke, *users*8,                                                           SILENT",
    })
    void a_statement_applies_to_what_it_names(String action, String resource, Policy expected) {
        assertThat(Policy.of(document(statement("Allow", action, resource)), ARN))
                .isEqualTo(expected);
    }

    @Test
    void a_denial_wins_wherever_it_stands() {
        Map<String, Object> allow = statement("Allow", "*", "*");
        Map<String, Object> deny = statement("Deny", "execute-api:Invoke", "*/GET/*");

        assertThat(Policy.of(document(allow, deny), ARN)).isEqualTo(Policy.DENIED);
        assertThat(Policy.of(document(deny, allow), ARN)).isEqualTo(Policy.DENIED);
    }

    @Test
    void one_statement_needs_no_list_and_nothing_says_nothing() {
        assertThat(Policy.of(Map.of("Statement", statement("Allow", "*", "*")), ARN))
                .isEqualTo(Policy.ALLOWED);
        assertThat(Policy.of(Map.of(), ARN)).isEqualTo(Policy.SILENT);
        assertThat(Policy.of(null, ARN)).isEqualTo(Policy.SILENT);
    }

    private static Map<String, Object> statement(String effect, String action, String resource) {
        return Map.of("Effect", effect, "Action", List.of(action), "Resource", List.of("arn:none", resource));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> document(Map<String, Object>... statements) {
        return Map.of("Version", "2012-10-17", "Statement", List.of(statements));
    }
}
