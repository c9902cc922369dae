package dev.skiff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenEventsTest {
    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void one_request_becomes_the_event_in_the_file(HttpSource source) {
        String name = source.name().toLowerCase(Locale.ROOT).replace('_', '-');

        assertThat(Events.event(Events.CALL, source)).isEqualTo(Events.file(name + ".json"));
    }

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_bare_get_becomes_the_event_in_the_file(HttpSource source) {
        String name = source.name().toLowerCase(Locale.ROOT).replace('_', '-');

        assertThat(Events.event(HttpCall.get("/"), source)).isEqualTo(Events.file(name + "-bare.json"));
    }
}
