package dev.skiff.local;

import dev.skiff.local.template.SamFunction;
import dev.skiff.local.template.SamStreamEvent;
import dev.skiff.local.template.SamTable;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The tables of a template at a given endpoint, and what polls their streams. */
final class Streams implements Trigger {
    static final String DYNAMO_DB = "DynamoDB";

    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final List<SamFunction> functions;
    private final List<StreamPoller> pollers = new ArrayList<>();

    private Streams(AwsAccess access, List<SamFunction> functions) {
        this.tables = access.client(DynamoDbClient.builder());
        this.streams = access.client(DynamoDbStreamsClient.builder());
        this.functions = functions;
    }

    /** Finds the function that runs here. */
    interface Functions {
        LocalFunction running(SamFunction function);
    }

    /** Makes the tables that are missing. Nothing is polled before the start. */
    static Streams open(
            List<SamTable> tables,
            List<SamFunction> functions,
            Functions running,
            AwsAccess access,
            MessageSender onFailure) {
        Streams opened = new Streams(access, functions);
        try {
            tables.forEach(opened::create);
            for (SamFunction function : functions) {
                for (SamStreamEvent event : polled(function)) {
                    opened.poll(event, running.running(function), onFailure);
                }
            }
            return opened;
        } catch (SdkException failure) {
            throw new LocalException("DynamoDB at " + access + " can't be used: " + failure.getMessage(), failure);
        }
    }

    private void poll(SamStreamEvent event, LocalFunction function, MessageSender onFailure) {
        String arn = function.definition().arn();
        StreamDelivery delivery = new StreamDelivery(event, arn, function::invoke, onFailure, function::log);
        pollers.add(new StreamPoller(streams, event, streamArn(tables, event), delivery, function::log));
    }

    private static List<SamStreamEvent> polled(SamFunction function) {
        return function.events(SamStreamEvent.class).stream()
                .filter(event -> event.enabled() && event.type().equals(DYNAMO_DB))
                .toList();
    }

    static String table(SamStreamEvent event) {
        String resource = event.streamArn().substring(event.streamArn().lastIndexOf(":table/") + ":table/".length());
        return resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : resource;
    }

    @Override
    public void start() {
        pollers.forEach(StreamPoller::start);
    }

    @Override
    public List<String> describe(String function) {
        return functions.stream()
                .filter(it -> it.logicalId().equals(function))
                .flatMap(it -> it.events(SamStreamEvent.class).stream())
                .filter(event -> event.type().equals(DYNAMO_DB))
                .map(event -> "STREAM  table " + table(event) + (event.enabled() ? "" : "  (disabled)"))
                .toList();
    }

    @Override
    public void close() {
        pollers.forEach(StreamPoller::close);
        tables.close();
        streams.close();
    }

    private void create(SamTable table) {
        try {
            tables.describeTable(request -> request.tableName(table.name()));
        } catch (ResourceNotFoundException missing) {
            try {
                tables.createTable(TableRequest.of(table.properties()));
                tables.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
            } catch (SdkException refused) {
                throw new LocalException(
                        table.place() + ": the table " + table.logicalId() + " can't be made: " + refused.getMessage(),
                        refused);
            }
        }
    }

    /** What the server calls the stream, which is not what the template can know. */
    static String streamArn(DynamoDbClient tables, SamStreamEvent event) {
        try {
            TableDescription table = tables.describeTable(request -> request.tableName(table(event)))
                    .table();
            if (table.latestStreamArn() != null) {
                return table.latestStreamArn();
            }
        } catch (ResourceNotFoundException missing) {
            throw new LocalException(
                    event.place() + ": the table " + table(event) + " is neither in the template nor at the endpoint",
                    missing);
        }
        throw new LocalException(
                event.place() + ": the table " + table(event) + " has no stream; give it a StreamSpecification");
    }
}
