package dev.skiff.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the triggers of user pools. */
final class UserPoolReader {
    private final Resources resources;

    UserPoolReader(Resources resources) {
        this.resources = resources;
    }

    /** A {@code Cognito} event; the pool has to be one of the template. */
    SamUserPoolEvent event(Event event) {
        Properties properties = event.properties();
        properties.required("Trigger");
        String pool = resources
                .referred(properties.required("UserPool"), "AWS::Cognito::UserPool")
                .map(resources::reference)
                .orElseThrow(() -> properties.wrong("UserPool", "!Ref of an AWS::Cognito::UserPool of this template"));
        return new SamUserPoolEvent(pool, properties.texts("Trigger"), properties.place());
    }

    /** The {@code LambdaConfig} of a pool, by the functions' logical ids. */
    Map<String, SamUserPoolEvent> byFunction(Resource pool) {
        Properties config = pool.properties().section("LambdaConfig");
        Map<String, List<String>> triggers = new LinkedHashMap<>();
        for (String trigger : config.names()) {
            if (!trigger.equals("KMSKeyID")) {
                String arn = config.isMap(trigger) ? config.section(trigger).text("LambdaArn") : config.text(trigger);
                resources.function(arn).ifPresent(function -> triggers.computeIfAbsent(
                                function.id(), id -> new ArrayList<>())
                        .add(trigger.equals("PreTokenGenerationConfig") ? "PreTokenGeneration" : trigger));
            }
        }
        Map<String, SamUserPoolEvent> events = new LinkedHashMap<>();
        triggers.forEach((function, names) -> events.put(
                function,
                new SamUserPoolEvent(
                        resources.reference(pool), names.stream().distinct().toList(), config.place())));
        return events;
    }
}
