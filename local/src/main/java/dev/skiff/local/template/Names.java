package dev.skiff.local.template;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names, ARNs and URLs that resources of a template have on this machine: made up, and the same at each start. */
final class Names {
    static final String CURE = "put a parameter in its place, or set the variable that needs it in an --env-file";

    private static final String ACCOUNT = "123456789012";
    private static final String STACK = "local";
    private static final String STACK_ID = "51af3dc0-da77-11e4-872e-1234567db123";

    private final String region;
    private final Optional<URI> queueEndpoint;

    Names(String region, Optional<URI> queueEndpoint) {
        this.region = region;
        this.queueEndpoint = queueEndpoint;
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
        String type = type(resource, intrinsics);
        return switch (type) {
            case "AWS::SQS::Queue" -> queueUrl(name);
            case "AWS::SNS::Topic",
                    "AWS::SecretsManager::Secret",
                    "AWS::Serverless::LayerVersion",
                    "AWS::Lambda::LayerVersion",
                    "AWS::Serverless::StateMachine",
                    "AWS::StepFunctions::StateMachine" -> resourceArn(type, logicalId, name, at);
            case "AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::Lambda::Url" ->
                ofFunction(type, name, resource, intrinsics);
            case "AWS::Cognito::UserPool" -> region + "_" + logicalId;
            case "AWS::Serverless::HttpApi",
                    "AWS::Serverless::Api",
                    "AWS::ApiGatewayV2::Api",
                    "AWS::ApiGateway::RestApi",
                    "AWS::Cognito::UserPoolClient" -> logicalId.toLowerCase(Locale.ROOT);
            default -> name;
        };
    }

    String attribute(String logicalId, String attribute, Value resource, Intrinsics intrinsics, Position at) {
        String name = name(logicalId, resource, intrinsics);
        String type = type(resource, intrinsics);
        String id = logicalId.toLowerCase(Locale.ROOT);
        return switch (attribute) {
            case "Arn", "TopicArn", "LayerVersionArn" -> resourceArn(type, logicalId, name, at);
            case "StreamArn" -> arn("dynamodb", "table/" + name + "/stream/2026-01-01T00:00:00.000");
            case "QueueName", "TopicName", "TableName", "Name" -> name;
            case "QueueUrl" -> queueUrl(name);
            case "Id", "ApiId", "RestApiId", "UserPoolId", "ClientId" -> reference(logicalId, resource, intrinsics, at);
            case "DomainName" -> type.startsWith("AWS::CloudFront") ? id + ".cloudfront.net" : bucket(name, "");
            case "RegionalDomainName" -> bucket(name, "." + region);
            case "DualStackDomainName" -> bucket(name, ".dualstack." + region);
            case "WebsiteURL" -> "http://" + name + ".s3-website-" + region + ".amazonaws.com";
            case "FunctionUrl" -> "https://" + id + ".lambda-url." + region + ".on.aws/";
            case "FunctionArn" -> ofFunction(type, name, resource, intrinsics);
            case "ApiEndpoint" -> "https://" + id + ".execute-api." + region + ".amazonaws.com";
            case "RootResourceId" -> id + "root";
            case "ProviderName" -> provider(logicalId);
            case "ProviderURL" -> "https://" + provider(logicalId);
            case "Value" -> value(logicalId, resource, intrinsics, at);
            default -> part(logicalId, attribute, resource, intrinsics, at);
        };
    }

    /** What SAM lets one say of its own resources: {@code Users.Version}, {@code Api.Stage}. */
    String part(String logicalId, String part, Value resource, Intrinsics intrinsics, Position at) {
        String type = type(resource, intrinsics);
        String name = name(logicalId, resource, intrinsics);
        String generated = logicalId + "EventInvokeConfigOn";
        return switch (part) {
            case "Version" -> resourceArn(type, logicalId, name, at) + ":1";
            case "Alias" ->
                resourceArn(type, logicalId, name, at) + ":" + property("AutoPublishAlias", resource, intrinsics, at);
            case "Stage" -> property("StageName", resource, intrinsics, at);
            case "DestinationQueue" -> queueUrl(STACK + "-" + destination(generated, "Queue", intrinsics, at));
            case "DestinationQueue.Arn" -> arn("sqs", STACK + "-" + destination(generated, "Queue", intrinsics, at));
            case "DestinationTopic" -> arn("sns", STACK + "-" + destination(generated, "Topic", intrinsics, at));
            default ->
                throw TemplateException.unknowable(
                        at,
                        "the attribute " + part + " of " + logicalId + " (" + type
                                + ") can't be known on this machine: " + CURE);
        };
    }

    /** The name that the template gives the resource, else one made of the stack and its id there. */
    String name(String logicalId, Value resource, Intrinsics intrinsics) {
        return intrinsics.name(logicalId, resource.at(), () -> {
            String type = type(resource, intrinsics);
            Value given = properties(resource, intrinsics).get(nameProperty(type));
            return given == null
                    ? STACK + "-" + logicalId + (isFifo(resource, intrinsics) ? ".fifo" : "")
                    : intrinsics.text(given);
        });
    }

