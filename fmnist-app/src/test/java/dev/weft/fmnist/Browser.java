package dev.weft.fmnist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium that looks at a page as a reader would. It runs the installed {@code chromium} and
 * {@code chromedriver} and downloads nothing.
 */
public final class Browser implements AutoCloseable {

  /** Set to {@code true} where a missing Chromium is an error, not a reason to skip. */
  private static final String REQUIRED = "WEFT_REQUIRE_CHROMIUM";

  private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> DRIVERS = List.of("chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  /** Kept, so that its level lasts: it warns that its typed commands do not know this Chromium; none is used. */
  private static final Logger REMARKS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one with an empty page, in light colours; where there is none, the test is skipped and says so. */
  public static Browser start() {
    Optional<File> chromium = onPath(BROWSERS);
    Optional<File> chromedriver = onPath(DRIVERS);
    boolean found = chromium.isPresent() && chromedriver.isPresent();
    if (!found && Boolean.parseBoolean(System.getenv(REQUIRED))) {
      throw new AssertionError(
          REQUIRED + " is true: expected chromium and chromedriver on the PATH, got " + chromium + " and "
              + chromedriver);
    }
    assumeTrue(found, "chromium and chromedriver are not on the PATH (Debian: chromium, chromium-driver)");
    REMARKS.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions().setBinary(chromium.orElseThrow());
    options.addArguments("--headless=new", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-gpu");
    if (System.getProperty("user.name").equals("root")) { // for whom Chromium has no sandbox
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(chromedriver.orElseThrow()).usingAnyFreePort().build();
    return new Browser(new ChromeDriver(service, options)).colourScheme("light");
  }

  private static Optional<File> onPath(List<String> names) {
    List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return names.stream().flatMap(name -> folders.stream().map(folder -> new File(folder, name)))
        .filter(File::canExecute).findFirst();
  }

  /** Opens a page in a viewport of this size in CSS pixels. */
  public Browser open(URI page, int width, int height) {
    resize(width, height);
    driver.get(page.toString());
    return this;
  }

  /** Opens a file in a viewport of this size in CSS pixels. */
  public Browser open(Path file, int width, int height) {
    return open(file.toAbsolutePath().toUri(), width, height);
  }

  /** Gives the viewport this size; unlike a window it may be as narrow as a telephone. */
  public Browser resize(int width, int height) {
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    return this;
  }

  /** What {@code prefers-color-scheme} says from now on: {@code light} or {@code dark}. */
  public Browser colourScheme(String scheme) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    return this;
  }

  /** Writes a PNG of the whole page, from its top to its end. */
  public void screenshot(Path file) throws IOException {
    Map<String, Object> image = driver.executeCdpCommand("Page.captureScreenshot",
        Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(file, OutputType.BYTES.convertFromBase64Png((String) image.get("data")));
  }

  /** The errors in the console since the last call: failed scripts, resources that did not load, CSP violations. */
  public List<String> consoleErrors() {
    Stream<LogEntry> entries = driver.manage().logs().get(LogType.BROWSER).getAll().stream();
    return entries.filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()).map(LogEntry::toString)
        .toList();
  }

  /** Whether the page is wider than the viewport, so that a reader would have to scroll sideways. */
  public boolean overflowsHorizontally() {
    return (Boolean) script("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /** What a script in the page returns. */
  public Object script(String script, Object... arguments) {
    return ((JavascriptExecutor) driver).executeScript(script, arguments);
  }

  /** The visible text of the first element that a CSS selector finds. */
  public String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  /** How many elements a CSS selector finds. */
  public int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** Clicks on the first element that a CSS selector finds. */
  public void click(String selector) {
    driver.findElement(By.cssSelector(selector)).click();
  }

  /** Waits until a JavaScript expression is true. */
  public void await(String condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!(Boolean) script("return Boolean(" + condition + ")")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("expected in the page: " + condition + ", got the page: " + text("body"));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
