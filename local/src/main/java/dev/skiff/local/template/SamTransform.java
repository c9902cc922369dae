package dev.skiff.local.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds the resources that SAM makes by itself, under SAM's names for them, so that the rest of a template can refer to
 * them. What a template declares itself stays as it is.
 */
final class SamTransform {
    /** The HTTP API that SAM makes for events which name none. */
    static final String HTTP_API = "ServerlessHttpApi";

    /** The REST API that SAM makes for events which name none. */
    static final String REST_API = "ServerlessRestApi";

    private final Map<String, Value> resources = new LinkedHashMap<>();

    private SamTransform() {}

    static Value.Fields expanded(Value.Fields root, Resources declared) {
        SamTransform transform = new SamTransform();
        declared.all().forEach(transform::addLenient);
        Map<String, Value> sections = new LinkedHashMap<>(root.fields());
        Map<String, Value> all = new LinkedHashMap<>(Intrinsics.section(root, "Resources"));
        transform.resources.forEach(all::putIfAbsent);
        sections.put("Resources", new Value.Fields(all, root.at()));
        return new Value.Fields(sections, root.at());
    }

    /** What is wrong with the resource is told when it is read. */
    private void addLenient(Resource resource) {
        try {
            add(resource);
        } catch (TemplateException toldLater) {
            // see above
        }
    }

    private void add(Resource resource) {
        switch (resource.type()) {
            case "AWS::Serverless::Function" -> addFor(resource);
            case "AWS::Serverless::HttpApi" ->
                addStage(resource.id(), "AWS::ApiGatewayV2::Stage", resource.properties());
            case "AWS::Serverless::Api" -> addStage(resource.id(), "AWS::ApiGateway::Stage", resource.properties());
            default -> {}
        }
    }

    private void addFor(Resource function) {
        Properties properties = function.properties();
        Position at = properties.at();
        String id = function.id();
        if (!properties.has("Role")) {
            put(id + "Role", "AWS::IAM::Role", Map.of(), at);
        }
        Value self = new Value.Intrinsic("Ref", new Value.Text(id, at), at);
        if (properties.has("FunctionUrlConfig")) {
            put(id + "Url", "AWS::Lambda::Url", Map.of("TargetFunctionArn", self), at);
        }
        function.events().forEach((name, event) -> addFor(id + name, event));
        addDestinations(id, properties);
        if (properties.has("AutoPublishAlias")) {
            String alias = properties.text("AutoPublishAlias");
            put(
                    id + "Alias" + alias,
                    "AWS::Lambda::Alias",
                    Map.of("FunctionName", self, "Name", new Value.Text(alias, at)),
                    at);
        }
    }

    private void addDestinations(String function, Properties properties) {
        Properties destinations = properties.section("EventInvokeConfig").section("DestinationConfig");
        for (String outcome : new String[] {"OnFailure", "OnSuccess"}) {
            Properties destination = destinations.section(outcome);
            String type = destination.text("Type", "");
            if (!destination.has("Destination") && (type.equals("SQS") || type.equals("SNS"))) {
                boolean isQueue = type.equals("SQS");
                String id = function + "EventInvokeConfig" + outcome + (isQueue ? "Queue" : "Topic");
                put(id, isQueue ? "AWS::SQS::Queue" : "AWS::SNS::Topic", Map.of(), destination.at());
            }
        }
    }

    private void addFor(String id, Properties event) {
        Properties properties = event.section("Properties");
        switch (event.text("Type")) {
            case "HttpApi" -> addApi(HTTP_API, "AWS::Serverless::HttpApi", !properties.has("ApiId"), event.at());
            case "Api" -> addApi(REST_API, "AWS::Serverless::Api", !properties.has("RestApiId"), event.at());
            case "Schedule", "EventBridgeRule", "CloudWatchEvent" -> {
                put(id, "AWS::Events::Rule", named(properties), event.at());
                addDeadLetters(id, properties);
            }
            case "ScheduleV2" -> {
                put(id, "AWS::Scheduler::Schedule", named(properties), event.at());
                addDeadLetters(id, properties);
            }
            case "SNS" -> {
                if (hasGeneratedQueue(properties)) {
                    put(id + "Queue", "AWS::SQS::Queue", Map.of(), event.at());
                }
            }
            default -> {}
        }
    }

    /** Whether {@code SqsSubscription} is {@code true}, not the description of a queue. */
    static boolean hasGeneratedQueue(Properties topicEvent) {
        return topicEvent.has("SqsSubscription")
                && !topicEvent.isMap("SqsSubscription")
                && topicEvent.flag("SqsSubscription", false);
    }

    /** The queue of {@code DeadLetterConfig: {Type: SQS}}. */
    static String deadLetterQueue(String event, Properties deadLetters) {
        return deadLetters.text("QueueLogicalId", event + "Queue");
    }

    private static Map<String, Value> named(Properties properties) {
        Value name = properties.valueOrNull("Name");
        return name == null ? Map.of() : Map.of("Name", name);
    }

    private void addDeadLetters(String event, Properties properties) {
        Properties deadLetters = properties.section("DeadLetterConfig");
        if (deadLetters.text("Type", "").equals("SQS") && !deadLetters.has("Arn")) {
            put(deadLetterQueue(event, deadLetters), "AWS::SQS::Queue", Map.of(), deadLetters.at());
        }
    }

    private void addApi(String id, String type, boolean isNeeded, Position at) {
        if (isNeeded) {
            boolean isHttp = id.equals(HTTP_API);
            put(id, type, isHttp ? Map.of() : Map.of("StageName", new Value.Text("Prod", at)), at);
            put(
                    id + (isHttp ? "ApiGatewayDefaultStage" : "ProdStage"),
                    isHttp ? "AWS::ApiGatewayV2::Stage" : "AWS::ApiGateway::Stage",
                    Map.of("StageName", new Value.Text(isHttp ? "$default" : "Prod", at)),
                    at);
        }
    }

    private void addStage(String api, String type, Properties properties) {
        String stage = properties.text("StageName", "$default");
        String id = api + (stage.equals("$default") ? "ApiGatewayDefault" : stage) + "Stage";
        put(id, type, Map.of("StageName", new Value.Text(stage, properties.at())), properties.at());
    }

    private void put(String id, String type, Map<String, Value> properties, Position at) {
        Map<String, Value> resource = new LinkedHashMap<>();
        resource.put("Type", new Value.Text(type, at));
        resource.put("Properties", new Value.Fields(properties, at));
        resources.putIfAbsent(id, new Value.Fields(resource, at));
    }
}
