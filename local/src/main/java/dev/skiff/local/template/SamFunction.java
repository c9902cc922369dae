package dev.skiff.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An {@code AWS::Serverless::Function}, globals merged and values resolved.
 *
 * @param logicalId what the template calls it
 * @param name what it is called when deployed
 * @param routes its routes at HTTP APIs
 * @param hasUrl whether it has a Function URL
 */
public record SamFunction(
        String logicalId,
        String name,
        String handler,
        Path code,
        String runtime,
        int memorySize,
        Duration timeout,
        Map<String, String> environment,
        boolean snapStart,
        List<SamRoute> routes,
        boolean hasUrl) {
    /** The logical id: variables can hold secrets. */
    @Override
    public String toString() {
        return logicalId;
    }
}
