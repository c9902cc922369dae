package dev.skiff.local.template;

import static dev.skiff.local.template.Templates.FUNCTION;
import static dev.skiff.local.template.Templates.read;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is told with its place, what stands there, and what should. */
class MistakesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    MemorySize: 64                                  ; :7:19: Users.MemorySize is '64', expected a whole number from 128 to 10240
                    MemorySize: many                                ; Users.MemorySize is 'many', expected a whole number
                    MemorySize: [1]                                 ; Users.MemorySize is a list, expected text
                    Timeout: 901                                    ; Users.Timeout is '901', expected a whole number from 1 to 900
                    SnapStart: {ApplyOn: Always}                    ; Users.SnapStart.ApplyOn is 'Always', expected None or PublishedVersions
                    SnapStart: yes please                           ; Users.SnapStart is 'yes please', expected a map
                    ReservedConcurrentExecutions: -1                ; Users.ReservedConcurrentExecutions is '-1'
                    Layers: lib                                     ; Users.Layers is 'lib', expected a list
                    LoggingConfig: {LogFormat: Xml}                 ; Users.LoggingConfig.LogFormat is 'Xml', expected Text or JSON
                    LoggingConfig: {LogFormat: JSON, ApplicationLogLevel: ALL} ; ApplicationLogLevel is 'ALL', expected INFO or TRACE
                    LoggingConfig: {ApplicationLogLevel: DEBUG}     ; Users.LoggingConfig has a level, which Lambda takes with LogFormat: JSON alone
                    Environment: {Variables: [a]}                   ; Users.Environment.Variables is a list, expected a map
                    FunctionUrlConfig: {Cors: {}}                   ; Users.FunctionUrlConfig: here AuthType is missing
                    FunctionUrlConfig: {AuthType: OPEN}             ; Users.FunctionUrlConfig.AuthType is 'OPEN', expected NONE or AWS_IAM
                    EventInvokeConfig: {MaximumRetryAttempts: 3}    ; Users.EventInvokeConfig.MaximumRetryAttempts is '3', expected a whole number from 0 to 2
                    EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: S4}}} ; OnFailure.Type is 'S4', expected SQS or SNS
                    Events: {A: {Type: Sqs}}                        ; has the type Sqs, which SAM doesn't know
                    Events: {A: {Type: SQS}}                        ; Users.Events.A: here Queue is missing
                    Events: {A: {}}                                 ; Users.Events.A: here Type is missing
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c.fifo', BatchSize: 11}}}  ; expected a whole number from 1 to 10
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c', BatchSize: 11}}}       ; expected at most 10 without MaximumBatchingWindowInSeconds
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c', FunctionResponseTypes: [ReportBatchItemFailure]}}} ; FunctionResponseTypes is a list, expected [ReportBatchItemFailures]
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c', ScalingConfig: {MaximumConcurrency: 1}}}}          ; ScalingConfig.MaximumConcurrency is '1', expected a whole number from 2 to 1000
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c', FilterCriteria: {Filters: [{Pattern: 'a'}]}}}}     ; FilterCriteria.Filters[0].Pattern is 'a', expected JSON
                    Events: {A: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:a:b:c', FilterCriteria: {Filters: [{Pattern: '[]'}]}}}}    ; expected a JSON object
                    Events: {A: {Type: DynamoDB, Properties: {Stream: a}}}                              ; here StartingPosition is missing
                    Events: {A: {Type: DynamoDB, Properties: {Stream: a, StartingPosition: FIRST}}}     ; is 'FIRST', expected LATEST or TRIM_HORIZON
                    Events: {A: {Type: Kinesis, Properties: {Stream: a, StartingPosition: LATEST, MaximumRecordAgeInSeconds: 5}}} ; expected -1, or 60 to 604800
                    Events: {A: {Type: Schedule, Properties: {Schedule: every day}}}                    ; Schedule is 'every day', expected rate(…) or cron(…)
                    Events: {A: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day), ScheduleExpressionTimezone: Mars}}} ; is 'Mars', expected a time zone
                    Events: {A: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day), StartDate: soon}}}                  ; StartDate is 'soon', expected a time such as
                    Events: {A: {Type: S3, Properties: {Bucket: foreign, Events: ['s3:ObjectCreated:*']}}}  ; Bucket is 'foreign', expected !Ref of an AWS::S3::Bucket of this template
                    Events: {A: {Type: SNS, Properties: {Topic: a, FilterPolicy: 'x'}}}                     ; FilterPolicy is 'x', expected JSON
                    Events: {A: {Type: EventBridgeRule, Properties: {Pattern: '{'}}}                        ; Pattern is '{', expected JSON
                    Events: {A: {Type: HttpApi, Properties: {Path: users, Method: get}}}                    ; :7:54: Users.Events.A.Path is 'users', expected a path that starts with /
                    Events: {A: {Type: HttpApi, Properties: {Path: /users}}}                                ; needs both Path and Method, or neither
                    Events: {A: {Type: HttpApi, Properties: {Path: /u, Method: get, TimeoutInMillis: 40000}}} ; TimeoutInMillis is '40000', expected a whole number from 50 to 30000
                    Events: {A: {Type: HttpApi, Properties: {Path: /u, Method: get, ApiId: abc}}}             ; ApiId is 'abc', expected !Ref of an AWS::Serverless::HttpApi of this template
                    Events: {A: {Type: HttpApi, Properties: {Path: /u, Method: get, Auth: {Authorizer: Absent}}}} ; Authorizer is 'Absent', expected one of the authorizers of ServerlessHttpApi: []
                    """)
    void a_property_that_is_wrong_is_named(String property, String message) {
        assertThatThrownBy(() -> read(directory, FUNCTION + "      " + property + "\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:7:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 50000}}             ; :7:62: A.VisibilityTimeout is '50000', expected a whole number from 0 to 43200
                    {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, QueueName: a}}        ; A has the name a without .fifo at its end
                    {Type: AWS::SQS::Queue, Properties: {QueueName: a b}}                       ; A has the name 'a b', expected up to 80 letters
                    {Type: AWS::SQS::Queue, Properties: {FifoQueue: maybe}}                     ; A.FifoQueue is 'maybe', expected true or false
                    {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: a}}} ; A.RedrivePolicy: here maxReceiveCount is missing
                    {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, RedrivePolicy: {deadLetterTargetArn: !GetAtt B.Arn, maxReceiveCount: 2}}} ; A and its dead-letter queue B must both be FIFO queues, or neither
                    {Type: AWS::SNS::Topic, Properties: {MaximumMessageSize: 2000000}}          ; A.MaximumMessageSize is '2000000', expected a whole number from 1024 to 1048576
                    {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Type: Text}}} ; A.PrimaryKey.Type is 'Text', expected String or Number or Binary
                    {Type: AWS::Serverless::Api}                                                ; A: here StageName is missing
                    {Type: AWS::Serverless::HttpApi, Properties: {CorsConfiguration: all}}      ; A.CorsConfiguration is 'all', expected a map or true
                    {Type: AWS::Serverless::HttpApi, Properties: {CorsConfiguration: {AllowOrigins: ['*'], AllowCredentials: true}}} ; allows credentials, and so can't allow the origin *
                    {Type: AWS::Serverless::HttpApi, Properties: {Auth: {Authorizers: {X: {}}}}} ; A.Auth.Authorizers.X has neither JwtConfiguration nor FunctionArn
                    {Type: AWS::Serverless::HttpApi, Properties: {Auth: {DefaultAuthorizer: X}}} ; DefaultAuthorizer is 'X', expected one of the authorizers of A: []
                    {Type: AWS::Serverless::HttpApi, Properties: {Auth: {Authorizers: {X: {JwtConfiguration: {issuer: a}}}}}}                ; here IdentitySource is missing
                    {Type: AWS::Serverless::HttpApi, Properties: {Auth: {Authorizers: {X: {FunctionArn: a}}}}}                               ; here AuthorizerPayloadFormatVersion is missing
                    {Type: AWS::Serverless::Api, Properties: {StageName: a, Auth: {Authorizers: {X: {FunctionArn: a, FunctionPayloadType: REQUEST}}}}} ; needs an Identity with Headers
                    {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Users, EventSourceArn: !GetAtt B.Arn, BatchSize: 0}}       ; A.BatchSize is '0'
                    [a]                                                                          ; A is a list, expected a map
                    {Type: [a]}                                                                  ; A.Type is a list, expected text
                    {Type: AWS::SQS::Queue, Condition: Absent}                                   ; there is no condition Absent
                    """)
    void a_resource_that_is_wrong_is_named(String resource, String message) {
        assertThatThrownBy(() -> read(directory, FUNCTION + "  A: " + resource + "\n  B: {Type: AWS::SQS::Queue}\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:7:")
                .hasMessageContaining(message);
    }

    @Test
    void all_mistakes_are_told_at_once() {
        String yaml = FUNCTION + """
                      MemorySize: 1
                      Events: {A: {Type: SQS}, B: {Type: Schedule, Properties: {Schedule: x}}}
                  Jobs: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1000}}
                """;

        assertThatThrownBy(() -> read(directory, yaml))
                .hasMessageContaining("4 mistakes:\n")
                .hasMessageContaining("MemorySize is '1'")
                .hasMessageContaining("here Queue is missing")
                .hasMessageContaining("Schedule is 'x'")
                .hasMessageContaining("DelaySeconds is '1000'");
    }
}
