package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamQueue;
import dev.skiff.local.template.SamQueueEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** The queues of a template, on our own server or a given one, and what polls them. */
final class Queues implements Trigger {
    private final QueueClient client;
    private final @Nullable QueueServer server;
    private final List<SamQueue> queues;
    private final List<SamFunction> functions;
    private final List<QueuePoller> pollers = new ArrayList<>();

    private Queues(
            QueueClient client, @Nullable QueueServer server, List<SamQueue> queues, List<SamFunction> functions) {
        this.client = client;
        this.server = server;
        this.queues = queues;
        this.functions = functions;
    }

    /** Finds the function that runs here. */
    interface Functions {
        LocalFunction running(SamFunction function);
    }

    /** Makes the queues, on our own server unless an endpoint was given. Nothing is polled before the start. */
    static Queues open(List<SamQueue> queues, List<SamFunction> functions, Functions running, Endpoints endpoints) {
        AwsAccess access = endpoints.access(endpoints.queues());
        QueueServer server =
                endpoints.given("SQS").isPresent() ? null : QueueServer.start(endpoints.queuePort(), access.region());
        List<SamQueue> all = new ArrayList<>(queues);
        if (server != null) {
            all.addAll(foreign(queues, functions));
        }
        Queues opened = new Queues(new QueueClient(access), server, List.copyOf(all), functions);
        try {
            opened.create();
            functions.forEach(function -> opened.poll(function, running.running(function)));
            return opened;
        } catch (SdkException failure) {
            opened.close();
            throw new LocalException(
                    "the queue server at " + access + " can't be used: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    /** Queues of other stacks, with what AWS advises: nothing is in them on our own server but what is sent here. */
    private static List<SamQueue> foreign(List<SamQueue> queues, List<SamFunction> functions) {
        Map<String, SamQueue> foreign = new LinkedHashMap<>();
        for (SamFunction function : functions) {
            for (SamQueueEvent event : function.events(SamQueueEvent.class)) {
                String arn = event.queueArn();
                if (queues.stream().noneMatch(queue -> queue.arn().equals(arn))) {
                    long visibility = function.timeout()
                            .multipliedBy(6)
                            .plus(event.window())
                            .toSeconds();
                    Map<String, String> attributes = new LinkedHashMap<>();
                    attributes.put("VisibilityTimeout", Long.toString(Math.min(visibility, 43_200)));
                    if (arn.endsWith(".fifo")) {
                        attributes.put("FifoQueue", "true");
                    }
                    String name = QueueClient.name(arn);
                    foreign.put(arn, new SamQueue(name, name, arn, attributes, Optional.empty(), event.place()));
                }
            }
        }
        return List.copyOf(foreign.values());
    }

    MessageSender sender() {
        return new QueueSender(client);
    }

    QueueClient client() {
        return client;
    }

    @Override
    public void start() {
        pollers.forEach(QueuePoller::start);
    }

    @Override
    public List<String> describe(String function) {
        return functions.stream()
                .filter(it -> it.logicalId().equals(function))
                .flatMap(it -> it.events(SamQueueEvent.class).stream())
                .map(event -> "SQS     " + QueueClient.name(event.queueArn()) + (event.enabled() ? "" : "  (disabled)"))
                .toList();
    }

    /** The URL of a queue by its logical id or its name. */
    String url(String idOrName) {
        return queues.stream()
                .filter(queue ->
                        queue.logicalId().equals(idOrName) || queue.name().equals(idOrName))
                .findFirst()
                .map(queue -> client.url(queue.arn()))
                .orElseThrow(() -> new LocalException("there is no queue " + idOrName + ", only "
                        + queues.stream().map(SamQueue::logicalId).toList()));
    }

    /** A line for each queue with its URL. */
    List<String> describe() {
        return queues.stream().map(queue -> client.url(queue.arn())).toList();
    }

    /** A queue and how much is in it, each number as near as the server tells. */
    record Depth(String name, String arn, String url, int visible, int inFlight, int delayed) {}

    List<Depth> depths() {
        return queues.stream().map(SamQueue::arn).map(this::depth).toList();
    }

    /** Moves the messages of a dead-letter queue back to the queue it serves; they go on arriving after this returns. */
    void redrive(String deadLetterArn) {
        List<SamQueue> served = queues.stream()
                .filter(queue -> queue.redrive().stream()
                        .anyMatch(it -> it.deadLetterArn().equals(deadLetterArn)))
                .toList();
        if (served.size() != 1) {
            throw new LocalException(deadLetterArn + " is the dead-letter queue of "
                    + served.stream().map(SamQueue::name).toList()
                    + ", so it isn't known where its messages came from");
        }
        client.redrive(deadLetterArn, served.get(0).arn());
    }

    @Override
    public void close() {
        pollers.forEach(QueuePoller::close);
        if (server != null) {
            server.close();
        }
    }

    private Depth depth(String arn) {
        Map<String, String> attributes = client.attributes(arn);
        return new Depth(
                QueueClient.name(arn),
                arn,
                client.url(arn),
                number(attributes, "ApproximateNumberOfMessages"),
                number(attributes, "ApproximateNumberOfMessagesNotVisible"),
                number(attributes, "ApproximateNumberOfMessagesDelayed"));
    }

    private static int number(Map<String, String> attributes, String name) {
        return Integer.parseInt(attributes.getOrDefault(name, "0"));
    }

    /** Dead-letter queues must exist before others can name them. */
    private void create() {
        requireDistinct();
        queues.forEach(queue -> named(queue, () -> client.create(queue.arn(), queue.attributes())));
        for (SamQueue queue : queues) {
            queue.redrive().ifPresent(redrive -> named(queue, () -> client.set(queue.arn(), policy(redrive))));
        }
    }

    private void requireDistinct() {
        Map<String, SamQueue> names = new LinkedHashMap<>();
        for (SamQueue queue : queues) {
            SamQueue other = names.putIfAbsent(queue.name(), queue);
            if (other != null) {
                throw new LocalException("two queues have the name " + queue.name() + ": " + other.logicalId() + " ("
                        + other.place() + ") and " + queue.logicalId() + " (" + queue.place() + ")");
            }
        }
    }

    private static void named(SamQueue queue, Runnable task) {
        try {
            task.run();
        } catch (SdkException refused) {
            throw new LocalException(
                    queue.place() + ": the queue " + queue.logicalId() + " can't be made: " + refused.getMessage(),
                    refused);
        }
    }

    static Map<String, String> policy(SamQueue.Redrive redrive) {
        return Map.of(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\"" + redrive.deadLetterArn() + "\",\"maxReceiveCount\":"
                        + redrive.maxReceiveCount() + "}");
    }

    private void poll(SamFunction function, LocalFunction running) {
        for (SamQueueEvent event : function.events(SamQueueEvent.class)) {
            MessageVisibility visibility = MessageVisibility.of(visibility(event), function.timeout(), event);
            if (event.enabled()) {
                QueuePoller poller = new QueuePoller(
                        client, event, visibility, running::invoke, running.callsAtOnce(), running::log);
                pollers.add(poller);
            }
        }
    }

    private Duration visibility(SamQueueEvent event) {
        return Duration.ofSeconds(number(client.attributes(event.queueArn()), "VisibilityTimeout"));
    }
}
