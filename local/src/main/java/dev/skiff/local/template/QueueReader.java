package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads queues, those that SAM makes by itself among them. */
final class QueueReader {
    private final Resources resources;
    private final Findings findings;

    QueueReader(Resources resources, Findings findings) {
        this.resources = resources;
        this.findings = findings;
    }

    List<SamQueue> queues() {
        List<SamQueue> queues = new ArrayList<>();
        for (Resource resource : resources.of("AWS::SQS::Queue")) {
            findings.attempt(resource.id(), () -> queues.add(queue(resource)));
        }
        queues.forEach(queue -> findings.collect(() -> requireSameKind(queue, queues)));
        return queues;
    }

    private SamQueue queue(Resource resource) {
        Properties properties = resource.properties();
        String name = resources.attribute(resource, "QueueName");
        Map<String, String> attributes = attributes(properties);
        boolean isFifo = attributes.containsKey("FifoQueue");
        if (name.endsWith(".fifo") != isFifo) {
            throw properties.mistake("has the name " + name
                    + (isFifo ? " without .fifo at its end" : ", which ends in .fifo, but no FifoQueue: true"));
        }
        if (!name.matches("[A-Za-z0-9_-]{1,80}|(?=.{1,80}$)[A-Za-z0-9_-]+\\.fifo")) {
            throw properties.mistake(
                    "has the name '" + name + "', expected up to 80 letters, digits, hyphens and underscores");
        }
        return new SamQueue(
                resource.id(),
                name,
                resources.attribute(resource, "Arn"),
                attributes,
                redrive(properties),
                properties.place());
    }

    private static Map<String, String> attributes(Properties properties) {
        Map<String, String> attributes = new LinkedHashMap<>();
        number(attributes, properties, "VisibilityTimeout", 0, 43_200);
        number(attributes, properties, "DelaySeconds", 0, 900);
        number(attributes, properties, "MaximumMessageSize", 1024, 1_048_576);
        number(attributes, properties, "MessageRetentionPeriod", 60, 1_209_600);
        number(attributes, properties, "ReceiveMessageWaitTimeSeconds", 0, 20);
        if (properties.flag("FifoQueue", false)) {
            attributes.put("FifoQueue", "true");
        }
        if (properties.has("ContentBasedDeduplication")) {
            attributes.put(
                    "ContentBasedDeduplication", Boolean.toString(properties.flag("ContentBasedDeduplication", false)));
        }
        properties.optionalText("DeduplicationScope").ifPresent(scope -> attributes.put("DeduplicationScope", scope));
        properties.optionalText("FifoThroughputLimit").ifPresent(limit -> attributes.put("FifoThroughputLimit", limit));
        return attributes;
    }

    private static void number(
            Map<String, String> attributes, Properties properties, String name, int least, int most) {
        properties.integer(name, least, most).ifPresent(number -> attributes.put(name, Integer.toString(number)));
    }

    private static Optional<SamQueue.Redrive> redrive(Properties properties) {
        return properties.optionalSection("RedrivePolicy").map(policy -> {
            policy.required("maxReceiveCount");
            return new SamQueue.Redrive(
                    policy.text("deadLetterTargetArn"), policy.integer("maxReceiveCount", 1, 1, 1000));
        });
    }

    private void requireSameKind(SamQueue queue, List<SamQueue> queues) {
        queue.redrive().ifPresent(redrive -> queues.stream()
                .filter(other -> other.arn().equals(redrive.deadLetterArn()) && other.isFifo() != queue.isFifo())
                .forEach(other -> {
                    throw new TemplateException(queue.place() + ": " + queue.logicalId() + " and its dead-letter queue "
                            + other.logicalId() + " must both be FIFO queues, or neither");
                }));
    }
}
