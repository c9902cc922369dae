package dev.skiff.local.template;

import java.time.Duration;
import java.util.Optional;

/** Reads what becomes of calls that nobody waits for: retries, destinations and dead-letter queues. */
final class AsyncReader {
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Resources resources;

    AsyncReader(Resources resources) {
        this.resources = resources;
    }

    /** Of a function, from its own properties. */
    SamAsync function(Resource function) {
        Properties properties = function.properties();
        SamAsync configured = config(function.id(), properties.section("EventInvokeConfig"));
        return withDeadLetters(
                configured,
                properties
                        .section(function.isSamFunction() ? "DeadLetterQueue" : "DeadLetterConfig")
                        .optionalText("TargetArn"));
    }

    /** An {@code EventInvokeConfig}. */
    SamAsync config(String function, Properties config) {
        return new SamAsync(
                config.integer("MaximumRetryAttempts", SamAsync.DEFAULT.maximumRetries(), 0, 2),
                config.seconds(
                        "MaximumEventAgeInSeconds",
                        (int) SamAsync.DEFAULT.maximumAge().toSeconds(),
                        60,
                        21_600),
                destination(function, config, "OnSuccess"),
                destination(function, config, "OnFailure"),
                Optional.empty());
    }

    static SamAsync withDeadLetters(SamAsync async, Optional<String> arn) {
        return new SamAsync(
                async.maximumRetries(), async.maximumAge(), async.onSuccessArn(), async.onFailureArn(), arn);
    }

    /** Of a rule or a schedule: what becomes of events that Lambda doesn't take. */
    SamAsync delivery(String event, Properties properties) {
        Properties policy = properties.section("RetryPolicy");
        return new SamAsync(
                policy.integer("MaximumRetryAttempts", 185, 0, 185),
                policy.seconds("MaximumEventAgeInSeconds", (int) A_DAY.toSeconds(), 60, (int) A_DAY.toSeconds()),
                Optional.empty(),
                Optional.empty(),
                deadLetters(event, properties));
    }

    /** The {@code OnFailure} of an event source mapping. */
    Optional<String> onFailure(Properties mapping) {
        return mapping.section("DestinationConfig").section("OnFailure").optionalText("Destination");
    }

    private Optional<String> deadLetters(String event, Properties properties) {
        Properties config = properties.section("DeadLetterConfig");
        if (config.has("Arn") || !config.has("Type")) {
            return config.optionalText("Arn");
        }
        config.word("Type", "SQS");
        return arn(SamTransform.deadLetterQueue(event, config), "Arn");
    }

    private Optional<String> destination(String function, Properties config, String outcome) {
        Properties destination = config.section("DestinationConfig").section(outcome);
        if (destination.has("Destination") || !destination.has("Type")) {
            return destination.optionalText("Destination");
        }
        String id = function + "EventInvokeConfig" + outcome;
        return destination.word("Type", "SQS", "SNS").equals("SQS")
                ? arn(id + "Queue", "Arn")
                : arn(id + "Topic", "TopicArn");
    }

    private Optional<String> arn(String id, String attribute) {
        return resources.get(id).map(resource -> resources.attribute(resource, attribute));
    }
}
