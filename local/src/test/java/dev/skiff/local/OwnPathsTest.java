package dev.skiff.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.HttpCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPathsTest {
    private final OwnPaths paths = new OwnPaths("my-machine", (call, sourceIp) -> HttpReply.empty(204));

    @ParameterizedTest
    @CsvSource(textBlock = """
        localhost:3000,,204
        LOCALHOST,,204
        127.0.0.1:3000,,204
        192.168.1.7:3000,,204
        [::1]:3000,,204
        my-machine:3000,,204
        rebound.example:3000,,403
        localhost.rebound.example,,403
        127.0.0.1.rebound.example:3000,,403
        localhost:3000,http://localhost:3000,204
        127.0.0.1:3000,http://127.0.0.1:3000,204
        127.0.0.1:3000,http://localhost:3000,403
        127.0.0.1:3000,http://127.0.0.1:3001,403
        127.0.0.1:3000,https://evil.example,403
        127.0.0.1:3000,null,403
        """)
    void only_this_machines_own_pages_and_tools_get_in(String host, String origin, int status) {
        HttpCall call = HttpCall.post("/_local/s3").plusHeader("Host", host);

        HttpReply reply = paths.answer(origin == null ? call : call.plusHeader("Origin", origin), "127.0.0.1");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8))
                .matches(status == 403 ? "\\{\"message\":\"The (Host|request) .+\"}" : "");
    }
}
