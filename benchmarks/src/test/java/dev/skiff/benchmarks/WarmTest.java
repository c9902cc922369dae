package dev.skiff.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.benchmarks.warm.Codecs;
import dev.skiff.benchmarks.warm.HttpEvents;
import dev.skiff.routing.HttpEnds;
import dev.skiff.testing.HttpSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmTest {
    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void skiff_and_the_pojos_answer_the_event_of_each_source(HttpSource source) throws IOException {
        HttpEvents events = new HttpEvents();
        events.source = source;

        events.setUp();

        assertThat(HttpEvents.event(source)).hasSizeBetween(1_536, 3_000);
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void the_event_of_each_source_is_decoded_and_its_answer_encoded(HttpSource source) {
        HttpEnds ends = new HttpEnds();
        ends.source = source;

        ends.setUp();

        assertThat(ends.decode().query("full")).contains("true");
        assertThat(new String(ends.encode(), StandardCharsets.UTF_8)).startsWith("{\"statusCode\":200,");
    }

    @ParameterizedTest
    @EnumSource(Codecs.Kind.class)
    void each_codec_reads_and_writes_the_record(Codecs.Kind codec) {
        Codecs codecs = new Codecs();
        codecs.codec = codec;

        codecs.setUp();

        assertThat(codecs.read().customer()).isEqualTo("Ada Lovelace");
    }
}
