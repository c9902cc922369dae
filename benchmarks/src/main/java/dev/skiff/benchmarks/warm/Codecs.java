package dev.skiff.benchmarks.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skiff.core.DatabindCodec;
import dev.skiff.core.JsonCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A small record read and written by a codec. JMH extends it, so it is not final. */
@State(Scope.Benchmark)
public class Codecs {
    private static final byte[] JSON =
            "{\"id\":\"o17\",\"customer\":\"Ada Lovelace\",\"count\":3,\"paid\":true}".getBytes(UTF_8);

    @Param("DEFAULT")
    public Kind codec = Kind.DEFAULT;

    private JsonCodec codecs = JsonCodec.jacksonJr();
    private final Order order = new Order("o17", "Ada Lovelace", 3, true);

    /** Throws unless the codec reads and writes what it should. */
    @Setup
    public void setUp() {
        codecs = codec == Kind.DEFAULT ? JsonCodec.jacksonJr() : DatabindCodec.of(new ObjectMapper());
        if (!read().equals(order) || !new String(write(), UTF_8).equals(new String(JSON, UTF_8))) {
            throw new IllegalStateException(codec + " read " + read() + " and wrote " + new String(write(), UTF_8));
        }
    }

    @Benchmark
    public Order read() {
        return codecs.read(JSON, Order.class);
    }

    @Benchmark
    public byte[] write() {
        return codecs.write(order);
    }

    /** The codecs there are. */
    public enum Kind {
        DEFAULT,
        DATABIND
    }

    /** What is read and written. */
    public record Order(String id, String customer, int count, boolean paid) {}
}
