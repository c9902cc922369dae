package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamSubscription;
import dev.skiff.local.template.SamTemplate;
import dev.skiff.testing.FakeEventBridgeEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Everything in a template that has an ARN and takes messages: queues, topics, functions, buses. */
final class Destinations implements MessageSender, AutoCloseable {
    private final MessageSender queues;
    private final AsyncCalls calls;
    private final AsyncTargets targets;
    private final Topics topics;
    private final Rules rules;
    private final Buckets buckets;

    /**
     * Reads all filters and patterns.
     *
     * @param queues takes what goes to queues
     * @throws LocalException if a filter isn't one
     */
    Destinations(
            SamTemplate template,
            Function<String, LocalFunction> running,
            MessageSender queues,
            double retryScale,
            InstantSource clock) {
        this(template.functions(), template.subscriptions(), running, queues, retryScale, clock);
    }

    Destinations(
            List<SamFunction> functions,
            List<SamSubscription> subscriptions,
            Function<String, LocalFunction> running,
            MessageSender queues,
            double retryScale,
            InstantSource clock) {
        this.queues = queues;
        this.calls = new AsyncCalls(retryScale, this, clock);
        this.targets = new AsyncTargets(functions, running, calls, queues);
        this.topics = new Topics(targets, subscriptions, queues);
        this.rules = new Rules(targets, clock);
        this.buckets = new Buckets(targets);
    }

    AsyncCalls calls() {
        return calls;
    }

    AsyncTargets targets() {
        return targets;
    }

    Topics topics() {
        return topics;
    }

    Rules rules() {
        return rules;
    }

    Buckets buckets() {
        return buckets;
    }

    @Override
    public void send(String arn, String body, Map<String, String> attributes) {
        switch (Arns.service(arn)) {
            case "sqs" -> queues.send(arn, body, attributes);
            case "sns" -> topics.publish(arn, TopicMessage.of(body, attributes));
            case "lambda" -> targets.call(function(arn), body.getBytes(UTF_8));
            case "events" -> rules.put(Arns.name(arn), result(arn, JsonBody.read(body)));
            default -> throw new LocalException("nothing here takes messages for " + arn);
        }
    }

    private SamFunction function(String arn) {
        return targets.byArn(arn).orElseThrow(() -> new LocalException("there is no function " + arn));
    }

    /** The event that Lambda makes of the record about a call. */
    private String result(String busArn, JsonBody record) {
        JsonBody context = JsonBody.of(record.object("requestContext"));
        boolean succeeded = context.text("condition").orElse("").equals(AsyncCall.Condition.SUCCESS.text());
        return FakeEventBridgeEvent.of(
                        "lambda",
                        "Lambda Function Invocation Result - " + (succeeded ? "Success" : "Failure"),
                        record.fields())
                .withRegion(targets.region())
                .withResources(busArn, context.text("functionArn").orElse(""))
                .toJson();
    }

    /** Calls that aren't done are given up, and named in the log. */
    @Override
    public void close() {
        calls.close();
    }
}