    private static boolean isFifo(Value resource, Intrinsics intrinsics) {
        Map<String, Value> properties = properties(resource, intrinsics);
        Value fifo = properties.getOrDefault("FifoQueue", properties.get("FifoTopic"));
        return fifo != null && intrinsics.text(fifo).equals("true");
    }

    private static String nameProperty(String type) {
        return switch (type) {
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> "FunctionName";
            case "AWS::SQS::Queue" -> "QueueName";
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable" -> "TableName";
            case "AWS::S3::Bucket" -> "BucketName";
            case "AWS::SNS::Topic" -> "TopicName";
            case "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion" -> "LayerName";
            case "AWS::IAM::Role" -> "RoleName";
            case "AWS::Logs::LogGroup" -> "LogGroupName";
            case "AWS::StepFunctions::StateMachine" -> "StateMachineName";
            case "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage" -> "StageName";
            default -> "Name";
        };
    }

    private static Map<String, Value> properties(Value resource, Intrinsics intrinsics) {
        Value properties = intrinsics.fields(resource).get("Properties");
        return properties == null ? Map.of() : intrinsics.fields(properties);
    }

    private static String type(Value resource, Intrinsics intrinsics) {
        Value type = intrinsics.fields(resource).get("Type");
        if (type == null) {
            throw new TemplateException(resource.at(), "the resource has no Type");
        }
        return intrinsics.text(type);
    }

    private static String property(String name, Value resource, Intrinsics intrinsics, Position at) {
        Value value = properties(resource, intrinsics).get(name);
        if (value == null) {
            throw TemplateException.unknowable(at, "without a " + name + " this can't be known: " + CURE);
        }
        return intrinsics.text(value);
    }

    private static String destination(String generated, String kind, Intrinsics intrinsics, Position at) {
        for (String outcome : new String[] {"Failure", "Success"}) {
            if (intrinsics.resource(generated + outcome + kind) != null) {
                return generated + outcome + kind;
            }
        }
        throw new TemplateException(
                at, "SAM makes no destination " + kind.toLowerCase(Locale.ROOT) + " for this function");
    }

    private static String value(String logicalId, Value resource, Intrinsics intrinsics, Position at) {
        if (!type(resource, intrinsics).equals("AWS::SSM::Parameter")) {
            throw TemplateException.unknowable(
                    at, "the attribute Value of " + logicalId + " can't be known on this machine: " + CURE);
        }
        return property("Value", resource, intrinsics, at);
    }

    private String resourceArn(String type, String logicalId, String name, Position at) {
        return switch (type) {
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> arn("lambda", "function:" + name);
            case "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion" -> arn("lambda", "layer:" + name + ":1");
            case "AWS::SQS::Queue" -> arn("sqs", name);
            case "AWS::SNS::Topic" -> arn("sns", name);
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable" ->
                arn("dynamodb", "table/" + name);
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::Events::EventBus" -> arn("events", "event-bus/" + name);
            case "AWS::Events::Rule" -> arn("events", "rule/" + name);
            case "AWS::Scheduler::Schedule" -> arn("scheduler", "schedule/default/" + name);
            case "AWS::Kinesis::Stream" -> arn("kinesis", "stream/" + name);
            case "AWS::KMS::Key" -> arn("kms", "key/" + name);
            case "AWS::SecretsManager::Secret" -> arn("secretsmanager", "secret:" + name + "-AbCdEf");
            case "AWS::Cognito::UserPool" -> arn("cognito-idp", "userpool/" + region + "_" + logicalId);
            case "AWS::IAM::Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + name;
            case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + name + ":*");
            case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" ->
                arn("states", "stateMachine:" + name);
            default ->
                throw TemplateException.unknowable(
                        at, "the ARN of a " + type + " can't be known on this machine: " + CURE);
        };
    }

    /** The ARN of what belongs to a function: itself, or with the name of the alias or the version. */
    private String ofFunction(String type, String name, Value resource, Intrinsics intrinsics) {
        String function = property(
                type.equals("AWS::Lambda::Url") ? "TargetFunctionArn" : "FunctionName",
                resource,
                intrinsics,
                resource.at());
        String arn = function.startsWith("arn:") ? function : arn("lambda", "function:" + function);
        return switch (type) {
            case "AWS::Lambda::Alias" -> arn + ":" + name;
            case "AWS::Lambda::Version" -> arn + ":1";
            default -> arn;
        };
    }

    private String provider(String logicalId) {
        return "cognito-idp." + region + ".amazonaws.com/" + region + "_" + logicalId;
    }

    private static String bucket(String name, String place) {
        return name.toLowerCase(Locale.ROOT) + ".s3" + place + ".amazonaws.com";
    }

    /** The queue server's, so that what has the URL needs no other setting. */
    private String queueUrl(String name) {
        String server = queueEndpoint
                .map(URI::toString)
                .map(uri -> uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri)
                .orElse("https://sqs." + region + ".amazonaws.com");
        return server + "/" + ACCOUNT + "/" + name;
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }
}
