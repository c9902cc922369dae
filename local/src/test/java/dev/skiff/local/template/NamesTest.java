package dev.skiff.local.template;

import static dev.skiff.local.template.Templates.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code Ref} and {@code GetAtt} amount to for the kinds of resources, those among them that SAM makes. */
class NamesTest {
    private static final String RESOURCES = """
                  AutoPublishAlias: live
                  FunctionUrlConfig: {AuthType: NONE}
                  EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}
                  Events:
                    List: {Type: HttpApi, Properties: {Path: /, Method: get}}
                    Old: {Type: Api, Properties: {Path: /, Method: get}}
                    Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day), DeadLetterConfig: {Type: SQS}}}
                    Weekly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(7 days)}}
              Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
              Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
              Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}
              Table: {Type: AWS::DynamoDB::Table}
              Simple: {Type: AWS::Serverless::SimpleTable}
              Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: app/db}}
              Setting: {Type: AWS::SSM::Parameter, Properties: {Name: /app/mode, Value: fast}}
              Pool: {Type: AWS::Cognito::UserPool}
              Client: {Type: AWS::Cognito::UserPoolClient}
              Stream: {Type: AWS::Kinesis::Stream}
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
              Flow: {Type: AWS::Serverless::StateMachine, Properties: {Name: flow}}
              Layer: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: l}}
              Rest: {Type: AWS::Serverless::Api, Properties: {StageName: v1}}
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    !GetAtt Users.Arn                 ; arn:aws:lambda:eu-west-1:123456789012:function:local-Users
                    !Ref Users.Version                ; arn:aws:lambda:eu-west-1:123456789012:function:local-Users:1
                    !Ref Users.Alias                  ; arn:aws:lambda:eu-west-1:123456789012:function:local-Users:live
                    !Ref UsersAliaslive               ; arn:aws:lambda:eu-west-1:123456789012:function:local-Users:live
                    !GetAtt UsersRole.Arn             ; arn:aws:iam::123456789012:role/local-UsersRole
                    !GetAtt UsersUrl.FunctionUrl      ; https://usersurl.lambda-url.eu-west-1.on.aws/
                    !GetAtt UsersUrl.FunctionArn      ; arn:aws:lambda:eu-west-1:123456789012:function:local-Users
                    !Ref Users.DestinationQueue       ; http://127.0.0.1:9324/123456789012/local-UsersEventInvokeConfigOnFailureQueue
                    !GetAtt UsersEventInvokeConfigOnFailureQueue.QueueName ; local-UsersEventInvokeConfigOnFailureQueue
                    !Ref UsersNightly                 ; local-UsersNightly
                    !GetAtt UsersNightly.Arn          ; arn:aws:events:eu-west-1:123456789012:rule/local-UsersNightly
                    !GetAtt UsersNightlyQueue.Arn     ; arn:aws:sqs:eu-west-1:123456789012:local-UsersNightlyQueue
                    !Ref ServerlessHttpApi            ; serverlesshttpapi
                    !Ref ServerlessRestApi            ; serverlessrestapi
                    !Ref ServerlessRestApiProdStage   ; Prod
                    !Ref Restv1Stage                  ; v1
                    !Ref Rest.Stage                   ; v1
                    !GetAtt Rest.RootResourceId       ; restroot
                    !GetAtt ServerlessHttpApi.ApiEndpoint ; https://serverlesshttpapi.execute-api.eu-west-1.amazonaws.com
                    !Sub 'https://${ServerlessHttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}' ; https://serverlesshttpapi.execute-api.eu-west-1.amazonaws.com
                    !Ref Fifo                         ; http://127.0.0.1:9324/123456789012/local-Fifo.fifo
                    !GetAtt Fifo.QueueUrl             ; http://127.0.0.1:9324/123456789012/local-Fifo.fifo
                    !GetAtt Topic.TopicName           ; news
                    !GetAtt Topic.TopicArn            ; arn:aws:sns:eu-west-1:123456789012:news
                    !Ref Bucket                       ; b
                    !GetAtt Bucket.Arn                ; arn:aws:s3:::b
                    !GetAtt Bucket.DomainName         ; b.s3.amazonaws.com
                    !GetAtt Bucket.RegionalDomainName ; b.s3.eu-west-1.amazonaws.com
                    !GetAtt Bucket.WebsiteURL         ; http://b.s3-website-eu-west-1.amazonaws.com
                    !Ref Simple                       ; local-Simple
                    !GetAtt Table.Arn                 ; arn:aws:dynamodb:eu-west-1:123456789012:table/local-Table
                    !Ref Secret                       ; arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-AbCdEf
                    !Ref Setting                      ; /app/mode
                    !GetAtt Setting.Value             ; fast
                    !Ref Pool                         ; eu-west-1_Pool
                    !GetAtt Pool.Arn                  ; arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Pool
                    !GetAtt Pool.ProviderURL          ; https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool
                    !GetAtt Pool.ProviderName         ; cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool
                    !Ref Client                       ; client
                    !GetAtt Stream.Arn                ; arn:aws:kinesis:eu-west-1:123456789012:stream/local-Stream
                    !GetAtt Bus.Arn                   ; arn:aws:events:eu-west-1:123456789012:event-bus/shop
                    !GetAtt Bus.Name                  ; shop
                    !Ref Flow                         ; arn:aws:states:eu-west-1:123456789012:stateMachine:flow
                    !Ref Layer                        ; arn:aws:lambda:eu-west-1:123456789012:layer:local-Layer:1
                    """)
    void a_resource_has_a_name_an_arn_or_a_url(String value, String expected) throws IOException {
        String yaml = FUNCTION + "      Environment: {Variables: {SEEN: " + value + "}}\n" + RESOURCES;

        assertThat(read(yaml).functions().get(0).environment()).containsEntry("SEEN", expected);
    }

    @Test
    void what_a_template_declares_itself_is_not_made_by_sam() throws IOException {
        String yaml = FUNCTION + """
                      Environment: {Variables: {SEEN: !GetAtt UsersRole.Arn}}
                  UsersRole: {Type: AWS::IAM::Role, Properties: {RoleName: mine}}
                """;

        assertThat(read(yaml).functions().get(0).environment())
                .containsEntry("SEEN", "arn:aws:iam::123456789012:role/mine");
    }

    @Test
    void language_extensions_are_there_when_they_are_asked_for() throws IOException {
        String yaml = "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n" + FUNCTION + """
                      Environment:
                        Variables:
                          LENGTH: {Fn::Length: [a, b, c]}
                          JSON: {Fn::ToJsonString: {a: 1, b: ['2', true], c: !Ref AWS::Region}}
                """;

        assertThat(read(yaml).functions().get(0).environment())
                .containsEntry("LENGTH", "3")
                .containsEntry("JSON", "{\"a\":1,\"b\":[\"2\",true],\"c\":\"eu-west-1\"}");
    }

    private SamTemplate read(String yaml) throws IOException {
        Files.writeString(directory.resolve("template.yaml"), yaml);
        SamTemplate.Options options = new SamTemplate.Options(Map.of(), Map.of("AWS_REGION", "eu-west-1"))
                .withQueueEndpoint(URI.create("http://127.0.0.1:9324/"));
        return SamTemplate.read(directory, options);
    }
}
