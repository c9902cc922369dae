package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tables into what {@code CreateTable} takes. */
final class TableReader {
    private static final Set<String> NUMBERS = Set.of("ReadCapacityUnits", "WriteCapacityUnits");
    private static final List<String> TAKEN = List.of(
            "AttributeDefinitions",
            "KeySchema",
            "BillingMode",
            "ProvisionedThroughput",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes");

    private final Resources resources;
    private final Findings findings;

    TableReader(Resources resources, Findings findings) {
        this.resources = resources;
        this.findings = findings;
    }

    List<SamTable> tables() {
        List<SamTable> tables = new ArrayList<>();
        for (Resource resource : resources.of("AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable")) {
            findings.attempt(resource.id(), () -> tables.add(table(resource)));
        }
        return tables;
    }

    private SamTable table(Resource resource) {
        Properties properties = resource.properties();
        String name = resources.reference(resource);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", name);
        request.putAll(resource.type().equals("AWS::DynamoDB::Table") ? table(properties) : simple(properties));
        return new SamTable(resource.id(), name, request, properties.place());
    }

    private Map<String, Object> table(Properties properties) {
        Map<String, Object> request = new LinkedHashMap<>();
        JsonValue json = new JsonValue(resources.intrinsics());
        for (String name : TAKEN) {
            properties.value(name).ifPresent(value -> request.put(name, withNumbers(json.of(value))));
        }
        properties
                .optionalSection("StreamSpecification")
                .ifPresent(stream -> request.put(
                        "StreamSpecification",
                        Map.of("StreamEnabled", true, "StreamViewType", stream.text("StreamViewType"))));
        return request;
    }

    /** Capacities may be the text of a parameter. */
    private static Object withNumbers(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(TableReader::withNumbers).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, field) -> copy.put(
                String.valueOf(key),
                NUMBERS.contains(key) && String.valueOf(field).matches("\\d{1,18}")
                        ? (Object) Long.valueOf(String.valueOf(field))
                        : withNumbers(field)));
        return copy;
    }

    private Map<String, Object> simple(Properties properties) {
        Properties key = properties.section("PrimaryKey");
        String name = key.text("Name", "id");
        String type = key.word("Type", "String", "Number", "Binary").substring(0, 1);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("AttributeDefinitions", List.of(Map.of("AttributeName", name, "AttributeType", type)));
        request.put("KeySchema", List.of(Map.of("AttributeName", name, "KeyType", "HASH")));
        if (properties.has("ProvisionedThroughput")) {
            request.putAll(Map.of(
                    "ProvisionedThroughput",
                    withNumbers(
                            new JsonValue(resources.intrinsics()).of(properties.required("ProvisionedThroughput")))));
        } else {
            request.put("BillingMode", "PAY_PER_REQUEST");
        }
        return request;
    }
}
