package dev.skiff.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A field that isn't static: each test has a template of its own, which is gone when the next begins. */
class LocalExtensionLifeTest {
    private static final List<Integer> PORTS = new ArrayList<>();

    @RegisterExtension
    final LocalExtension users = LocalExtension.of(Path.of("target/test-classes/templates/single.yaml"));

    @RepeatedTest(2)
    void each_test_has_its_own() throws IOException {
        int port = URI.create(users.url()).getPort();
        try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(open.isConnected()).isTrue();
        }
        PORTS.forEach(LocalExtensionLifeTest::assertClosed);
        PORTS.add(port);
    }

    @AfterAll
    static void nothing_listens_any_more() {
        assertThat(PORTS).hasSize(2);
        PORTS.forEach(LocalExtensionLifeTest::assertClosed);
    }

    private static void assertClosed(int port) {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }
}
