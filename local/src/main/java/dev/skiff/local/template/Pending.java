package dev.skiff.local.template;

import java.util.Set;

/** What is read but not run yet, told until it is: each of these lines goes with the part that runs it. */
final class Pending {
    private static final Set<String> RUN = Set.of("HttpApi", "Api", "SQS", "DynamoDB", "Kinesis");

    private Pending() {}

    static void tellOfApi(String id, Properties properties, Findings findings) {
        if (properties.has("Auth")) {
            findings.notRun(id + ": authorizers aren't asked, EVERY call passes without a token");
        }
        if (properties.has("CorsConfiguration") || properties.has("Cors")) {
            findings.notRun(id + ": CORS settings aren't applied");
        }
    }

    static void tellOfUrl(String id, SamUrl url, Findings findings) {
        if (url.authType().equals("AWS_IAM")) {
            findings.notRun(id + ": its URL asks for no signature, EVERY call passes");
        }
    }

    static void tellOfEvent(Event event, Findings findings) {
        if (!RUN.contains(event.type())) {
            findings.notRun(event.function().id() + ": event " + event.name() + " (" + event.type()
                    + ") isn't run locally yet");
        }
    }
}
