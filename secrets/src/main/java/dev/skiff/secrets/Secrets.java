package dev.skiff.secrets;

import dev.skiff.core.JsonCodec;
import dev.skiff.core.JsonType;
import dev.skiff.core.internal.Log;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes handles of secrets and parameters, and is the cache behind them. Keep one where the handler lives, in a field; nothing is fetched before it is read.
 *
 * <pre>{@code
 * private final Secret<String> password = Secrets.create().text("myapp/db/password");
 * }</pre>
 *
 * <p>A value is fresh for five minutes, and served up to an hour while its source can't be reached. It is fetched by a thread that reads it, one at a time, never in
 * the background. Under SnapStart all values are dropped before the snapshot. Thread-safe.
 */
public final class Secrets {
    static final String CURRENT = "AWSCURRENT";
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Cache cache;
    private final Json json;

    private Secrets(Builder told, Environment environment) {
        SecretSource source = told.source != null ? told.source : Sources.onLambda(environment);
        this.cache = new Cache(new Settings(told, source));
        this.json = new Json(told.codec);
        if ("snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
            cache.holdOnTo(Snapshot.forgetting(cache));
        }
        Log.of(Secrets.class).debug("Secrets come from " + source);
    }

    /** With what is right on Lambda: the AWS Parameters and Secrets extension where its layer is, and AWS itself where it isn't or doesn't answer. */
    public static Secrets create() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A secret as text. The id is a name, an ARN or an ARN without its last seven characters; name and ARN share one cached value. */
    public Secret<String> text(String id) {
        return secret(id, TextMapping.INSTANCE);
    }

    /** A secret as bytes; each read gets its own copy, and {@link Handle#use} wipes it. */
    public Secret<byte[]> bytes(String id) {
        return secret(id, BytesMapping.INSTANCE);
    }

    /** A secret that is JSON, read as the type once for each version. */
    public <T> Secret<T> json(String id, Class<T> type) {
        return secret(id, json.<T>mapping(type));
    }

    /** As a generic type. */
    public <T> Secret<T> json(String id, JsonType<T> type) {
        return secret(id, json.<T>mapping(type.type()));
    }

    /** One field of a secret that is a JSON object, as text; a number or boolean as it is written. */
    public Secret<String> field(String id, String name) {
        return secret(id, new FieldMapping(name));
    }

    /** A parameter as text, as it is stored: see {@link Parameter#decrypted}. With {@code name:3} or {@code name:label} another version of it. */
    public Parameter<String> parameter(String name) {
        return new Parameter<>(cache, TextMapping.INSTANCE, ParameterFetch.one(cache, name));
    }

    /** A parameter that is JSON, read as the type once for each version. */
    public <T> Parameter<T> parameter(String name, Class<T> type) {
        return new Parameter<>(cache, json.<T>mapping(type), ParameterFetch.one(cache, name));
    }

    /** A parameter of the type StringList. */
    public Parameter<List<String>> parameterList(String name) {
        return new Parameter<>(cache, ListMapping.INSTANCE, ParameterFetch.one(cache, name));
    }

    /** Several parameters by their names, fetched ten at a time and kept as one entry. All of them have to be there. */
    public Parameter<Map<String, String>> parameters(String... names) {
        return new Parameter<>(cache, MapMapping.INSTANCE, ParameterFetch.several(cache, List.of(names)));
    }

    /** All parameters below a path, at any depth, kept as one entry: each under what stands behind the path, so {@code /app/db/host} below {@code /app} is {@code db/host}. */
    public Parameter<Map<String, String>> parametersBelow(String path) {
        return new Parameter<>(cache, MapMapping.INSTANCE, ParameterFetch.below(cache, path));
    }

