package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar with {@code --live}, seen and used in a browser. Pictures of the page stay in target/live. */
class LiveIT {

  private static final Path PICTURES = Path.of("target", "live");
  private static final int WIDE = 1280;
  private static final int NARROW = 400;
  private static final int HEIGHT = 900;
  private static final String DRAWN_PIXELS = "document.querySelector('#loss-chart canvas').getContext('2d')"
      + ".getImageData(0, 0, 4000, 4000).data.filter((value, i) => i % 4 === 3 && value > 0).length";

  @TempDir
  private static Path folder;

  private static Browser browser;
  private static Path data;

  private Jar.Started training;

  @BeforeAll
  static void open() throws IOException {
    browser = Browser.start();
    data = Jar.writeSample(folder.resolve("data"));
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Leaves the page before the program ends: its attempts to connect again would be errors. */
  @AfterEach
  void end() {
    browser.open(URI.create("about:blank"), WIDE, HEIGHT).consoleErrors();
    training.process().destroyForcibly();
  }

  /** Starts a training of the sample and opens its page. */
  private void train(Path out, Object... options) throws Exception {
    Object[] all = new Object[options.length + 6];
    System.arraycopy(new Object[] {"train", "--live=0", "--data", data, "--out", out}, 0, all, 0, 6);
    System.arraycopy(options, 0, all, 6, options.length);
    training = new Jar(folder).start(Jar.command(all));
    training.awaitOutput("for browsers on this machine");
    Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/").matcher(Files.readString(training.out()));
    assertThat(address.find()).isTrue();
    browser.open(URI.create(address.group()), WIDE, HEIGHT);
  }

  private static void awaitState(String state) {
    browser.await("document.getElementById('state').dataset.state === '" + state + "'");
  }

  private static long epochs() {
    return (Long) browser.script("return curves.loss[0].length");
  }

  /** Pictures in both widths and colours; none may be wider than the screen. */
  private static void picture(String name) throws IOException {
    for (String scheme : new String[] {"light", "dark"}) {
      for (int width : new int[] {WIDE, NARROW}) {
        browser.colourScheme(scheme).resize(width, HEIGHT);
        browser.script("return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        assertThat(browser.overflowsHorizontally()).as("wider than %d pixels", width).isFalse();
        browser.screenshot(PICTURES.resolve(name + "-" + scheme + "-" + width + ".png"));
      }
    }
    browser.colourScheme("light").resize(WIDE, HEIGHT);
  }

  @Test
  void aTrainingIsWatchedAndStopped() throws Exception {
    Path out = folder.resolve("stopped");
    train(out, "--epochs", 400);

    picture("start");
    browser.await("curves.loss[0].length >= 3 && lossChart.plot");
    long before = epochs();
    Object pixels = browser.script("return " + DRAWN_PIXELS);
    assertThat((Long) pixels).isGreaterThan(1000);
    assertThat(browser.text("#state")).isEqualTo("Training");
    assertThat(browser.text("#speed")).matches("[\\d,]+ images/s");
    assertThat(browser.text("#left")).matches("\\d+:\\d\\d:\\d\\d");
    picture("training");
    browser.await("lossChart.plot.data[0].length > 5 && curves.loss[0].length > " + before);

    browser.script("location.reload()");
    browser.await("document.readyState === 'complete' && curves.loss[0].length > " + before);
    assertThat(browser.script("return curves.loss[0].every((epoch, i) => epoch === i + 1)")).isEqualTo(true);

    browser.click("#stop");
    awaitState("stopped");
    assertThat(browser.text("#message")).contains("Interrupted in epoch", "train --resume --out " + out);
    assertThat(out.resolve("checkpoint.safetensors")).exists();
    picture("stopped");
    assertThat(browser.consoleErrors()).isEmpty();
    assertThat(training.process().isAlive()).isTrue();

    browser.click("#close");
    Jar.Run run = training.await();
    assertThat(run.code()).isEqualTo(130);
    assertThat(run.err()).contains("Stopping after this step, as asked for on the page");
  }

  @Test
  void aFinishedRunIsShownToWhoComesLater() throws Exception {
    train(folder.resolve("finished"), "--epochs", 4);
    training.awaitOutput("The page stays at");

    browser.script("location.reload()");
    awaitState("finished");
    browser.await("lossChart.plot");
    browser.click("summary");

    assertThat(browser.text("#message")).matches("Test accuracy 0\\.\\d{4}, test loss .*");
    assertThat(browser.count("#epochs tr")).isEqualTo(4);
    assertThat(browser.count("#samples li.right, #samples li.wrong")).isEqualTo(12);
    picture("finished");
    assertThat(browser.consoleErrors()).isEmpty();

    browser.click("#close");
    Jar.Run run = training.await();
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM to send")
  void aFailureIsShownUntilASignalClosesThePage() throws Exception {
    train(folder.resolve("failed"), "--epochs", 4, "--learning-rate", "1e30", "--validation-split", 0);

    awaitState("failed");
    assertThat(browser.text("#message")).contains("loss");
    picture("failed");
    assertThat(browser.consoleErrors()).isEmpty();
    training.awaitOutput("The page stays at");

    training.signal("TERM");
    Jar.Run run = training.await();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Training failed: ", "error: ");
  }
}
