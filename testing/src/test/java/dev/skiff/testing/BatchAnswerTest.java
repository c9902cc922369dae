package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final List<String> IDS = List.of("a", "b");

    @Test
    void names_what_the_answer_reports() {
        BatchAnswer answer = answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", true);

        assertThat(answer.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(answer.failed()).containsExactly("b");
        assertThat(answer).hasToString("PARTIAL: 1 failures are reported");
    }

    @Test
    void is_success_whatever_it_says_if_nobody_listens() {
        BatchAnswer answer = answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", false);

        assertThat(answer.verdict()).isEqualTo(Verdict.SUCCESS);
        assertThat(answer.failed()).isEmpty();
    }

    @Test
    void fails_as_a_whole_by_an_id_that_is_not_of_the_batch() {
        BatchAnswer answer = answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"}]}", true);

        assertThat(answer.verdict()).isEqualTo(Verdict.FAILURE);
        assertThat(answer.failed()).isEqualTo(IDS);
        assertThat(answer.reason()).isEqualTo("an itemIdentifier is not in the batch: c");
    }

    private static BatchAnswer answer(String json, boolean reporting) {
        return BatchAnswer.of(json.getBytes(UTF_8), reporting, IDS);
    }
}
