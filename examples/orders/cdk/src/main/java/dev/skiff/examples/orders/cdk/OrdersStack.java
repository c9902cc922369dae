package dev.skiff.examples.orders.cdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpJwtAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.CorsHttpMethod;
import software.amazon.awscdk.services.apigatewayv2.CorsPreflightOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpNoneAuthorizer;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.DynamoEventSource;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** The service of template.yaml. It is one file since it is one idea: data, queues, then each function with its rights and what calls it. */
public final class OrdersStack extends Stack {
    private static final Duration TWO_WEEKS = Duration.days(14);
    private static final List<String> READ_PARAMETER = List.of("ssm:GetParameter", "ssm:GetParameters");

    private final Settings settings;
    private final LayerVersion awsSdk;

    private final Table orders;
    private final Table totals;
    private final Table work;
    private final StringParameter ordersTableName;
    private final StringParameter totalsTableName;

    private final Queue placedDeadLetters;
    private final Queue placed;
    private final Queue acceptedDeadLetters;
    private final Queue accepted;

    public OrdersStack(Construct scope, String id, Settings settings) {
        super(scope, id);
        this.settings = settings;
        awsSdk = layer();
        orders = ordersTable();
        totals = table("TotalsTable").build();
        work = table("WorkTable").timeToLiveAttribute("expires_at").build();
        ordersTableName = parameter("OrdersTableName", "orders-table", orders.getTableName());
        totalsTableName = parameter("TotalsTableName", "totals-table", totals.getTableName());
        placedDeadLetters = failures(
                "PlacedDeadLetters", "Orders that could not be accepted; redrive them when the reason is gone");
        placed = placedQueue();
        acceptedDeadLetters = acceptedDeadLetters();
        accepted = acceptedQueue();

        api(ordersApi());
        orderWorker();
        shipmentWorker();
        orderProjector();
        dailyReport();
    }

    // ---- HTTP

    private Alias ordersApi() {
        Secret signingKey = Secret.Builder.create(this, "SigningKey")
                .description("Signs receipts; rotate it whenever you like")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(64)
                        .excludePunctuation(true)
                        .build())
                .build();
        StringParameter receipts = parameter("Receipts", "receipts", "on");

