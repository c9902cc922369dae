package dev.skiff.examples.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.Local;
import dev.skiff.local.junit.LocalExtension;
import dev.skiff.testing.FakeCognitoEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of template.yaml at work: Cognito's triggers under AWS's runtime client, and the rule on the bus that their events reach. */
class AccountsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final LocalExtension accounts = LocalExtension.of(() -> Local.template(Path.of("template.yaml"))
            .port(0)
            .log((function, line) -> LINES.add(function + ": " + line)));

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void colleagues_are_in_at_once_and_throw_away_addresses_never() throws Exception {
        HttpResponse<String> colleague =
                cognito("{\"trigger\":\"PreSignUp\",\"attributes\":{\"email\":\"bob@ours.example\"}}");
        HttpResponse<String> stranger =
                cognito("{\"trigger\":\"PreSignUp\",\"attributes\":{\"email\":\"x@mailinator.com\"}}");

        assertThat(colleague.statusCode()).as(colleague.body()).isEqualTo(200);
        assertThat(colleague.body()).contains("\"autoConfirmUser\":true", "\"autoVerifyEmail\":true");
        assertThat(stranger.statusCode()).isEqualTo(502);
        assertThat(stranger.body()).contains("\"errorMessage\":\"Please sign up with another e-mail address\"");
    }

    @Test
    void who_confirms_an_account_is_welcomed_by_way_of_the_bus() throws Exception {
        String confirmation =
                "{\"trigger\":\"PostConfirmation\",\"user\":\"ada\",\"attributes\":{\"email\":\"ada@customer.example\"}}";

        // Cognito waits five seconds, which a cold start on a busy machine may need more of than once
        await(() -> cognito(confirmation).statusCode() == 200);

        await(() -> !reports("Welcome").isEmpty());
        assertThat(reports("Welcome")).allSatisfy(report -> assertThat(report).doesNotContain("Status: error"));
    }

    @Test
    void tokens_name_the_tenant() {
        FakeCognitoEvent event = FakeCognitoEvent.tokenGenerationV2()
                .withUserAttribute("custom:tenant", "t1")
                .withGroups("staff");

        assertThat(accounts.invoke("Tokens", event.toBytes()).text())
                .contains("\"tenant\":\"t1\"")
                .contains("orders/write");
    }

    private static List<String> reports(String function) {
        return LINES.stream()
                .filter(line -> line.startsWith(function + ": REPORT"))
                .toList();
    }

    private HttpResponse<String> cognito(String trigger) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(accounts.endpoint() + "/_local/cognito"))
                .POST(BodyPublishers.ofString(trigger))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as("in time: " + LINES).isBefore(end);
            Thread.sleep(100);
        }
    }
}
