package dev.skiff.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.template.SamAsync;
import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamQueueEvent;
import dev.skiff.local.template.SamRoute;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.local.template.SamTemplate;
import dev.skiff.routing.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    void a_poison_record_holds_up_its_shard_for_a_while_only_and_is_kept() {
        for (SamFunction function : template.functions()) {
            for (SamStreamEvent event : function.events(SamStreamEvent.class)) {
                assertThat(event.reportsItemFailures()).as(event.place()).isTrue();
                assertThat(event.bisects()).as(event.place()).isTrue();
                assertThat(event.maximumRetries()).as(event.place()).isPresent();
                assertThat(queue(event.onFailureArn().orElseThrow())).isNotNull();
            }
        }
    }

    @Test
    void a_call_that_nobody_waits_for_is_kept_when_it_fails() {
        for (SamFunction function : template.functions()) {
            if (function.events().stream().anyMatch(TemplateTest::isAsynchronous)) {
                SamAsync async = function.async();
                assertThat(queue(async.onFailureArn().or(async::deadLetterArn).orElseThrow()))
                        .as(function.logicalId())
                        .isNotNull();
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
    void the_routes_of_the_template_are_those_of_the_code() {
        Router router = OrdersApi.routes(null, null, null, null, null, Clock.systemUTC());
        List<String> inTemplate = template.functions().stream()
                .flatMap(function -> function.routes().stream())
                .map(SamRoute::key)
                .toList();

        assertThat(inTemplate)
                .containsExactlyInAnyOrderElementsOf(
                        router.routes().stream().map(Object::toString).toList());
    }

    /** Neither a call without its right, which fails, nor a right without a call, which is one too many. */
    @Test
    void policies_allow_what_the_code_calls_and_nothing_else() throws IOException {
        for (SamFunction function : template.functions()) {
            Set<String> needed = AwsCalls.actions(function.handler());
            if (function.events(SamStreamEvent.class).stream()
                    .anyMatch(event -> event.onFailureArn().isPresent())) {
                needed.add("sqs:SendMessage"); // which the poller does in the function's name
            }
            assertThat(allowed(function)).as(function.logicalId()).isEqualTo(needed);
        }
    }

    private static Set<String> allowed(SamFunction function) throws IOException {
        String resource = Arrays.stream(Files.readString(FILE).split("\\n(?=  \\w+:\\n)"))
                .filter(it -> it.startsWith("  " + function.logicalId() + ":"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("Action: *(.+)")
                .matcher(resource)
                .results()
                .flatMap(action -> Arrays.stream(
                        action.group(1).replaceAll("[\\[\\] ]", "").split(",")))
                .collect(Collectors.toCollection(TreeSet::new));
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

    private static boolean isAsynchronous(Object event) {
        return switch (event.getClass().getSimpleName()) {
            case "SamBucketEvent", "SamTopicEvent", "SamRuleEvent", "SamSchedule" -> true;
            default -> false;
        };
    }
}
