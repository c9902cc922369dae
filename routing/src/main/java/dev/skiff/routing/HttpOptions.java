package dev.skiff.routing;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.SampleEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link HttpFunction} can be told beyond its handler. Immutable. */
public final class HttpOptions {
    final JsonCodec codec;
    final @Nullable EventHandler otherEvents;
    final boolean rethrow;
    final List<SampleEvent> samples;

    private HttpOptions(
            JsonCodec codec, @Nullable EventHandler otherEvents, boolean rethrow, List<SampleEvent> samples) {
        this.codec = codec;
        this.otherEvents = otherEvents;
        this.rethrow = rethrow;
        this.samples = samples;
    }

    /** jackson-jr for JSON, other events refused, no samples. */
    public static HttpOptions defaults() {
        return new HttpOptions(JsonCodec.jacksonJr(), null, false, List.of());
    }

    /** Reads and writes JSON bodies by another codec, such as {@code DatabindCodec.of(objectMapper)}. */
    public HttpOptions json(JsonCodec codec) {
        return new HttpOptions(codec, otherEvents, rethrow, samples);
    }

    /** Answers events that aren't HTTP; without it they fail the invocation, with a message that names their fields. */
    public HttpOptions otherEvents(EventHandler handler) {
        return new HttpOptions(codec, handler, rethrow, samples);
    }

    /** A sample event for {@linkplain HttpFunction priming}; see {@link HttpFunction#sample}. */
    public HttpOptions prime(SampleEvent sample) {
        List<SampleEvent> more = new ArrayList<>(samples);
        more.add(sample);
        return new HttpOptions(codec, otherEvents, rethrow, List.copyOf(more));
    }

    /**
     * Lets what handlers and filters throw fail the invocation, unless it is an {@link HttpException} or a router maps it by {@code onError}: it counts as
     * a function error in Lambda's metrics, and the client sees the gateway's own 500 or 502.
     */
    public HttpOptions rethrowUnexpected() {
        return new HttpOptions(codec, otherEvents, true, samples);
    }
}
