package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.internal.EventReader;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of EventBridge: of a bus, a schedule, or inside an SQS queue. Immutable.
 *
 * @param <T> what its detail is read as
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html">AWS: the structure of events</a>
 */
public final class EventBridgeEvent<T> {
    private final Values values;
    private final T detail;

    EventBridgeEvent(Values values, T detail) {
        this.values = values;
        this.detail = detail;
    }

    /**
     * Reads an event and its detail as the type. A detail that is text, as EventBridge Scheduler may send it, is that text for {@code String.class}, and is read as JSON
     * for other types. Throws an {@link EventException} when it isn't an event of EventBridge, and a {@link dev.skiff.core.JsonException} when the detail doesn't fit.
     */
    public static <T> EventBridgeEvent<T> from(byte[] json, Class<T> detailType, JsonCodec codec) {
        return read(json, detailType, codec);
    }

    /** The same for a generic type. */
    public static <T> EventBridgeEvent<T> from(byte[] json, JsonType<T> detailType, JsonCodec codec) {
        return read(json, detailType.type(), codec);
    }

    public String id() {
        return values.id;
    }

    public String version() {
        return values.version;
    }

    /** Such as {@code Scheduled Event}. */
    public String detailType() {
        return values.detailType;
    }

    /** Who sent it, such as {@code aws.events}. */
    public String source() {
        return values.source;
    }

    public String account() {
        return values.account;
    }

    public String region() {
        return values.region;
    }

    public Optional<Instant> time() {
        return Optional.ofNullable(values.time);
    }

    /** ARNs; of a schedule, the rule's. */
    public List<String> resources() {
        return values.resources;
    }

    public T detail() {
        return detail;
    }

    /** The replay of an archive that this event belongs to. */
    public Optional<String> replayName() {
        return Optional.ofNullable(values.replayName);
    }

    @Override
    public String toString() {
        return "EventBridgeEvent " + values.id + " " + values.source + " " + values.detailType;
    }

    @SuppressWarnings("unchecked") // the codec's value is of the type asked for
    static <T> EventBridgeEvent<T> read(byte[] json, Type detailType, JsonCodec codec) {
        Values values = values(EventReader.of(json));
        return new EventBridgeEvent<>(values, (T) detail(values.detail, detailType, codec));
    }

    static EventBridgeEvent<String> withText(byte[] json) {
        Values values = values(EventReader.of(json));
        return new EventBridgeEvent<>(values, text(values.detail));
    }

    private static Object detail(@Nullable Object detail, Type type, JsonCodec codec) {
        String text = text(detail);
        return type == String.class ? text : codec.read(text.getBytes(StandardCharsets.UTF_8), type);
    }

    static String text(@Nullable Object detail) {
        return detail instanceof String text ? text : new String(JsonTree.json(detail), StandardCharsets.UTF_8);
    }

    private static Values values(EventReader event) {
        Values values = new Values();
        StringBuilder seen = new StringBuilder();
        boolean detailed = false;
        while (event.next()) {
            Fields.note(event.name(), seen);
            switch (event.name()) {
                case "id" -> values.id = Fields.orEmpty(event.text());
                case "version" -> values.version = Fields.orEmpty(event.text());
                case "detail-type" -> values.detailType = Fields.orEmpty(event.text());
                case "source" -> values.source = Fields.orEmpty(event.text());
                case "account" -> values.account = Fields.orEmpty(event.text());
                case "region" -> values.region = Fields.orEmpty(event.text());
                case "time" -> values.time = Fields.instant(event);
                case "resources" -> values.resources = Fields.list(event);
                case "replay-name" -> values.replayName = event.text();
                case "detail" -> {
                    detailed = true;
                    values.detail = event.value();
                }
                default -> event.skip();
            }
        }
        event.end();
        if (!detailed || values.source.isEmpty() || values.detailType.isEmpty()) {
            throw Fields.missing("source, detail-type and detail", "EventBridge", seen);
        }
        return values;
    }

    /** Filled by the decoder, then left alone. */
    static final class Values {
        String id = "";
        String version = "";
        String detailType = "";
        String source = "";
        String account = "";
        String region = "";
        List<String> resources = List.of();

        @Nullable Instant time;

        @Nullable String replayName;

        @Nullable Object detail;
    }
}