    /**
     * Fetches several values at once: four secrets and more by one call for each twenty, parameters ten at a time, and what can't be had in this way one by one. Made for
     * a handler's constructor, whose time is short: what isn't there when the time is over, or fails, is fetched when it is first read. Answers whether all are there.
     */
    public boolean prefetch(Duration atMost, Handle<?>... handles) {
        return new Prefetch(cache, atMost).of(handles);
    }

    /** Forgets all values, and wipes what bytes of them the cache holds. Handles stay good: they fetch again. */
    public void clear() {
        cache.wipe();
        cache.settings.source.forget();
    }

    @Override
    public String toString() {
        return "Secrets[" + cache.settings.source + "]";
    }

    private <T> Secret<T> secret(String id, Mapping<T> mapping) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A secret has a name or an ARN, not \"" + id + "\"");
        }
        return new Secret<>(cache, mapping, new SecretFetch(cache, id, CURRENT, null));
    }

    /** The codec, which isn't made before there is a typed handle. */
    private static final class Json {
        private volatile @Nullable JsonCodec codec;

        Json(@Nullable JsonCodec codec) {
            this.codec = codec;
        }

        <T> Mapping<T> mapping(Type type) {
            JsonCodec known = codec;
            if (known == null) {
                known = JsonCodec.jacksonJr();
                codec = known;
            }
            return new JsonMapping<>(known, type);
        }
    }

    /** What {@link Secrets} can be told. */
    public static final class Builder {
        @Nullable SecretSource source;

        @Nullable JsonCodec codec;

        @Nullable SecretsListener listener;

        Duration freshFor = Duration.ofMinutes(5);
        Duration staleFor = Duration.ofHours(1);
        Duration timeout = TIMEOUT;
        int maxEntries = 1000;
        InstantSource wall = InstantSource.system();
        LongSupplier monotonic = new Clocks.SystemNanos();
        DoubleSupplier random = new Chance();

        private Builder() {}

        /** Where values come from, in place of what is right on Lambda. */
        public Builder source(SecretSource source) {
            this.source = source;
            return this;
        }

        /** Reads typed secrets, in place of {@link JsonCodec#jacksonJr}. */
        public Builder codec(JsonCodec codec) {
            this.codec = codec;
            return this;
        }

        /** For metrics. */
        public Builder listener(SecretsListener listener) {
            this.listener = listener;
            return this;
        }

        /** How long a value is read without asking anew: five minutes unless told, less a random part of up to a fifth. */
        public Builder freshFor(Duration time) {
            this.freshFor = positive(time, "freshFor");
            return this;
        }

        /** How long after its last fetch a value is served while its source fails for reasons that pass: an hour unless told; zero for never. */
        public Builder staleFor(Duration time) {
            this.staleFor = time;
            return this;
        }

        /** How long one fetch may take, and how long a reader waits: ten seconds unless told. The first connection over TLS costs seconds of a function with little memory. */
        public Builder timeout(Duration time) {
            this.timeout = positive(time, "timeout");
            return this;
        }

        /** How many values are kept at most: 1000 unless told. The one that was fetched longest ago goes. */
        public Builder maxEntries(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("maxEntries is at least 1, not " + count);
            }
            this.maxEntries = count;
            return this;
        }

        /** Both clocks, for tests: the wall clock, and nanoseconds that never go back. */
        public Builder clocks(InstantSource wall, LongSupplier monotonicNanos) {
            this.wall = wall;
            this.monotonic = monotonicNanos;
            return this;
        }

        /** Between 0 and 1, for tests. */
        Builder random(DoubleSupplier random) {
            this.random = random;
            return this;
        }

        public Secrets build() {
            return build(Environment.ofProcess());
        }

        Secrets build(Environment environment) {
            return new Secrets(this, environment);
        }

        private static Duration positive(Duration time, String what) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException(what + " is above zero, not " + time);
            }
            return time;
        }
    }

    private static final class Chance implements DoubleSupplier {
        @Override
        public double getAsDouble() {
            return ThreadLocalRandom.current().nextDouble();
        }
    }
}
