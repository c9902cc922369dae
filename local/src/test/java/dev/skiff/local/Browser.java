package dev.skiff.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium, the one that is installed: none is ever downloaded. */
final class Browser implements AutoCloseable {
    private static final List<Path> CHROMIUM = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(Path chromium) throws IOException {
        profile = Files.createTempDirectory("skiff-page");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1600,950",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    /** Skips the tests that need it where it isn't installed, loudly; fails them where {@code SKIFF_REQUIRE_CHROMIUM} is set. */
    static Browser orSkip() throws IOException {
        Optional<Path> chromium =
                CHROMIUM.stream().filter(Files::isExecutable).findFirst().filter(it -> Files.isExecutable(DRIVER));
        if (chromium.isPresent()) {
            return new Browser(chromium.get());
        }
        String cure = "apt-get install chromium chromium-driver";
        if (Boolean.parseBoolean(System.getenv("SKIFF_REQUIRE_CHROMIUM"))) {
            Assertions.fail("SKIFF_REQUIRE_CHROMIUM is set and there is no Chromium: " + cure);
        }
        System.err.println();
        System.err.println("**************************************************************************");
        System.err.println("** SKIPPED: tests of the page in headless Chromium.                     **");
        System.err.println("** To run them: " + cure + "                **");
        System.err.println("**************************************************************************");
        Assumptions.abort("no Chromium: " + cure);
        throw new AssertionError();
    }

    void open(String url) {
        driver.get(url);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** As the screen of a phone or a desk would be, for a user who likes it light or dark. */
    void look(int width, int height, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Waits for what is there sooner or later. */
    WebElement find(String css) {
        return await(css, page -> page.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst());
    }

    /** Waits until this element's text has this part. */
    void awaitText(String css, String part) {
        await(css + " with " + part, page -> page.findElements(By.cssSelector(css)).stream()
                .filter(element ->
                        String.valueOf(element.getDomProperty("textContent")).contains(part))
                .findFirst());
    }

    void click(String css) {
        find(css).click();
    }

    /** What an expression in the page is. */
    Object evaluate(String expression) {
        return driver.executeScript("return " + expression);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What the page and the browser had to complain of. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private <T> T await(String what, Function<ChromeDriver, Optional<T>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> found = look.apply(driver);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (org.openqa.selenium.StaleElementReferenceException redrawn) {
                // look again
            }
        }
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " seconds: " + what + "; the page has:\n"
                + driver.findElement(By.tagName("body")).getText());
    }
}
