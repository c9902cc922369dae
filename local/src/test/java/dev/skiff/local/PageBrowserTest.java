package dev.skiff.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.local.template.SamQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page as people see it: in Chromium, about real functions. */
@Tag("long")
class PageBrowserTest {
    private static final String HOSTILE =
            "{\"name\":\"<img src=x onerror=document.title=1>\",\"<b>\":[\"</pre><script>document.title=1</script>\"]}";

    private static @Nullable Browser opened;
    private static @Nullable RunningTemplate started;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        opened = Browser.orSkip();
        started = run(0);
    }

    @AfterAll
    static void end() throws Exception {
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @BeforeEach
    void openPage() {
        browser().look(1600, 950, "light");
        browser().open(running().pageUrl());
        browser().find(".pulse.live");
    }

    @AfterEach
    void nothing_complains() {
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().evaluate("document.title"))
                .isEqualTo("Skiff " + URI.create(running().url()).getAuthority());
    }

    @Test
    void functions_and_their_routes_are_there() {
        String template = browser().find("#template").getText();

        assertThat(template)
                .contains("Products", "/products/{id}", "/files/{path+}", "Shop::products", "256 MB · 20 s")
                .contains("TakeOrder", "POST", "/orders");
        assertThat(browser()
                        .find("[data-key='open " + running().url() + "/products']")
                        .getText())
                .isEqualTo("/products");
    }

    @Test
    void a_call_over_http_shows_with_its_answer_and_logs() throws Exception {
        client.send(
                HttpRequest.newBuilder(URI.create(running().url() + "/products/11"))
                        .build(),
                BodyHandlers.ofString());
        browser().awaitText(".row", "GET /products/11");
        browser().click(".row");

        browser().awaitText("#detail h2", "Products");
        browser().awaitText("#detail .badge", "200");
        browser().awaitText("pre[data-part=Logs]", "INFO  looking up /products/11");
        browser().awaitText("pre[data-part=Answer]", "\"statusCode\": 200");
        browser().awaitText("pre[data-part='Answer, its body']", "\"price\": 12345678901234567890.10");
        browser().awaitText("pre[data-part=Event]", "\"rawPath\": \"/products/11\"");
    }

    @Test
    void a_function_is_invoked_with_a_generated_event_and_the_call_replayed() {
        browser().click("[data-key='invoke TakeOrder']");
        browser().awaitText("#editor-title", "Invoke TakeOrder");
        browser().find("#event");
        awaitValue("#event", "\"routeKey\": \"POST /orders\"");
        browser().click("#send");

        browser().awaitText("#detail .problem", "the order has no amount");
        browser().awaitText("#detail .figures", "page");
        Object first = browser().evaluate("location.hash");
        browser().click("[data-key=replay]");
        browser().awaitText("#detail .figures", "replay of");
        assertThat(browser().evaluate("location.hash")).isNotEqualTo(first);
    }

    @Test
    void another_kind_of_event_can_be_chosen_and_a_mistake_is_told() {
        browser().click("[data-key='invoke Ship']");
        browser().find("#sample").sendKeys("Kinesis");
        awaitValue("#event", "aws:kinesis");
        browser().evaluate("document.getElementById('event').value = '{'");
        browser().click("#send");

        browser().awaitText("#mistake", "the event is no JSON");
        browser().press(Keys.ESCAPE);
        assertThat(browser().evaluate("document.getElementById('editor').open")).isEqualTo(false);
        assertThat(browser().complaints()).singleElement().asString().contains("/_skiff/api/invoke", "400");
    }

    @Test
    void hostile_events_stay_text() {
        long before = rows();
        running().invoke("Restock", HOSTILE.getBytes(UTF_8));
        Functions.await("one more row than " + before, () -> rows() > before);
        browser().click(".row");

        browser().awaitText("pre[data-part=Event]", "<img src=x onerror=document.title=1>");
        browser().awaitText("pre[data-part=Answer]", "</pre><script>document.title=1</script>");
        assertThat(browser()
                        .evaluate("document.querySelectorAll('#calls img, #call img, #call script, #call b').length"))
                .isEqualTo(0L);
    }

    @Test
    void a_schedule_is_fired_at_once() {
        browser().click("[data-key='fire Restocknightly']");

        browser().awaitText(".row", "Schedule · nightly");
    }

    @Test
    void dead_letters_are_counted_and_sent_back() {
        SamQueue deadLetters = running().template().queues().stream()
                .filter(queue -> queue.logicalId().equals("FailedOrders"))
                .findFirst()
                .orElseThrow();
        running().queues().orElseThrow().sender().send(deadLetters.arn(), "{\"order\":6}", Map.of());
        browser().awaitText("#queues li", "FailedOrders1 waiting");
        browser().click("[data-key='redrive FailedOrders']");

        browser().awaitText(".row", "SQS · orders");
        browser().awaitText("#queues li", "FailedOrders0 waiting");
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "800, light", "1000, dark", "1200, light", "1600, light", "1600, dark"})
    void it_fits_the_screen(int width, String scheme) throws Exception {
        String name = "a-name-without-a-blank-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on";
        client.send(
                HttpRequest.newBuilder(URI.create(running().url() + "/files/" + name))
                        .build(),
                BodyHandlers.ofString());
        browser().look(width, 800, scheme);
        browser().awaitText(".row", name);

        assertThat(overflow()).as("list").isLessThanOrEqualTo(0);
        keepScreenshot(width + "-" + scheme + "-list");
        browser().click(".row");
        browser().awaitText("pre[data-part=Event]", name);
        assertThat(overflow()).as("detail").isLessThanOrEqualTo(0);
        keepScreenshot(width + "-" + scheme + "-detail");
        browser().evaluate("document.querySelector('[data-key=edit]').click()");
        browser().find("#event");
        assertThat(overflow()).as("editor").isLessThanOrEqualTo(0);
        keepScreenshot(width + "-" + scheme + "-editor");
        boolean isDark =
                (Long) browser().evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
                        < 128;
        assertThat(isDark).isEqualTo(scheme.equals("dark"));
    }

    @Test
    void everything_to_use_has_a_name() {
        browser().awaitText(".row", "");
        browser().click(".row");
        browser().find("#detail h2");
        Object nameless = browser()
                .evaluate("[...document.querySelectorAll('button, a, input, select, textarea, [role=region], section,"
                        + " dialog')].filter(it => !(it.textContent.trim() || it.getAttribute('aria-label') ||"
                        + " it.getAttribute('aria-labelledby') || it.labels?.length)).map(it => it.outerHTML)");

        assertThat(nameless).isEqualTo(List.of());
        assertThat(browser().find("[data-key='invoke Products']").getAccessibleName())
                .isEqualTo("Invoke Products");
        assertThat(browser().find("#filter").getAccessibleName()).startsWith("Filter the calls");
        assertThat(browser().find("#failures").getAccessibleName()).isEqualTo("Failures");
    }

    @Test
    void keys_are_enough() {
        long before = rows();
        running().invoke("Restock", "1".getBytes(UTF_8));
        running().invoke("Restock", "2".getBytes(UTF_8));
        Functions.await("two more rows than " + before, () -> rows() >= before + 2);
        browser().press("/");
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("filter");
        browser().press("restock");
        browser().press(Keys.TAB);
        assertThat(browser().evaluate("document.activeElement.id")).isEqualTo("failures");
        browser().press(Keys.TAB);
        assertThat(browser().evaluate("document.activeElement.className")).isEqualTo("row");
        browser().press(Keys.ARROW_DOWN);
        assertThat(browser()
                        .evaluate("document.activeElement === document.querySelectorAll('li:not([hidden]) > .row')[1]"))
                .isEqualTo(true);
        browser().press(Keys.ENTER);

        browser().awaitText("#detail h2", "Restock");
        browser().press(Keys.ESCAPE);
        assertThat(browser().evaluate("location.hash")).isEqualTo("");
    }

    @Test
    void it_says_when_the_runner_is_gone_and_goes_on_when_it_is_back() throws Exception {
        RunningTemplate other = run(0);
        int port = URI.create(other.url()).getPort();
        browser().open(other.pageUrl());
        browser().find(".pulse.live");
        other.close();

        browser().awaitText("#gone", "The runner is gone");
        assertThat(browser().find("[data-key='invoke Products']").isEnabled()).isFalse();
        try (RunningTemplate back = run(port)) {
            browser().find(".pulse.live");
            assertThat(browser().find("[data-key='invoke Products']").isEnabled())
                    .isTrue();
            assertThat(back.url()).isEqualTo(other.url());
        }
        browser().complaints(); // of the connections that were refused
        openPage();
    }

    private static long rows() {
        return (Long) browser().evaluate("document.querySelectorAll('.row').length");
    }

    private static long overflow() {
        return (Long) browser().evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static void awaitValue(String css, String part) {
        Functions.await(part, () -> String.valueOf(browser().evaluate("document.querySelector('" + css + "').value"))
                .contains(part));
    }

    private static void keepScreenshot(String name) throws Exception {
        Path directory = Files.createDirectories(Path.of("target/page"));
        Files.write(directory.resolve(name + ".png"), browser().screenshot());
    }

    private static RunningTemplate run(int port) {
        return Local.template(Path.of("target/test-classes/templates/page.yaml"))
                .port(port)
                .log((function, line) -> {})
                .start();
    }

    private static Browser browser() {
        return Objects.requireNonNull(opened);
    }

    private static RunningTemplate running() {
        return Objects.requireNonNull(started);
    }
}
