package dev.skiff.local;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/** A table of a template as the AWS SDK makes it. What is paid for doesn't matter here: no capacities. */
final class TableRequest {
    private TableRequest() {}

    static CreateTableRequest of(Map<String, Object> properties) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(text(properties, "TableName"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(properties))
                .attributeDefinitions(maps(properties, "AttributeDefinitions").stream()
                        .map(it -> AttributeDefinition.builder()
                                .attributeName(text(it, "AttributeName"))
                                .attributeType(text(it, "AttributeType"))
                                .build())
                        .toList());
        List<Map<?, ?>> global = maps(properties, "GlobalSecondaryIndexes");
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global.stream()
                    .map(it -> GlobalSecondaryIndex.builder()
                            .indexName(text(it, "IndexName"))
                            .keySchema(keys(it))
                            .projection(projection(it))
                            .build())
                    .toList());
        }
        List<Map<?, ?>> local = maps(properties, "LocalSecondaryIndexes");
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local.stream()
                    .map(it -> LocalSecondaryIndex.builder()
                            .indexName(text(it, "IndexName"))
                            .keySchema(keys(it))
                            .projection(projection(it))
                            .build())
                    .toList());
        }
        if (properties.get("StreamSpecification") instanceof Map<?, ?> stream) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(text(stream, "StreamViewType"))
                    .build());
        }
        return request.build();
    }

    private static List<KeySchemaElement> keys(Map<?, ?> owner) {
        return maps(owner, "KeySchema").stream()
                .map(it -> KeySchemaElement.builder()
                        .attributeName(text(it, "AttributeName"))
                        .keyType(text(it, "KeyType"))
                        .build())
                .toList();
    }

    private static Projection projection(Map<?, ?> index) {
        Map<?, ?> projection = index.get("Projection") instanceof Map<?, ?> given ? given : Map.of();
        Projection.Builder builder = Projection.builder().projectionType(text(projection, "ProjectionType"));
        return projection.get("NonKeyAttributes") instanceof List<?> names
                ? builder.nonKeyAttributes(names.stream().map(String::valueOf).toList())
                        .build()
                : builder.build();
    }

    private static List<Map<?, ?>> maps(Map<?, ?> owner, String name) {
        return owner.get(name) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>map(it -> it instanceof Map<?, ?> map ? map : Map.of())
                        .toList()
                : List.of();
    }

    private static String text(Map<?, ?> owner, String name) {
        return String.valueOf(owner.get(name));
    }
}
