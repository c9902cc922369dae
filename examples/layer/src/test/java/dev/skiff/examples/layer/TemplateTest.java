package dev.skiff.examples.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.local.template.SamTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no tool says of template.yaml, and what costs messages, nights or money when it is wrong. */
class TemplateTest {
    private static final Path FILE = Path.of("template.yaml");

    private final SamTemplate template = SamTemplate.read(FILE, new SamTemplate.Options(Map.of(), Map.of()));

    @Test
    void every_handler_is_a_class_with_a_constructor_for_lambda() throws Exception {
        assertThat(template.functions()).isNotEmpty();
        for (SamFunction function : template.functions()) {
            assertThat(Class.forName(function.handler()).getConstructor())
                    .as(function.logicalId())
                    .isNotNull();
        }
    }

    @Test
    void a_failed_message_comes_alone_and_in_time_and_ends_in_a_dead_letter_queue() {
        for (SamFunction function : template.functions()) {
            for (SamQueueEvent event : function.events(SamQueueEvent.class)) {
                SamQueue queue = queue(event.queueArn());
                long visibility = Long.parseLong(queue.attributes().getOrDefault("VisibilityTimeout", "30"));
                SamQueue.Redrive redrive = queue.redrive().orElseThrow();
                SamQueue dead = queue(redrive.deadLetterArn());

                assertThat(event.reportsItemFailures()).as(event.place()).isTrue();
                assertThat(visibility)
                        .as(queue.place())
                        .isGreaterThanOrEqualTo(6 * function.timeout().toSeconds()
                                + event.window().toSeconds());
                assertThat(redrive.maxReceiveCount()).as(queue.place()).isGreaterThanOrEqualTo(5);
                assertThat(dead.isFifo()).as(dead.place()).isEqualTo(queue.isFifo());
                assertThat(retention(dead)).as(dead.place()).isGreaterThan(retention(queue));
            }
        }
    }

    @Test
    void no_policy_names_everything() throws IOException {
        assertThat(Files.readString(FILE))
                .doesNotContainPattern("(Action|Resource): *['\"]?[a-z0-9]*:?\\*")
                .doesNotContainPattern("- *['\"]?([a-z0-9]+:)?\\*['\"]?\\s*(\\n|$)")
                .doesNotContain("AdministratorAccess")
                .doesNotContain("FullAccess");
    }

    @Test
    void every_function_finds_its_dependencies_in_the_layer() {
        for (SamFunction function : template.functions()) {
            assertThat(function.layers())
                    .as(function.logicalId())
                    .containsExactly(Path.of("target/layer.zip").toAbsolutePath());
        }
    }

    private SamQueue queue(String arn) {
        return template.queues().stream()
                .filter(queue -> queue.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no queue " + arn));
    }

    private static long retention(SamQueue queue) {
        return Long.parseLong(queue.attributes().getOrDefault("MessageRetentionPeriod", "345600"));
    }
}
