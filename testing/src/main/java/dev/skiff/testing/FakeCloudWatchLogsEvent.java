package dev.skiff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The event of a log group's subscription filter: its data are base64 of gzip of JSON, which {@link #toData} shows and
 * whose fields the {@code withX} set. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html">AWS: the event of CloudWatch Logs</a>
 */
public final class FakeCloudWatchLogsEvent extends Fake<FakeCloudWatchLogsEvent> {
    private static final BigInteger FIRST_ID =
            new BigInteger("34622316099697884706540976068822859012661220141643892546");

    private final List<Line> lines;

    private record Line(@Nullable String id, @Nullable Instant time, String message) {}

    private FakeCloudWatchLogsEvent(Tree set, Origin origin, List<Line> lines) {
        super(set, origin, defaults(origin, lines));
        this.lines = lines;
    }

    /** Messages logged now. */
    public static FakeCloudWatchLogsEvent of(String... messages) {
        List<Line> lines = Arrays.stream(messages)
                .map(message -> new Line(null, null, message))
                .toList();
        return new FakeCloudWatchLogsEvent(Tree.EMPTY, Origin.of(""), lines);
    }

    public FakeCloudWatchLogsEvent plus(String message) {
        return plus(new Line(null, null, message));
    }

    public FakeCloudWatchLogsEvent plus(String id, Instant time, String message) {
        return plus(new Line(id, time, message));
    }

    /** Messages without a time of their own were logged now by this clock. */
    public FakeCloudWatchLogsEvent withClock(InstantSource clock) {
        return withOrigin(origin().withTime(clock.instant()));
    }

    public FakeCloudWatchLogsEvent withLogGroup(String logGroup) {
        return with(logGroup, "logGroup");
    }

    public FakeCloudWatchLogsEvent withLogStream(String logStream) {
        return with(logStream, "logStream");
    }

    public FakeCloudWatchLogsEvent withFilters(String... names) {
        return with(List.of(names), "subscriptionFilters");
    }

    /** The account. */
    public FakeCloudWatchLogsEvent withOwner(String owner) {
        return with(owner, "owner");
    }

    /** {@code DATA_MESSAGE} by default; {@code CONTROL_MESSAGE} is a check whether the destination can be reached. */
    public FakeCloudWatchLogsEvent withMessageType(String messageType) {
        return with(messageType, "messageType");
    }

    /** {@code ACCOUNT_LEVEL_POLICY}; left out by default. */
    public FakeCloudWatchLogsEvent withPolicyLevel(String policyLevel) {
        return with(policyLevel, "policyLevel");
    }

    /** The JSON that the event has compressed. */
    public String toData() {
        return new String(json().toBytes(), UTF_8);
    }

    @Override
    public byte[] toBytes() {
        String data = Base64.getEncoder().encodeToString(compressed(json().toBytes()));
        return Tree.EMPTY.with(data, "awslogs", "data").toBytes();
    }

    @Override
    FakeCloudWatchLogsEvent copy(Tree changed, Origin changedOrigin) {
        return new FakeCloudWatchLogsEvent(changed, changedOrigin, lines);
    }

    private FakeCloudWatchLogsEvent plus(Line line) {
        List<Line> longer = new ArrayList<>(lines);
        longer.add(line);
        return new FakeCloudWatchLogsEvent(set(), origin(), List.copyOf(longer));
    }

    private static Tree defaults(Origin origin, List<Line> lines) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (Line line : lines) {
            String id = line.id != null
                    ? line.id
                    : FIRST_ID.add(BigInteger.valueOf(events.size())).toString();
            Instant time = line.time != null ? line.time : origin.at();
            events.add(Map.of("id", id, "timestamp", time.toEpochMilli(), "message", line.message));
        }
        return Tree.EMPTY
                .with("DATA_MESSAGE", "messageType")
                .with(Arn.ACCOUNT, "owner")
                .with("/aws/lambda/my-function", "logGroup")
                .with("2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef", "logStream")
                .with(List.of("my-filter"), "subscriptionFilters")
                .with(events, "logEvents");
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    @Override
    public String toString() {
        return "FakeCloudWatchLogsEvent of " + lines.size() + " from " + json().text("logGroup");
    }
}
