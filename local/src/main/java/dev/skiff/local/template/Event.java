package dev.skiff.local.template;

/** An entry of a function's {@code Events}, before it is known what it means. */
record Event(Resource function, String name, String type, Properties properties) {
    static Event of(Resource function, String name, Properties event) {
        Properties properties = event.value("Properties")
                .map(value -> Properties.of(event.path(), value, event.intrinsics()))
                .orElseGet(() -> Properties.none(event.path(), event.at(), event.intrinsics()));
        return new Event(function, name, event.text("Type"), properties);
    }

    /** The logical id that SAM gives what it makes of the event. */
    String id() {
        return function.id() + name;
    }
}
