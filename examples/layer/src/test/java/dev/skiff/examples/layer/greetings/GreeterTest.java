package dev.skiff.examples.layer.greetings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.testing.FakeSqsEvent;
import dev.skiff.testing.FakeSqsMessage;
import dev.skiff.testing.FunctionClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GreeterTest {
    private final List<String> sent = new ArrayList<>();
    private final Set<String> dead = new HashSet<>();
    private final FunctionClient greeter = FunctionClient.of(new Greeter(this::send, letters -> {
        letters.forEach(letter -> dead.add(letter.record().id()));
        return dead;
    }));

    private void send(String address, String text) {
        if (address.startsWith("full@")) {
            throw new IllegalStateException("The mailbox is full");
        }
        sent.add(address + ": " + text);
    }

    @Test
    void greets_each_and_reports_whom_it_could_not() {
        byte[] answer = greeter.invoke(FakeSqsEvent.of(List.of(
                        message("m1", "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}"),
                        message("m2", "{\"name\":\"Bob\",\"email\":\"full@example.com\"}"),
                        message("m3", "no JSON")))
                .toBytes());

        assertThat(new String(answer, UTF_8)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"}]}");
        assertThat(sent).containsExactly("ada@example.com: Welcome, Ada!");
        assertThat(dead).containsExactly("m3");
    }

    private static FakeSqsMessage message(String id, String body) {
        return FakeSqsMessage.of(body).withId(id);
    }
}
