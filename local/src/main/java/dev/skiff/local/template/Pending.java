package dev.skiff.local.template;

import java.util.Set;

/** What is read but not run yet, told until it is: each of these lines goes with the part that runs it. */
final class Pending {
    private static final Set<String> RUN = Set.of("HttpApi", "Api", "SQS", "DynamoDB", "Kinesis");

    private Pending() {}

    static void tellOfEvent(Event event, Findings findings) {
        if (!RUN.contains(event.type())) {
            findings.notRun(event.function().id() + ": event " + event.name() + " (" + event.type()
                    + ") isn't run locally yet");
        }
    }
}
