package org.sockrace.report.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window. Where there is none, the tests that want one are skipped, and say so. */
final class Browser implements AutoCloseable {

    private static final String HOW = "; Debian has both in chromium and chromium-driver; the tests of the page in a browser are skipped";
    /** Kept when the page has unpacked its data and shows it. */
    private static final String DRAWN = "new Promise(done => { const look = () => document.documentElement.classList.contains('scripted') ? done(true)"
            + " : setTimeout(look, 5); look(); })";
    private final ChromeDriver driver;
    private boolean scripts = true;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one, or skips the test; where .ci/run says {@code BROWSER_TESTS=required} there must be one, since it has installed it. */
    static Browser start() {
        Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> service = find("chromedriver");
        boolean there = browser.isPresent() && service.isPresent();
        if (!there && "required".equals(System.getenv("BROWSER_TESTS"))) {
            throw new IllegalStateException("there is no chromium or no chromedriver on the PATH, which .ci/run should have installed");
        }
        assumeTrue(there, () -> "there is no chromium or no chromedriver on the PATH" + HOW);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,800", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // A machine that does other things, too, is slow, and not wrong.
        options.setScriptTimeout(Duration.ofMinutes(10));
        return new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(service.orElseThrow().toFile()).build(), options));
    }

    private static Optional<Path> find(String... names) {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator));
        return Stream.of(names).flatMap(name -> folders.stream().map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }

    /** Opens the page anew at that link. */
    void open(Path page, String hash) {
        driver.get("about:blank");
        driver.get(page.toUri() + hash);
        if (scripts) {
            eval(DRAWN);
        }
    }

    void size(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Shows the page as someone sees it who prefers that, or who prints it. */
    void media(String scheme, String medium) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium,
                "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void scripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
        scripts = on;
    }

    /** Runs a script before any of each page that is opened from now on; returns what takes it back. */
    Runnable before(String script) {
        Object id = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script)).get("identifier");
        return () -> driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressShift(Keys key) {
        new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
    }

    /** The value of an expression. */
    Object eval(String expression) {
        return driver.executeScript("return " + expression + ";");
    }

    String text(String selector) {
        return (String) driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector);
    }

    /** The visible text of the whole page, whether scripts run or not. */
    String source() {
        return driver.findElement(org.openqa.selenium.By.tagName("body")).getText();
    }

    long count(String selector) {
        return (Long) driver.executeScript("return document.querySelectorAll(arguments[0]).length", selector);
    }

    void click(String selector) {
        driver.executeScript("const node = document.querySelector(arguments[0]);"
                + "node.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))", selector);
    }

    void run(String script, Object... arguments) {
        driver.executeScript(script, arguments);
    }

    String hash() {
        return (String) eval("location.hash");
    }

    /** What the browser has complained of since the last time. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(Object::toString).toList();
    }

    /** Every address that was asked for since the last time. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream().map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceFirst("(?s).*\"request\":\\{", "")).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
