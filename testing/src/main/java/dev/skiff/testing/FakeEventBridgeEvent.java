package dev.skiff.testing;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * An event of EventBridge, its rules and its Scheduler. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">AWS: the structure of events</a>
 */
public final class FakeEventBridgeEvent extends Fake<FakeEventBridgeEvent> {
    private static final JSON READER =
            JSON.builder().enable(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private FakeEventBridgeEvent(Tree set, Origin origin) {
        super(set, origin, defaults(origin));
    }

    private static FakeEventBridgeEvent of(String source, String detailType, Object detail) {
        Tree set = Tree.EMPTY
                .with(detailType, "detail-type")
                .with(source, "source")
                .with(detail, "detail");
        return new FakeEventBridgeEvent(set, Origin.of(Arn.of("events", "event-bus/default")));
    }

    public static FakeEventBridgeEvent of(String source, String detailType, Map<String, ?> detail) {
        return of(source, detailType, (Object) detail);
    }

    /** Reads the detail as JSON; see {@link #withDetailText} for a detail that is itself a text. */
    public static FakeEventBridgeEvent of(String source, String detailType, String detailJson) {
        return of(source, detailType, Map.of()).withDetailJson(detailJson);
    }

    /** What a rule with a schedule sends: an empty detail. */
    public static FakeEventBridgeEvent scheduled(String ruleNameOrArn, Instant time) {
        return of("aws.events", "Scheduled Event", Map.of())
                .withTime(time)
                .withResources(Arn.of("events", ruleNameOrArn, "rule/" + ruleNameOrArn));
    }

    /** What a schedule of EventBridge Scheduler sends: a detail that is a text. */
    public static FakeEventBridgeEvent scheduler(String scheduleNameOrArn, Instant time) {
        return of("aws.scheduler", "Scheduled Event", Map.of())
                .withDetailText("{}")
                .withTime(time)
                .withResources(Arn.of("scheduler", scheduleNameOrArn, "schedule/default/" + scheduleNameOrArn));
    }

    public FakeEventBridgeEvent withId(String id) {
        return with(id, "id");
    }

    public FakeEventBridgeEvent withClock(InstantSource clock) {
        return withOrigin(origin().withTime(clock.instant()));
    }

    public FakeEventBridgeEvent withTime(Instant time) {
        return with(Timestamps.seconds(time), "time");
    }

    public FakeEventBridgeEvent withAccount(String account) {
        return with(account, "account");
    }

    public FakeEventBridgeEvent withRegion(String region) {
        return with(region, "region");
    }

    public FakeEventBridgeEvent withResources(String... arns) {
        return with(List.of(arns), "resources");
    }

    public FakeEventBridgeEvent withDetail(Map<String, ?> detail) {
        return with(detail, "detail");
    }

    public FakeEventBridgeEvent withDetailJson(String json) {
        try {
            return with(READER.anyFrom(json), "detail");
        } catch (IOException notJson) {
            throw new IllegalArgumentException("the detail is not JSON: " + notJson.getMessage(), notJson);
        }
    }

    public FakeEventBridgeEvent withDetailText(String text) {
        return with(text, "detail");
    }

    /** Of an event that an archive sends again. */
    public FakeEventBridgeEvent withReplayName(String replayName) {
        return with(replayName, "replay-name");
    }

    public String id() {
        return json().text("id");
    }

    /** The body of the message in a queue that is the target of a rule without a transformer: the event itself. */
    public String toQueueBody() {
        return toJson();
    }

    @Override
    FakeEventBridgeEvent copy(Tree changed, Origin changedOrigin) {
        return new FakeEventBridgeEvent(changed, changedOrigin);
    }

    private static Tree defaults(Origin origin) {
        return Tree.EMPTY
                .with("0", "version")
                .with(origin.id(), "id")
                .with("", "detail-type")
                .with("", "source")
                .with(Arn.ACCOUNT, "account")
                .with(Timestamps.seconds(origin.at()), "time")
                .with(Arn.REGION, "region")
                .with(List.of(), "resources")
                .with(Map.of(), "detail");
    }

    @Override
    public String toString() {
        return "FakeEventBridgeEvent " + json().text("detail-type") + " " + id();
    }
}
