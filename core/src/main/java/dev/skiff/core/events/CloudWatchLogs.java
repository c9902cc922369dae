package dev.skiff.core.events;

import dev.skiff.core.EventException;
import dev.skiff.core.internal.EventReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Log events that a subscription filter of CloudWatch Logs lets through, of one log stream. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">AWS: subscription filters</a>
 */
public final class CloudWatchLogs {
    /** What is larger unzipped, which is some thirty times what Lambda takes zipped, is refused before it fills the memory. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private final Values values;

    private CloudWatchLogs(Values values) {
        this.values = values;
    }

    /** Reads an event that CloudWatch Logs sends to a function. Throws an {@link EventException} when it isn't one. */
    public static CloudWatchLogs ofEvent(byte[] json) {
        EventReader event = EventReader.of(json);
        StringBuilder seen = new StringBuilder();
        String data = null;
        while (event.next()) {
            Fields.note(event.name(), seen);
            if (event.name().equals("awslogs")) {
                data = Fields.one(event, "data");
            } else {
                event.skip();
            }
        }
        event.end();
        if (data == null) {
            throw Fields.missing("awslogs.data", "CloudWatch Logs", seen);
        }
        return ofData(data);
    }

    /** Reads zipped JSON, as CloudWatch Logs puts it into a record of Kinesis or Firehose. Throws an {@link EventException} when it isn't that. */
    public static CloudWatchLogs from(byte[] gzip) {
        EventReader event = EventReader.of(unzipped(gzip), MAX_BYTES);
        Values values = new Values();
        while (event.next()) {
            switch (event.name()) {
                case "messageType" -> values.messageType = Fields.orEmpty(event.text());
                case "owner" -> values.owner = Fields.orEmpty(event.text());
                case "logGroup" -> values.logGroup = Fields.orEmpty(event.text());
                case "logStream" -> values.logStream = Fields.orEmpty(event.text());
                case "policyLevel" -> values.policyLevel = event.text();
                case "subscriptionFilters" -> values.subscriptionFilters = Fields.list(event);
                case "logEvents" -> values.logEvents = logEvents(event);
                default -> event.skip();
            }
        }
        event.end();
        return new CloudWatchLogs(values.checked());
    }

    /** {@code DATA_MESSAGE} or {@code CONTROL_MESSAGE}. */
    public String messageType() {
        return values.messageType;
    }

    /** Whether it is but a check that the destination can be reached, with a log event that nobody logged. */
    public boolean isControl() {
        return values.messageType.equals("CONTROL_MESSAGE");
    }

    /** The account whose log it is. */
    public String owner() {
        return values.owner;
    }

    public String logGroup() {
        return values.logGroup;
    }

    public String logStream() {
        return values.logStream;
    }

    /** The names of the filters that let it through. */
    public List<String> subscriptionFilters() {
        return values.subscriptionFilters;
    }

    /** Where the policy of the filter stands, such as {@code ACCOUNT_LEVEL_POLICY}. */
    public Optional<String> policyLevel() {
        return Optional.ofNullable(values.policyLevel);
    }

    public List<LogEvent> logEvents() {
        return Fields.orEmpty(values.logEvents);
    }

    @Override
    public String toString() {
        return "CloudWatchLogs of " + logEvents().size() + " events from " + values.logGroup;
    }

    static CloudWatchLogs ofData(String base64) {
        byte[] gzip;
        try {
            gzip = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw EventException.of("The event's awslogs.data should be base64, and isn't");
        }
        return from(gzip);
    }

    private static List<LogEvent> logEvents(EventReader event) {
        List<LogEvent> logEvents = new ArrayList<>();
        if (event.enterArray()) {
            while (event.nextElement()) {
                logEvents.add(LogEvent.read(event));
            }
        }
        return List.copyOf(logEvents);
    }

    private static byte[] unzipped(byte[] gzip) {
        ByteArrayOutputStream output = new ByteArrayOutputStream(4 * Math.min(gzip.length, MAX_BYTES / 4));
        try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(gzip), 8192)) {
            byte[] buffer = new byte[8192];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                if (output.size() + read > MAX_BYTES) {
                    throw EventException.of("The log events are larger than " + MAX_BYTES + " bytes unzipped");
                }
                output.write(buffer, 0, read);
            }
        } catch (IOException malformed) {
            throw EventException.of("The log events should be zipped by gzip, and aren't, or not wholly");
        }
        return output.toByteArray();
    }

    /** Filled by the decoder, then left alone. */
    private static final class Values {
        String messageType = "";
        String owner = "";
        String logGroup = "";
        String logStream = "";
        List<String> subscriptionFilters = List.of();

        @Nullable String policyLevel;

        @Nullable List<LogEvent> logEvents;

        Values checked() {
            if (messageType.isEmpty() || logEvents == null) {
                throw EventException.of(
                        "What was unzipped has no messageType and logEvents, so CloudWatch Logs didn't send it");
            }
            return this;
        }
    }
}
