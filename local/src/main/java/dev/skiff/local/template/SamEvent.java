package dev.skiff.local.template;

/** What calls a function: an entry of its {@code Events}, or a resource that amounts to one. */
public sealed interface SamEvent
        permits SamRoute,
                SamQueueEvent,
                SamStreamEvent,
                SamSchedule,
                SamBucketEvent,
                SamTopicEvent,
                SamRuleEvent,
                SamUserPoolEvent {
    /** Where the template says so. */
    String place();
}
