package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what calls functions: their {@code Events}, then the resources that name them. */
final class EventReader {
    private static final Set<String> NEVER_RUN =
            Set.of("MSK", "MQ", "SelfManagedKafka", "DocumentDB", "IoTRule", "AlexaSkill", "CloudWatchLogs");

    private final Resources resources;
    private final Findings findings;
    private final ApiReader apis;
    private final PollingReader polling;
    private final ScheduleReader schedules;
    private final RuleReader rules;
    private final BucketReader buckets;
    private final TopicReader topics;
    private final UserPoolReader userPools;
    private final Map<String, List<SamEvent>> events = new LinkedHashMap<>();
    private final List<SamSubscription> subscriptions = new ArrayList<>();
    private final List<SamTopic> allTopics = new ArrayList<>();
    private final List<String> buses = new ArrayList<>();

    EventReader(Resources resources, ApiReader apis, Findings findings) {
        AsyncReader async = new AsyncReader(resources);
        this.resources = resources;
        this.findings = findings;
        this.apis = apis;
        this.polling = new PollingReader(async);
        this.schedules = new ScheduleReader(async);
        this.rules = new RuleReader(async);
        this.buckets = new BucketReader(resources);
        this.topics = new TopicReader(resources, polling);
        this.userPools = new UserPoolReader(resources);
    }

    void readEvents(Resource function) {
        function.events()
                .forEach((name, properties) -> findings.attempt(
                        function.id() + ": event " + name, () -> read(Event.of(function, name, properties))));
    }

    void readResources() {
        for (Resource resource : resources.all()) {
            findings.attempt(resource.id(), () -> read(resource));
        }
    }

    List<SamEvent> events(Resource function) {
        return events.getOrDefault(function.id(), List.of());
    }

    List<SamSubscription> subscriptions() {
        return subscriptions;
    }

    List<SamTopic> topics() {
        return allTopics;
    }

    /** The names of the template's own buses. */
    List<String> buses() {
        return buses;
    }

    private void read(Event event) {
        Properties properties = event.properties();
        switch (event.type()) {
            case "HttpApi" -> add(event, apis.httpApiRoute(event));
            case "Api" -> add(event, apis.restApiRoute(event));
            case "SQS" -> add(event, polling.queue(event.id(), "Queue", properties));
            case "DynamoDB", "Kinesis" -> add(event, polling.stream(event.id(), event.type(), "Stream", properties));
            case "Schedule" -> add(event, schedules.rule(event, nameOf(event)));
            case "ScheduleV2" ->
                add(event, schedules.schedule(properties.text("Name", event.id()), event.id(), properties, properties));
            case "EventBridgeRule", "CloudWatchEvent" -> addRule(event);
            case "S3" -> add(event, buckets.event(event));
            case "SNS" -> addTopic(event);
            case "Cognito" -> add(event, userPools.event(event));
            default -> tellNotRun(event);
        }
    }

    private void tellNotRun(Event event) {
        if (!NEVER_RUN.contains(event.type())) {
            throw event.properties().mistake("has the type " + event.type() + ", which SAM doesn't know");
        }
        findings.notRun(
                event.function().id() + ": event " + event.name() + " (" + event.type() + ") isn't run locally");
    }

    private void add(Event event, SamEvent read) {
        add(event.function().id(), read);
    }

    private void add(String function, SamEvent event) {
        events.computeIfAbsent(function, id -> new ArrayList<>()).add(event);
    }

    private String nameOf(Event event) {
        return resources.get(event.id()).map(resources::reference).orElse(event.id());
    }

    private void addRule(Event event) {
        add(event, rules.rule(event, nameOf(event)));
        tellOfTransformer(event.function().id() + ": event " + event.name(), event.properties());
    }

    private void tellOfTransformer(String what, Properties target) {
        if (target.has("InputTransformer")) {
            findings.notRun(what + ": its InputTransformer isn't applied, the function gets the event");
        }
    }

    private void addTopic(Event event) {
        if (!TopicReader.hasQueue(event)) {
            add(event, topics.event(event));
            return;
        }
        SamQueueEvent queue = topics.queue(event);
        add(event, queue);
        subscriptions.add(topics.subscription(event.properties().text("Topic"), queue.queueArn(), event.properties()));
    }

