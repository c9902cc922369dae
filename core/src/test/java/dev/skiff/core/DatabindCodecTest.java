package dev.skiff.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

/** The codec on a mapper of the user's, here one set up to be as strict as the default codec. */
class DatabindCodecTest extends JsonCodecContract {

    @Override
    JsonCodec codec() {
        return DatabindCodec.of(JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build());
    }

    record Renamed(@JsonProperty("user_name") String name) {}

    @Test
    void theMappersAnnotationsCount() {
        assertThat(read("{'user_name':'a'}", Renamed.class)).isEqualTo(new Renamed("a"));
        assertThat(refused("{'user_name':[]}", Renamed.class).location()).isEqualTo("/user_name");
    }

    @Test
    void anUnknownPropertyIsNotRepeatedWhereTheMapperRefusesIt() {
        JsonCodec strict = DatabindCodec.of(new JsonMapper());
        JsonException e = org.assertj.core.api.Assertions.catchThrowableOfType(
                JsonException.class, () -> strict.read(utf8("{'Qz7xKv9wJq':1}"), NewUser.class));
        assertThat(e.location()).isEqualTo("/*");
        assertSilent(e);
    }
}
