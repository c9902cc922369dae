package dev.skiff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.testing.FunctionClient;
import dev.skiff.testing.HttpAnswer;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;
import dev.skiff.testing.HttpSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String LONG = "länger ".repeat(400);

    @ParameterizedTest
    @EnumSource(HttpSource.class)
    void a_long_text_arrives_compressed(HttpSource source) {
        FunctionClient client = FunctionClient.of(
                        new HttpFunction(
                                Compression.gzip().throughRestApis().around(request -> Response.text(LONG))) {})
                .deployed(HttpDeployment.of(source).withBinaryMediaTypes("*/*"));

        HttpAnswer answer = client.send(HttpCall.get("/").plusHeader("Accept-Encoding", "gzip, deflate, br"));

        assertThat(answer.header("Content-Encoding")).contains("gzip");
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(unzipped(answer.body())).isEqualTo(LONG);
    }

    @Test
    void behind_a_rest_api_nothing_is_compressed_unless_asked_for() {
        HttpAnswer answer = FunctionClient.of(
                        new HttpFunction(Compression.gzip().around(request -> Response.text(LONG))) {})
                .as(HttpSource.REST_API)
                .send(HttpCall.get("/").plusHeader("Accept-Encoding", "gzip"));

        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.header("Vary")).isEmpty();
        assertThat(answer.text()).isEqualTo(LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "br, gzip",
                "gzip;q=0.5",
                "gzip; q=0.001",
                "gzip;Q=1.000",
                "*",
                "br;q=1.0, *;q=0.1",
                "identity;q=0.5, gzip",
                "identity, gzip"
            })
    void a_client_that_accepts_gzip_gets_it(String accepted) throws Exception {
        assertThat(answer(accepted, Response.text(LONG)).header("Content-Encoding"))
                .contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "*;q=0",
                "gzip;q=0, *",
                "identity, gzip;q=0.5",
                "gzip;q=2",
                "gzip;q=1.001",
                "gzip;q=",
                "gzip;q=0x5",
                "gzip;level=9",
                "gzipped"
            })
    void a_client_that_does_not_gets_the_plain_text_that_says_what_it_varies_by(String accepted) throws Exception {
        Response response = answer(accepted, Response.text(LONG));

        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("Vary")).contains("Accept-Encoding");
        assertThat(response.text()).isEqualTo(LONG);
    }

    @Test
    void a_client_that_says_nothing_gets_the_plain_text() throws Exception {
        Response response = Compression.gzip().apply(Request.of("GET", "/"), request -> Response.text(LONG));

        assertThat(response.header("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html; charset=utf-8",
                "text/css",
                "Application/JSON",
                "application/problem+json",
                "application/xml",
                "image/svg+xml",
                "application/javascript",
                "application/x-ndjson",
                "application/yaml",
                "application/wasm"
            })
    void types_that_gain_are_compressed(String type) throws Exception {
        assertThat(answer("gzip", Response.status(200).withText(type, LONG)).header("Content-Encoding"))
                .contains("gzip");
        assertThat(answer("gzip", Response.bytes(type, LONG.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Encoding"))
                .contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/zip", "application/octet-stream", "video/mp4", "font/woff2"})
    void other_types_are_left_alone(String type) throws Exception {
        Response response = answer("gzip", Response.status(200).withText(type, LONG));

        assertThat(response.headers().asMap()).containsOnlyKeys("Content-Type");
    }

    @Test
    void json_is_written_first() throws Exception {
        Response response = answer("gzip", Response.json(LONG));

        assertThat(unzipped(response.body())).isEqualTo("\"" + LONG + "\"");
    }

    @Test
    void the_threshold_itself_stays_plain() throws Exception {
        Compression above = Compression.above(100);
        Request request = Request.of("GET", "/").withHeader("Accept-Encoding", "gzip");

        Response at = above.apply(request, inner -> Response.text("x".repeat(100)));
        Response over = above.apply(request, inner -> Response.text("x".repeat(101)));

        assertThat(at.header("Content-Encoding")).isEmpty();
        assertThat(at.header("Vary")).contains("Accept-Encoding");
        assertThat(over.header("Content-Encoding")).contains("gzip");
    }

    @Test
    void it_is_1024_bytes_unless_told_otherwise() throws Exception {
        assertThat(answer("gzip", Response.text("x".repeat(1024))).header("Content-Encoding"))
                .isEmpty();
        assertThat(answer("gzip", Response.text("x".repeat(1025))).header("Content-Encoding"))
                .isPresent();
        assertThatIllegalArgumentException().isThrownBy(() -> Compression.above(-1));
    }

    @Test
    void what_would_not_get_smaller_stays_plain() throws Exception {
        byte[] noise = new byte[2000];
        new Random(7).nextBytes(noise);

        Response response = answer("gzip", Response.bytes("text/plain", noise));

        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("Vary")).contains("Accept-Encoding");
        assertThat(response.body()).isEqualTo(noise);
    }

    @Test
    void what_is_coded_already_or_must_not_be_is_left_alone() throws Exception {
        assertUntouched(Response.text(LONG).withHeader("Content-Encoding", "br"));
        assertUntouched(Response.text(LONG).withHeader("Cache-Control", "public, No-Transform"));
        assertUntouched(Response.text(LONG).withStatus(206));
        assertUntouched(Response.text(LONG).withHeader("Content-Range", "bytes 0-1/2"));
        assertUntouched(Response.text(LONG).withStatus(204));
        assertUntouched(Response.text(LONG).minusHeader("Content-Type"));
        assertUntouched(Response.status(200).withHeader("Content-Type", "text/plain"));
    }

    private static void assertUntouched(Response given) throws Exception {
        Response response = answer("gzip", given);

        assertThat(response.headers().asMap()).isEqualTo(given.headers().asMap());
        assertThat(response.body()).isEqualTo(given.body());
    }

    @Test
    void a_strong_tag_becomes_weak_on_what_is_compressed_only() throws Exception {
        Response tagged = Response.text(LONG).withHeader("ETag", "\"v1\"");

        assertThat(answer("gzip", tagged).header("ETag")).contains("W/\"v1\"");
        assertThat(answer("br", tagged).header("ETag")).contains("\"v1\"");
        assertThat(answer("gzip", tagged.withHeader("ETag", "W/\"v1\"")).header("ETag"))
                .contains("W/\"v1\"");
    }

    @Test
    void a_304_has_the_headers_that_the_200_would_have() throws Exception {
        Response unchanged = Response.status(304).withHeader("ETag", "\"v1\"");

        assertThat(answer("gzip", unchanged).header("ETag")).contains("W/\"v1\"");
        assertThat(answer("gzip", unchanged).header("Vary")).contains("Accept-Encoding");
        assertThat(answer("gzip", unchanged).header("Content-Encoding")).isEmpty();
        assertThat(answer("br", unchanged).header("ETag")).contains("\"v1\"");
    }

    @Test
    void a_length_that_was_said_is_taken_back() throws Exception {
        Response response = answer("gzip", Response.text(LONG).withHeader("Content-Length", "2800"));

        assertThat(response.header("Content-Length")).isEmpty();
    }

    @Test
    void a_vary_that_is_there_is_kept() throws Exception {
        Response response = answer("gzip", Response.text(LONG).withHeader("Vary", "Origin"));

        assertThat(response.headers().all("Vary")).containsExactly("Origin, Accept-Encoding");
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() {
        HttpFunction function = new HttpFunction(Router.builder()
                .filter(Compression.gzip())
                .get("/", request -> Response.text(LONG))
                .build()) {};

        HttpAnswer answer = FunctionClient.of(function).send(HttpCall.head("/").plusHeader("Accept-Encoding", "gzip"));

        assertThat(answer.header("Content-Encoding")).contains("gzip");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_failure_passes() {
        assertThatThrownBy(() -> Compression.gzip().apply(Request.of("GET", "/"), request -> {
                    throw HttpException.conflict("taken");
                }))
                .isInstanceOf(HttpException.class);
    }

    private static Response answer(String accepted, Response response) throws Exception {
        return Compression.gzip()
                .apply(Request.of("GET", "/").withHeader("Accept-Encoding", accepted), request -> response);
    }

    static String unzipped(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
