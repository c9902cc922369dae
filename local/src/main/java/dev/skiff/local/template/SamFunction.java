package dev.skiff.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A function, globals merged and values resolved.
 *
 * @param logicalId what the template calls it
 * @param name what it is called when deployed
 * @param layers the contents of its layers, in their order: a zip, or a directory
 * @param events what calls it
 * @param url its Function URL
 * @param async what becomes of calls that nobody waits for
 * @param reservedConcurrency calls at the same time beyond this are throttled
 * @param provisionedConcurrency environments that are started before the first call
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
        List<Path> layers,
        boolean snapStart,
        List<SamEvent> events,
        Optional<SamUrl> url,
        SamAsync async,
        OptionalInt reservedConcurrency,
        int provisionedConcurrency,
        SamLogging logging) {
    /** Those of its events that are of this type. */
    public <E extends SamEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Its routes at HTTP APIs and REST APIs. */
    public List<SamRoute> routes() {
        return events(SamRoute.class);
    }

    /** The logical id: variables can hold secrets. */
    @Override
    public String toString() {
        return logicalId;
    }
}
