package dev.skiff.local.template;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names, ARNs and URLs that resources of a template have on this machine: made up, and the same at each start. */
final class Names {
    static final String CURE = "put a parameter in its place, or set the variable that needs it in an --env-file";

    private static final String ACCOUNT = "123456789012";
    private static final String STACK = "local";
    private static final String STACK_ID = "51af3dc0-da77-11e4-872e-1234567db123";

    private final String region;

    Names(String region) {
        this.region = region;
    }

    @Nullable String pseudoParameter(String name) {
        return switch (name) {
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::StackName" -> STACK;
            case "AWS::StackId" -> arn("cloudformation", "stack/" + STACK + "/" + STACK_ID);
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> null;
        };
    }

    /** What {@code Ref} gives for a resource. */
    String reference(String logicalId, Value resource, Intrinsics intrinsics, Position at) {
        String name = name(logicalId, resource, intrinsics);
        return switch (type(resource, intrinsics)) {
            case "AWS::SQS::Queue" -> queueUrl(name);
            case "AWS::SNS::Topic" -> arn("sns", name);
            case "AWS::SecretsManager::Secret" -> arn("secretsmanager", "secret:" + name + "-AbCdEf");
            case "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion" -> arn("lambda", "layer:" + name + ":1");
            case "AWS::Cognito::UserPool" -> region + "_" + logicalId;
            case "AWS::Serverless::HttpApi",
                    "AWS::Serverless::Api",
                    "AWS::ApiGatewayV2::Api",
                    "AWS::ApiGateway::RestApi" -> logicalId.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    String attribute(String logicalId, String attribute, Value resource, Intrinsics intrinsics, Position at) {
        String name = name(logicalId, resource, intrinsics);
        String type = type(resource, intrinsics);
        return switch (attribute) {
            case "Arn" -> resourceArn(type, name, at);
            case "StreamArn" -> arn("dynamodb", "table/" + name + "/stream/2026-01-01T00:00:00.000");
            case "QueueName", "TopicName" -> name;
            case "QueueUrl" -> queueUrl(name);
            case "TopicArn" -> arn("sns", name);
            case "DomainName" -> name.toLowerCase(Locale.ROOT) + ".s3.amazonaws.com";
            default ->
                throw new TemplateException(
                        at,
                        "the attribute " + attribute + " of " + logicalId + " (" + type
                                + ") can't be known on this machine: " + CURE);
        };
    }

    /** The name that the template gives the resource, else one made of the stack and its id there. */
    String name(String logicalId, Value resource, Intrinsics intrinsics) {
        String property =
                switch (type(resource, intrinsics)) {
                    case "AWS::Serverless::Function", "AWS::Lambda::Function" -> "FunctionName";
                    case "AWS::SQS::Queue" -> "QueueName";
                    case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" -> "TableName";
                    case "AWS::S3::Bucket" -> "BucketName";
                    case "AWS::SNS::Topic" -> "TopicName";
                    case "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion" -> "LayerName";
                    default -> "Name";
                };
        Value properties = intrinsics.fields(resource).get("Properties");
        Value name = properties == null ? null : intrinsics.fields(properties).get(property);
        return name == null ? STACK + "-" + logicalId : intrinsics.text(name);
    }

    private static String type(Value resource, Intrinsics intrinsics) {
        Map<String, Value> fields = intrinsics.fields(resource);
        Value type = fields.get("Type");
        if (type == null) {
            throw new TemplateException(resource.at(), "the resource has no Type");
        }
        return intrinsics.text(type);
    }

    private String resourceArn(String type, String name, Position at) {
        return switch (type) {
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> arn("lambda", "function:" + name);
            case "AWS::SQS::Queue" -> arn("sqs", name);
            case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" -> arn("dynamodb", "table/" + name);
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::Events::EventBus" -> arn("events", "event-bus/" + name);
            case "AWS::Kinesis::Stream" -> arn("kinesis", "stream/" + name);
            case "AWS::Cognito::UserPool" -> arn("cognito-idp", "userpool/" + region + "_" + name);
            case "AWS::IAM::Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + name;
            case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + name + ":*");
            case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" ->
                arn("states", "stateMachine:" + name);
            default ->
                throw new TemplateException(at, "the ARN of a " + type + " can't be known on this machine: " + CURE);
        };
    }

    private String queueUrl(String name) {
        return "https://sqs." + region + ".amazonaws.com/" + ACCOUNT + "/" + name;
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }
}
