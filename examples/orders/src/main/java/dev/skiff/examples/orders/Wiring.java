package dev.skiff.examples.orders;

import dev.skiff.batch.DeadLetters;
import dev.skiff.batch.IdempotencyStore;
import dev.skiff.batch.aws.DynamoDbIdempotency;
import dev.skiff.batch.aws.SqsDeadLetters;
import dev.skiff.secrets.LocalSource;
import dev.skiff.secrets.Parameter;
import dev.skiff.secrets.Secrets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the parts together, from what template.yaml says in the functions' environment. Each function asks for those that it needs. */
final class Wiring {
    private final Map<String, String> environment;
    private final Secrets secrets;
    private final DynamoDbClient dynamoDb;

    private Wiring(Map<String, String> environment) {
        this.environment = environment;
        this.secrets = secrets(environment);
        this.dynamoDb = DynamoDbClient.builder().httpClient(http()).build();
    }

    private static Secrets secrets(Map<String, String> environment) {
        Secrets.Builder secrets = Secrets.builder();
        // local.env says so: there is no Secrets Manager on this machine
        if (environment.getOrDefault("SECRETS_FROM", "").equals("environment")) {
            secrets.source(LocalSource.environment());
        }
        // how soon a rotated key or a switched flag is seen
        return secrets.freshFor(Duration.parse(environment.getOrDefault("SECRETS_FRESH_FOR", "PT5M")))
                .build();
    }

    static Wiring fromEnvironment() {
        // AWS's SDK would tell at each start that it misses an SLF4J provider; see README.md
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        return new Wiring(System.getenv());
    }

    Orders orders() {
        return new DynamoOrders(dynamoDb, parameter("ORDERS_TABLE_PARAMETER")::get);
    }

    Totals totals() {
        return new DynamoTotals(dynamoDb, parameter("TOTALS_TABLE_PARAMETER")::get);
    }

    Messages messages(SqsClient sqs) {
        return new SqsMessages(sqs, variable("PLACED_QUEUE_URL"), variable("ACCEPTED_QUEUE_URL"));
    }

    IdempotencyStore once() {
        return DynamoDbIdempotency.of(dynamoDb, variable("WORK_TABLE")).withKeyPrefix("accept#");
    }

    DeadLetters deadLetters(SqsClient sqs) {
        return SqsDeadLetters.of(sqs, variable("DEAD_LETTERS_URL"));
    }

    Receipts receipts() {
        return new Receipts(secrets.text(variable("SIGNING_KEY")));
    }

    /** {@code on} or {@code off}; a change is seen within minutes, without a deployment. */
    Parameter<String> receiptsFlag() {
        return parameter("RECEIPTS_PARAMETER");
    }

    private Parameter<String> parameter(String variable) {
        return secrets.parameter(variable(variable));
    }

    /** One HTTP client that uses the JDK's own, since it starts fast; no other is in the zip. */
    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }

    SqsClient sqs() {
        return SqsClient.builder().httpClient(http()).build();
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("The environment variable " + name + " is missing; template.yaml sets it");
        }
        return value;
    }
}