        Function.Builder builder = function("OrdersApi", "Orders of a customer, receipts, reports")
                .environment(environment(Map.of(
                        "PLACED_QUEUE_URL", placed.getQueueUrl(),
                        "ACCEPTED_QUEUE_URL", accepted.getQueueUrl(),
                        "SIGNING_KEY", signingKey.getSecretArn(),
                        "RECEIPTS_PARAMETER", receipts.getParameterName())));
        if (settings.provisionedConcurrency() == 0) {
            builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        Function function = builder.build();
        allow(function, List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"), orders.getTableArn());
        allow(function, List.of("dynamodb:Query"), orders.getTableArn() + "/index/by-customer");
        allow(function, List.of("dynamodb:GetItem"), totals.getTableArn());
        allow(function, List.of("sqs:SendMessage"), placed.getQueueArn());
        allow(function, List.of("secretsmanager:GetSecretValue"), signingKey.getSecretArn());
        allow(
                function,
                READ_PARAMETER,
                ordersTableName.getParameterArn(),
                totalsTableName.getParameterArn(),
                receipts.getParameterArn());

        Alias.Builder live =
                Alias.Builder.create(this, "Live").aliasName("live").version(function.getCurrentVersion());
        if (settings.provisionedConcurrency() > 0) {
            live.provisionedConcurrentExecutions(settings.provisionedConcurrency());
        }
        return live.build();
    }

    private void api(Alias function) {
        HttpApi api = HttpApi.Builder.create(this, "Api")
                .defaultAuthorizer(HttpJwtAuthorizer.Builder.create("Customers", settings.jwtIssuer())
                        .identitySource(List.of("$request.header.Authorization"))
                        .jwtAudience(List.of(settings.jwtAudience()))
                        .build())
                .corsPreflight(CorsPreflightOptions.builder()
                        .allowOrigins(List.of(settings.allowedOrigin()))
                        .allowMethods(List.of(
                                CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE))
                        .allowHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match"))
                        .exposeHeaders(List.of("ETag", "Location"))
                        .maxAge(Duration.minutes(10))
                        .build())
                .build();
        HttpLambdaIntegration integration = new HttpLambdaIntegration("Orders", function);
        api.addRoutes(AddRoutesOptions.builder()
                .path("/health")
                .methods(List.of(HttpMethod.GET))
                .integration(integration)
                .authorizer(new HttpNoneAuthorizer())
                .build());
        route(api, integration, "/orders", HttpMethod.POST, HttpMethod.GET);
        route(api, integration, "/orders/{id}", HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE);
        route(api, integration, "/orders/{id}/receipt", HttpMethod.GET);
        route(api, integration, "/reports/{day}", HttpMethod.GET);
        CfnOutput.Builder.create(this, "Url")
                .description("Where the API answers")
                .value(api.getApiEndpoint())
                .build();
    }

    private static void route(HttpApi api, HttpLambdaIntegration integration, String path, HttpMethod... methods) {
        api.addRoutes(AddRoutesOptions.builder()
                .path(path)
                .methods(List.of(methods))
                .integration(integration)
                .build());
    }

    // ---- queues

    private Queue placedQueue() {
        return Queue.Builder.create(this, "PlacedQueue")
                .visibilityTimeout(Duration.seconds(130)) // six times the worker's timeout, and its batching window
                .deadLetterQueue(afterFiveFailures(placedDeadLetters))
                .build();
    }

    private Queue acceptedDeadLetters() {
        Queue queue = Queue.Builder.create(this, "AcceptedDeadLetters")
                .fifo(true)
                .retentionPeriod(TWO_WEEKS)
                .build();
        alarm(queue, "AcceptedDeadLetters", "Orders that could not be shipped");
        return queue;
    }

    private Queue acceptedQueue() {
        return Queue.Builder.create(this, "AcceptedQueue")
                .fifo(true)
                .visibilityTimeout(Duration.seconds(120))
                .deadLetterQueue(afterFiveFailures(acceptedDeadLetters))
                .build();
    }

    private static DeadLetterQueue afterFiveFailures(Queue queue) {
        return DeadLetterQueue.builder().queue(queue).maxReceiveCount(5).build();
    }

    private void orderWorker() {
        Function worker = function("OrderWorker", "Accepts orders that were placed")
                .environment(environment(Map.of(
                        "PLACED_QUEUE_URL", placed.getQueueUrl(),
                        "ACCEPTED_QUEUE_URL", accepted.getQueueUrl(),
                        "DEAD_LETTERS_URL", placedDeadLetters.getQueueUrl(),
                        "WORK_TABLE", work.getTableName())))
                .build();
        allow(worker, List.of("dynamodb:GetItem", "dynamodb:PutItem"), orders.getTableArn());
        allow(
                worker,
                List.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:GetItem"),
                work.getTableArn());
        allow(worker, List.of("sqs:SendMessage"), accepted.getQueueArn(), placedDeadLetters.getQueueArn());
        allow(worker, READ_PARAMETER, ordersTableName.getParameterArn());
        worker.addEventSource(SqsEventSource.Builder.create(placed)
                .batchSize(10)
                .maxBatchingWindow(Duration.seconds(1))
                .reportBatchItemFailures(true)
                .maxConcurrency(10)
                .build());
    }

    private void shipmentWorker() {
        Function worker = function("ShipmentWorker", "Ships what was accepted, in order for each customer")
                .build();
        allow(worker, List.of("dynamodb:GetItem", "dynamodb:PutItem"), orders.getTableArn());
        allow(worker, READ_PARAMETER, ordersTableName.getParameterArn());
        worker.addEventSource(SqsEventSource.Builder.create(accepted)
                .batchSize(10)
                .reportBatchItemFailures(true)
                .build());
    }

    // ---- stream and report

    private void orderProjector() {
        Queue failures = failures("ProjectionFailures", "Changes that are missing in the totals");
        Function projector =
                function("OrderProjector", "Keeps the totals of each day").build();
        allow(projector, List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"), totals.getTableArn());
        allow(projector, READ_PARAMETER, totalsTableName.getParameterArn());
        projector.addEventSource(DynamoEventSource.Builder.create(orders)
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(100)
                .retryAttempts(5)
                .bisectBatchOnError(true)
                .reportBatchItemFailures(true)
                .onFailure(new SqsDlq(failures))
                .build());
    }

    private void dailyReport() {
        Function report = function("DailyReport", "Reports the day before")
                .deadLetterQueue(failures("ReportFailures", "A morning without a report"))
                .build();
        allow(report, List.of("dynamodb:GetItem", "dynamodb:PutItem"), totals.getTableArn());
        allow(report, READ_PARAMETER, totalsTableName.getParameterArn());
        Rule.Builder.create(this, "EveryMorning")
                .schedule(Schedule.cron(
                        CronOptions.builder().hour("8").minute("0").build()))
                .targets(List.of(new LambdaFunction(report)))
                .build();
    }

    // ---- data

    private Table ordersTable() {
        Table table = table("OrdersTable").stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .build();
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("by-customer")
                .partitionKey(text("customer"))
                .sortKey(text("placedAt"))
                .build());
        return table;
    }

    /** Goes away with the stack, its data too; a table that must stay says {@code RETAIN}. */
    private Table.Builder table(String id) {
        return Table.Builder.create(this, id)
                .partitionKey(text("id"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY);
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    private StringParameter parameter(String id, String name, String value) {
        return StringParameter.Builder.create(this, id)
                .parameterName("/" + getStackName() + "/" + name)
                .stringValue(value)
                .build();
    }

    // ---- what functions have in common

    private LayerVersion layer() {
        return LayerVersion.Builder.create(this, "AwsSdk")
                .description("AWS's SDK for DynamoDB and SQS, which all functions share")
                .code(Code.fromAsset("../target/layer.zip"))
                .compatibleRuntimes(List.of(Runtime.JAVA_21, Runtime.JAVA_25))
                .compatibleArchitectures(List.of(Architecture.ARM_64, Architecture.X86_64))
                .build();
    }

    private Function.Builder function(String name, String description) {
        return Function.Builder.create(this, name)
                .description(description)
                .handler("dev.skiff.examples.orders." + name)
                .runtime(Runtime.JAVA_21)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset("../target/orders.zip"))
                .layers(List.of(awsSdk))
                .memorySize(1024)
                .timeout(Duration.seconds(20))
                .loggingFormat(LoggingFormat.JSON)
                .environment(environment(Map.of()));
    }

    private Map<String, String> environment(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(own);
        all.put("ORDERS_TABLE_PARAMETER", ordersTableName.getParameterName());
        all.put("TOTALS_TABLE_PARAMETER", totalsTableName.getParameterName());
        return all;
    }

    /** Actions one by one: CDK's own grants give more, such as {@code ssm:DescribeParameters}. */
    private static void allow(Function function, List<String> actions, String... resources) {
        function.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .build());
    }

    private Queue failures(String id, String meaning) {
        Queue queue = Queue.Builder.create(this, id).retentionPeriod(TWO_WEEKS).build();
        alarm(queue, id, meaning);
        return queue;
    }

    private void alarm(Queue queue, String id, String meaning) {
        Alarm alarm = queue.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(1))
                        .build())
                .createAlarm(
                        this,
                        id + "Alarm",
                        CreateAlarmOptions.builder()
                                .alarmDescription(meaning)
                                .evaluationPeriods(1)
                                .threshold(0)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build());
        settings.alarmTopicArn()
                .ifPresent(arn -> alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, id + "Topic", arn))));
    }
}
