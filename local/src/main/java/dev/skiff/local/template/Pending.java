package dev.skiff.local.template;

/** What is read but not run yet, told until it is: each of these lines goes with the part that runs it. */
final class Pending {
    private Pending() {}

    static void tellOfEvent(Event event, Findings findings) {
        if (!event.type().equals("HttpApi") && !event.type().equals("Api")) {
            findings.notRun(event.function().id() + ": event " + event.name() + " (" + event.type()
                    + ") isn't run locally yet");
        }
    }
}
