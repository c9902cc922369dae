package dev.skiff.batch;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.events.EventBridgeEvent;
import dev.skiff.core.events.S3Event;
import dev.skiff.core.events.S3Record;
import dev.skiff.core.events.SnsMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what a record carries. A record can hold several values (the objects of an S3 notification) or none; they are handled one after the other, and the record
 * is finished when all of them are. Implementations are thread-safe; what they throw is the record's failure, an {@link UnreadablePayloadException}.
 */
@FunctionalInterface
public interface Payload<T> {

    /**
     * The values in it.
     *
     * @param json the batch's codec
     */
    List<T> read(byte[] bytes, JsonCodec json) throws Exception;

    /** UTF-8 text. */
    static Payload<String> text() {
        return (bytes, json) -> List.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The bytes as they are. */
    static Payload<byte[]> bytes() {
        return (bytes, json) -> List.of(bytes);
    }

    /** One value of JSON. */
    static <T> Payload<T> json(Class<T> type) {
        return new JsonPayload<>(type);
    }

    /** One value of JSON, of a generic type. */
    static <T> Payload<T> json(JsonType<T> type) {
        return new JsonPayload<>(type.type());
    }

    /** What was published to SNS, read by another payload: out of SNS's envelope, or as it is where the subscription has raw delivery. */
    static <T> Payload<T> sns(Payload<T> message) {
        return (bytes, json) -> message.read(
                SnsMessage.isEnvelope(bytes)
                        ? SnsMessage.from(bytes).message().getBytes(StandardCharsets.UTF_8)
                        : bytes,
                json);
    }

    /** The message of SNS with its subject and attributes; the subscription may not have raw delivery. */
    static Payload<SnsMessage> sns() {
        return (bytes, json) -> List.of(SnsMessage.from(bytes));
    }

    /** An event of EventBridge with its detail as the type. */
    static <T> Payload<EventBridgeEvent<T>> eventBridge(Class<T> detail) {
        return (bytes, json) -> List.of(EventBridgeEvent.from(bytes, detail, json));
    }

    /** An event of EventBridge with its detail as the generic type. */
    static <T> Payload<EventBridgeEvent<T>> eventBridge(JsonType<T> detail) {
        return (bytes, json) -> List.of(EventBridgeEvent.from(bytes, detail, json));
    }

    /** The objects of a notification of S3, keys decoded; none for its test event. By way of SNS: {@code Payload.sns(Payload.s3())}. */
    static Payload<S3Record> s3() {
        return (bytes, json) -> S3Event.from(bytes).records();
    }
}
