package crucible.server.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of this machine; a test that asks for one is skipped where there is none. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser with a fresh profile in {@code profile}. */
    public static Browser open(Path profile) {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no browser here: install the packages chromium and chromium-driver (" + CHROMIUM + ", " + DRIVER
                        + ")");
        final ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        final LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        final ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Gives the page this much room, in CSS pixels; works below the window's least width, as a phone does. */
    public void room(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                java.util.Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Loads {@code address} anew, even where only its fragment differs from what is open. */
    public void load(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    /** The address that is open. */
    public String address() {
        return driver.getCurrentUrl();
    }

    /** Waits until {@code selector} is shown. */
    public WebElement shown(String selector) {
        return waiting("shown: " + selector)
                .until(page -> page.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until {@code selector} is shown with {@code text} in it. */
    public WebElement shown(String selector, String text) {
        return waiting(selector + " with: " + text)
                .until(page -> page.findElements(By.cssSelector(selector)).stream()
                        .filter(found -> found.isDisplayed() && found.getText().contains(text))
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until nothing that fits {@code selector} is shown. */
    public void gone(String selector) {
        waiting("gone: " + selector)
                .until(page ->
                        page.findElements(By.cssSelector(selector)).stream().noneMatch(WebElement::isDisplayed));
    }

    /** Waits until {@code selector} is shown and presses it. */
    public void press(String selector) {
        shown(selector).click();
    }

    /** How many elements fit {@code selector} now. */
    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** What the script returns. */
    public Object evaluate(String script) {
        return driver.executeScript(script);
    }

    /** What the page has complained about since the last call: errors and refusals of the content security policy. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    private WebDriverWait waiting(String what) {
        final WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100));
        wait.ignoring(org.openqa.selenium.StaleElementReferenceException.class).withMessage(what);
        return wait;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
