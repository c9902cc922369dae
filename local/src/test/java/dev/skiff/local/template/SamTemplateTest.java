package dev.skiff.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamTemplateTest {
    private static final String FUNCTION = """
            Resources:
              Users:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.Users
                  CodeUri: users.zip
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_function_has_lambdas_defaults() throws IOException {
        SamFunction function = onlyFunction(FUNCTION);

        assertThat(function.logicalId()).isEqualTo("Users");
        assertThat(function.name()).isEqualTo("local-Users");
        assertThat(function.handler()).isEqualTo("example.Users");
        assertThat(function.code()).isEqualTo(directory.toAbsolutePath().resolve("users.zip"));
        assertThat(function.memorySize()).isEqualTo(128);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(function.environment()).isEmpty();
        assertThat(function.routes()).isEmpty();
        assertThat(function.url()).isEmpty();
    }

    @Test
    void globals_are_merged_maps_deep_and_scalars_replaced() throws IOException {
        SamFunction function = onlyFunction("""
                Globals:
                  Function:
                    Timeout: 10
                    MemorySize: 512
                    Runtime: java25
                    SnapStart: {ApplyOn: PublishedVersions}
                    Environment: {Variables: {A: global, B: global}}
                """ + FUNCTION + """
                      MemorySize: 1024
                      FunctionName: users
                      Environment: {Variables: {B: own, C: own}}
                """);

        assertThat(function.name()).isEqualTo("users");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(function.memorySize()).isEqualTo(1024);
        assertThat(function.runtime()).isEqualTo("java25");
        assertThat(function.snapStart()).isTrue();
        assertThat(function.environment()).isEqualTo(Map.of("A", "global", "B", "own", "C", "own"));
    }

    @Test
    void how_a_function_logs_is_read_and_merged() throws IOException {
        assertThat(onlyFunction(FUNCTION).logging()).isEqualTo(SamLogging.DEFAULT);
        assertThat(onlyFunction("Globals: {Function: {LoggingConfig: {LogFormat: JSON, LogGroup: /app/all}}}\n"
                                + FUNCTION)
                        .logging())
                .isEqualTo(new SamLogging(true, Optional.of("INFO"), Optional.of("/app/all")));
        assertThat(onlyFunction("Globals: {Function: {LoggingConfig: {LogFormat: JSON}}}\n" + FUNCTION
                                + "      LoggingConfig: {ApplicationLogLevel: TRACE, SystemLogLevel: WARN}\n")
                        .logging())
                .isEqualTo(new SamLogging(true, Optional.of("TRACE"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    !Ref Stage                                        ; test
                    {Ref: Stage}                                      ; test
                    !Ref AWS::Region                                  ; us-east-1
                    !Ref AWS::AccountId                               ; 123456789012
                    !Ref Jobs                                         ; https://sqs.us-east-1.amazonaws.com/123456789012/local-Jobs
                    !Ref Named                                        ; https://sqs.us-east-1.amazonaws.com/123456789012/jobs.fifo
                    !Ref Table                                        ; local-Table
                    !Ref Users                                        ; local-Users
                    !Ref Topic                                        ; arn:aws:sns:us-east-1:123456789012:local-Topic
                    !GetAtt Jobs.Arn                                  ; arn:aws:sqs:us-east-1:123456789012:local-Jobs
                    {'Fn::GetAtt': [Jobs, QueueName]}                 ; local-Jobs
                    {'Fn::GetAtt': Table.StreamArn}                   ; arn:aws:dynamodb:us-east-1:123456789012:table/local-Table/stream/2026-01-01T00:00:00.000
                    !Sub '${Stage}-${!Stage}-${Jobs.QueueName}'       ; test-${Stage}-local-Jobs
                    !Sub ['${a}/${Stage}', {a: !Ref Table}]           ; local-Table/test
                    !Join ['-', [a, !Ref Stage]]                      ; a-test
                    !Join ['-', !Ref Subnets]                         ; s1-s2
                    !Select [1, !Split [',', 'a,b,c']]                ; b
                    !Select ['0', [a, b]]                             ; a
                    !FindInMap [Sizes, !Ref Stage, small]             ; 12
                    !If [IsTest, yes it is, no]                       ; yes it is
                    !If [IsProd, a, b]                                ; b
                    !If [Either, a, b]                                ; a
                    !Base64 abc                                       ; YWJj
                    {'Fn::Base64': !Sub '${Stage}'}                   ; dGVzdA==
                    012345678901                                      ; 012345678901
                    2010-09-09                                        ; 2010-09-09
                    True                                              ; true
                    1.50                                              ; 1.50
                    !ImportValue x                                    ; from the env file
                    """)
    void values_amount_to_what_they_would_on_aws(String value, String expected) throws IOException {
        String yaml = """
                Parameters:
                  Stage: {Type: String, Default: prod}
                  Subnets: {Type: CommaDelimitedList, Default: 's1, s2'}
                Mappings:
                  Sizes:
                    test: {small: 12}
                Conditions:
                  IsTest: !Equals [!Ref Stage, test]
                  IsProd: !Not [!Condition IsTest]
                  Either: !Or [!Condition IsProd, !And [!Condition IsTest, !Equals [a, a]]]
                """ + FUNCTION + """
                      Environment:
                        Variables:
                          %s: %s
                  Jobs: {Type: AWS::SQS::Queue}
                  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs.fifo, FifoQueue: true}}
                  Table: {Type: AWS::DynamoDB::Table}
                  Topic: {Type: AWS::SNS::Topic}
                """.formatted(value.startsWith("!ImportValue") ? "GIVEN" : "SEEN", value);

        SamTemplate template = read(yaml, Map.of("Stage", "test"), Map.of("GIVEN", "from the env file"));

        assertThat(template.functions().get(0).environment()).containsValue(expected);
    }

    @Test
    void no_value_removes_a_property() throws IOException {
        SamFunction function = onlyFunction("Conditions: {Big: !Equals [a, b]}\n" + FUNCTION + """
                      MemorySize: !If [Big, 2048, !Ref AWS::NoValue]
                      Environment: {Variables: {A: !Ref AWS::NoValue}}
                """);

        assertThat(function.memorySize()).isEqualTo(128);
        assertThat(function.environment()).isEmpty();
    }

    @Test
    void a_resource_whose_condition_fails_is_not_there() throws IOException {
        SamTemplate template = read("Conditions: {Never: !Equals [a, b]}\n"
                + FUNCTION.replace("Function\n", "Function\n    Condition: Never\n"));

        assertThat(template.functions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    !Ref Absent                   ; :9:17: there is no parameter or resource Absent
                    !Ref Needed                   ; the parameter Needed has no default: give it with --parameter Needed=…
                    !ImportValue other-stack      ; :9:17: Fn::ImportValue can't be known on this machine
                    !GetAZs us-east-1             ; Fn::GetAZs can't be known on this machine
                    !GetAtt Users.Wings           ; the attribute Wings of Users (AWS::Serverless::Function) can't be known
                    !Sub '${Users.Wings}'         ; the attribute Wings of Users
                    !If [Absent, a, b]            ; there is no condition Absent
                    !Refs Users                   ; :9:17: unknown tag !Refs
                    '{{resolve:ssm:/a/b}}'        ; the dynamic reference {{resolve:ssm:/a/b}} can't be resolved here
                    !Select [3, [a, b]]           ; no item 3 in a list of 2
                    !FindInMap [A, b, c]          ; there is no Mappings.A.b.c
                    [a, b]                        ; :9:17: Users.Environment.Variables.SEEN is a list, expected text
                    """)
    void what_cannot_be_known_is_refused_with_its_place(String value, String message) throws IOException {
        String yaml = FUNCTION + """
                      Environment:
                        Variables:
                          SEEN: %s
                Parameters:
                  Needed: {Type: String}
                """.formatted(value);

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void what_nobody_needs_does_no_harm() throws IOException {
        SamTemplate template = read(FUNCTION + """
                      Role: !ImportValue role
                      Policies: [{Statement: [{Condition: {StringEquals: {a: b}}}]}]
                Outputs:
                  Zones: {Value: !GetAZs us-east-1}
                """);

        assertThat(template.functions()).hasSize(1);
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        assertThatThrownBy(() -> read(FUNCTION + "      Handler: example.Other\n"))
                .hasMessageContaining(":7:7: the key 'Handler' stands twice");
    }

    @Test
    void a_tab_is_refused_with_its_place() {
        assertThatThrownBy(() -> read("Resources:\n\tUsers: {}\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template.yaml:2:1: ");
    }

    @Test
    void values_that_cloud_formation_reads_differently_are_told() throws IOException {
        SamTemplate template = read(FUNCTION + "      Environment: {Variables: {A: on, B: 'on', C: 0755}}\n");

        assertThat(template.warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains(":7:36: CloudFormation reads on as a boolean"))
                .anyMatch(warning -> warning.contains("reads 0755 as an octal number"));
    }

    @Test
    void json_is_a_template_too() throws IOException {
        Path file = directory.resolve("template.json");
        Files.writeString(file, """
                {"Resources": {"Users": {"Type": "AWS::Serverless::Function",
                \t"Properties": {"Handler": {"Fn::Sub": "example.${AWS::StackName}"}, "CodeUri": "users.zip"}}}}
                """);

        SamTemplate template = SamTemplate.read(directory, new SamTemplate.Options(Map.of(), Map.of()));

        assertThat(template.functions().get(0).handler()).isEqualTo("example.local");
    }

    @Test
    void http_api_events_are_routes_and_other_events_are_told() throws IOException {
        SamTemplate template = read(FUNCTION + """
                      FunctionUrlConfig: {AuthType: AWS_IAM}
                      Events:
                        One: {Type: HttpApi, Properties: {Path: '/users/{id}', Method: get}}
                        Any: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: '/{proxy+}', Method: '*', TimeoutInMillis: 500}}
                        Rest: {Type: HttpApi}
                        Queue: {Type: SQS, Properties: {Queue: !ImportValue queue}}
                  Api: {Type: AWS::Serverless::HttpApi, Properties: {StageName: prod, Auth: {}}}
                  Unused: {Type: AWS::Serverless::HttpApi}
                """);

        assertThat(template.functions().get(0).url()).isPresent();
        assertThat(template.functions().get(0).routes())
                .extracting(SamRoute::api, SamRoute::key, SamRoute::timeout)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ServerlessHttpApi", "GET /users/{id}", Duration.ofSeconds(30)),
                        org.assertj.core.groups.Tuple.tuple("Api", "ANY /{proxy+}", Duration.ofMillis(500)),
                        org.assertj.core.groups.Tuple.tuple("ServerlessHttpApi", "$default", Duration.ofSeconds(30)));
        assertThat(template.apis())
                .extracting(SamApi::logicalId, SamApi::stage)
                .containsExactlyInAnyOrder(tuple("ServerlessHttpApi", "$default"), tuple("Api", "prod"));
        assertThat(template.notRun())
                .anyMatch(line -> line.startsWith("Users: event Queue isn't run: ")
                        && line.contains(":12:48: Fn::ImportValue can't be known on this machine"));
    }

    @Test
    void functions_of_other_kinds_are_told() throws IOException {
        SamTemplate template = read("""
                Resources:
                  Node: {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs22.x, Handler: a, CodeUri: .}}
                  Image: {Type: AWS::Serverless::Function, Properties: {PackageType: Image}}
                  Bucket: {Type: AWS::Serverless::Function, Properties: {Handler: a, CodeUri: 's3://b/k'}}
                """);

        assertThat(template.functions()).isEmpty();
        assertThat(template.notRun())
                .containsExactly(
                        "Node: only Java functions are run, not nodejs22.x",
                        "Image: container images aren't run",
                        "Bucket: its code is in S3");
    }

    @Test
    void a_parameter_that_the_template_does_not_have_is_refused() {
        assertThatThrownBy(() -> read(FUNCTION, Map.of("Stge", "x"), Map.of()))
                .hasMessageContaining("the template has no parameter Stge");
    }

    private SamFunction onlyFunction(String yaml) throws IOException {
        assertThat(read(yaml).functions()).hasSize(1);
        return read(yaml).functions().get(0);
    }

    private SamTemplate read(String yaml) throws IOException {
        return read(yaml, Map.of(), Map.of());
    }

    private SamTemplate read(String yaml, Map<String, String> parameters, Map<String, String> variables)
            throws IOException {
        Files.writeString(directory.resolve("template.yaml"), yaml);
        return SamTemplate.read(directory, new SamTemplate.Options(parameters, variables));
    }
}
