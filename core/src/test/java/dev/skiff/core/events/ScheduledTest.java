package dev.skiff.core.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.core.EventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduledTest {
    @Test
    void a_rule_tells_when_and_which() {
        ScheduledEvent event = ScheduledEvent.from(Events.bytes("scheduled-rule.json"));
        assertThat(event.time()).contains(Instant.parse("2015-10-08T16:53:06Z"));
        assertThat(event.arn()).contains("arn:aws:events:us-east-1:123456789012:rule/my-scheduled-rule");
        assertThat(event.id()).contains("53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");
        assertThat(event.input()).isEqualTo("{}");
        assertThat(event.event().orElseThrow().source()).isEqualTo("aws.events");
        assertThat(event).hasToString("ScheduledEvent 53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");
    }

    @Test
    void scheduler_tells_the_same_with_a_detail_that_is_text() {
        ScheduledEvent event = ScheduledEvent.from(Events.bytes("scheduler-default.json"));
        assertThat(event.time()).contains(Instant.parse("2024-06-13T12:30:00Z"));
        assertThat(event.arn()).contains("arn:aws:scheduler:us-east-2:123456789012:schedule/default/nightly");
        assertThat(event.input()).isEqualTo("{}");
        assertThat(ScheduledEvent.from(Events.bytes("scheduler.json")).input())
                .isEqualTo("{\"id\":\"o7\",\"count\":1}");
    }

    @Test
    void an_input_of_its_own_comes_as_it_was_configured() {
        ScheduledEvent event = ScheduledEvent.from(Events.bytes("scheduler-input.json"));
        assertThat(event.input()).isEqualTo(Events.text("scheduler-input.json"));
        assertThat(event.time()).isEmpty();
        assertThat(event.arn()).isEmpty();
        assertThat(event.id()).isEmpty();
        assertThat(event.event()).isEmpty();
        assertThat(event).hasToString("ScheduledEvent with an input");
    }

    @Test
    void a_function_hands_on_each_and_lets_failures_out() {
        List<String> inputs = new ArrayList<>();
        ScheduledFunction function = new ScheduledFunction((event, context) -> inputs.add(event.input())) {};
        Events.call(function, Events.bytes("scheduled-rule.json"));
        Events.call(function, "{}".getBytes(UTF_8));
        assertThat(inputs).containsExactly("{}", "{}");
        ScheduledFunction failing = new ScheduledFunction((event, context) -> {
            throw new IllegalStateException("down");
        }) {};
        assertThatThrownBy(() -> Events.call(failing, Events.bytes("scheduled-rule.json")))
                .hasMessage("down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-put.json", "sns.json", "cloudwatch-logs.json", "cognito-pre-sign-up.json"})
    void an_event_of_another_source_is_no_input(String file) {
        byte[] event = Events.bytes(file);
        assertThatThrownBy(() -> ScheduledEvent.from(event)).isInstanceOf(EventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"text\"",
                "[]",
                "{",
                "{} {}",
                "{\"requestContext\":{}}",
                "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{},\"time\":\"noon\"}",
                "{\"source\":{},\"detail-type\":\"Scheduled Event\",\"detail\":{}}",
                "{\"source\":null,\"detail-type\":null,\"detail\":null}",
                "{\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{},\"resources\":{}}"
            })
    void another_shape_is_refused(String json) {
        byte[] event = json.getBytes(UTF_8);
        assertThatThrownBy(() -> ScheduledEvent.from(event)).isInstanceOf(EventException.class);
    }
}
