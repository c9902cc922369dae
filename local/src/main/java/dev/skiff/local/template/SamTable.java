package dev.skiff.local.template;

import java.util.Map;

/**
 * An {@code AWS::DynamoDB::Table} or {@code AWS::Serverless::SimpleTable}.
 *
 * @param properties as {@code CreateTable} takes them in JSON: maps, lists, text, numbers, booleans
 */
public record SamTable(String logicalId, String name, Map<String, Object> properties, String place) {}
