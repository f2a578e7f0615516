package dev.weft.fmnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of pages rely on. */
class BrowserTest {

  @TempDir
  private static Path folder;

  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(String body) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "page", ".html"), "<!doctype html><meta charset='utf-8'>"
        + "<style>body { margin: 0 } @media (prefers-color-scheme: dark) { body { background: #000 } }</style>" + body);
  }

  @Test
  void aWidePageOverflowsANarrowViewportOnly() throws IOException {
    Path page = page("<div style='width: 600px'>wide</div>");

    assertThat(browser.open(page, 400, 600).overflowsHorizontally()).isTrue();
    assertThat(browser.open(page, 1280, 600).overflowsHorizontally()).isFalse();
  }

  @Test
  void errorsInThePageAreSeenAndRemarksAreNot() throws IOException {
    browser.open(page("<script>console.log('a remark'); console.error('an error'); nothing.there</script>"), 400, 400);

    assertThat(browser.consoleErrors()).hasSize(2).anyMatch(line -> line.contains("an error"))
        .anyMatch(line -> line.contains("ReferenceError"));
    assertThat(browser.consoleErrors()).isEmpty();
  }

  @Test
  void aPictureShowsTheWholePageInTheChosenColours() throws IOException {
    Path picture = folder.resolve("dark.png");

    browser.colourScheme("dark").open(page("<div style='height: 1500px'></div>"), 400, 600).screenshot(picture);
    browser.colourScheme("light");

    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(1500);
    assertThat(image.getRGB(200, 1400)).isEqualTo(0xff000000);
  }
}