    private void read(Resource resource) {
        switch (resource.type()) {
            case "AWS::Lambda::EventSourceMapping" -> readMapping(resource);
            case "AWS::Events::Rule" -> readRule(resource);
            case "AWS::Scheduler::Schedule" -> readSchedule(resource);
            case "AWS::S3::Bucket" -> readBucket(resource);
            case "AWS::SNS::Topic" -> readTopic(resource);
            case "AWS::Events::EventBus" -> buses.add(resources.reference(resource));
            case "AWS::SNS::Subscription" ->
                subscribe(resource.properties().text("TopicArn"), resource.id(), resource.properties());
            case "AWS::Cognito::UserPool" -> userPools.byFunction(resource).forEach(this::add);
            case "AWS::Serverless::Application", "AWS::CloudFormation::Stack" ->
                findings.notRun(resource.id() + ": nested stacks aren't run");
            case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" ->
                findings.notRun(resource.id() + ": state machines aren't run");
            case "AWS::ApiGatewayV2::Route",
                    "AWS::ApiGateway::Method",
                    "AWS::ElasticLoadBalancingV2::ListenerRule",
                    "AWS::Logs::SubscriptionFilter" ->
                findings.notRun(resource.id() + ": " + resource.type() + " isn't run, only events of functions");
            default -> {}
        }
    }

    private void readMapping(Resource mapping) {
        Properties properties = mapping.properties();
        String source = properties.text("EventSourceArn", "");
        String service = source.replaceFirst("^arn:[^:]*:([^:]*):.*$", "$1");
        withFunction(mapping.id(), properties.text("FunctionName"), function -> {
            switch (service) {
                case "sqs" -> add(function, polling.queue(mapping.id(), "EventSourceArn", properties));
                case "dynamodb" ->
                    add(function, polling.stream(mapping.id(), "DynamoDB", "EventSourceArn", properties));
                case "kinesis" -> add(function, polling.stream(mapping.id(), "Kinesis", "EventSourceArn", properties));
                default ->
                    findings.notRun(mapping.id() + ": an event source mapping of '" + source + "' isn't run locally");
            }
        });
    }

    private void readRule(Resource rule) {
        Properties properties = rule.properties();
        for (Properties target : properties.sections("Targets")) {
            withFunction(rule.id(), target.text("Arn"), function -> {
                String name = resources.reference(rule);
                if (properties.has("ScheduleExpression")) {
                    add(function, schedules.rule(name, properties, target));
                }
                if (properties.has("EventPattern")) {
                    add(function, rules.rule(name, name, "EventPattern", properties, target));
                }
                tellOfTransformer(rule.id(), target);
            });
        }
    }

    private void readSchedule(Resource schedule) {
        schedule.properties()
                .optionalSection("Target")
                .ifPresent(target -> withFunction(
                        schedule.id(),
                        target.text("Arn"),
                        function -> add(
                                function,
                                schedules.schedule(
                                        resources.reference(schedule), schedule.id(), schedule.properties(), target))));
    }

    private void readBucket(Resource bucket) {
        Properties notifications = bucket.properties().section("NotificationConfiguration");
        String name = resources.reference(bucket);
        for (Properties configuration : notifications.sections("LambdaConfigurations")) {
            withFunction(
                    bucket.id(),
                    configuration.text("Function"),
                    function -> add(function, buckets.event(name, configuration, "Event")));
        }
        for (String other : List.of("QueueConfigurations", "TopicConfigurations")) {
            if (notifications.has(other)) {
                findings.notRun(bucket.id() + ": " + other + " aren't run");
            }
        }
    }

    private void readTopic(Resource topic) {
        allTopics.add(topics.topic(topic));
        for (Properties subscription : topic.properties().sections("Subscription")) {
            subscribe(resources.reference(topic), topic.id(), subscription);
        }
    }

    private void subscribe(String topicArn, String id, Properties subscription) {
        String protocol = subscription.text("Protocol");
        if (protocol.equals("sqs")) {
            subscriptions.add(topics.subscription(topicArn, subscription.text("Endpoint"), subscription));
        } else if (protocol.equals("lambda")) {
            withFunction(
                    id, subscription.text("Endpoint"), function -> add(function, topics.event(topicArn, subscription)));
        } else {
            findings.notRun(id + ": subscriptions by " + protocol + " aren't run");
        }
    }

    private void withFunction(String what, String nameOrArn, Consumer<String> reading) {
        resources
                .function(nameOrArn)
                .map(Resource::id)
                .ifPresentOrElse(
                        reading,
                        () -> findings.notRun(
                                what + ": its target " + nameOrArn + " isn't run, it is no function of this template"));
    }
}
