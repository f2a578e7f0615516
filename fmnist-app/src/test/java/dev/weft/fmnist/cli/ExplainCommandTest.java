package dev.weft.fmnist.cli;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.Browser;
import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.Blocks;
import dev.weft.layers.Sequential;
import dev.weft.layers.io.ModelFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

  @TempDir
  private static Path folder;

  private static Path data;
  private static Path model;
  private static Path page;

  @BeforeAll
  static void writeModelAndData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 50, 10);
    model = folder.resolve("model.safetensors");
    page = folder.resolve("page.html");
    ModelFile.save(model, ReferenceNetworks.dropoutNetwork(1, DropoutRates.DOCUMENT), Map.of());
  }

  private static String html(Path model, Object... arguments) throws IOException {
    Files.deleteIfExists(page);
    Object[] all = new Object[arguments.length + 7];
    System.arraycopy(new Object[] {"explain", "--model", model, "--data", data, "--out", page}, 0, all, 0, 7);
    System.arraycopy(arguments, 0, all, 7, arguments.length);
    Cli.Result result = Cli.run(all);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).hasLineCount(1).contains("is taken for", "Wrote " + page);
    return Files.readString(page);
  }

  private static void assertWrongUsage(Cli.Result result, String... inMessage) {
    assertThat(result.err()).hasLineCount(1).startsWith("error: ").contains(inMessage);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aTestImageIsExplainedWithItsTrueClass() throws IOException {
    String html = html(model, "--index", 3);

    assertThat(html)
        .contains("What model.safetensors makes of test image 3", "<dt>true class</dt>", "Saliency", "SmoothGrad",
            "Grad-CAM, conv2d_3", "Grad-CAM, conv2d_2", "The first 64 of 128 channels of 3 × 3",
            "What max_pool2d_1 chooses",
            "(28, 28, 1) → (26, 26, 32), 320 parameters", "(3, 3, 128) → (1152,): the same values in another shape",
            "(128,) → (10,)")
        .doesNotContain("Grad-CAM, conv2d_1");
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    String html = html(model, "--index", 0);

    assertThat(html).doesNotContain("<script", "<link", "http:", "url(");
    assertThat(Pattern.compile("src=\"(?!data:image/png;base64,)").matcher(html).find()).isFalse();
  }

  @Test
  void thePageFitsATelephoneAndHasNoErrors() throws IOException {
    html(model, "--index", 0);

    try (Browser browser = Browser.start()) {
      browser.open(page, 400, 800);
      assertThat(browser.overflowsHorizontally()).isFalse();
      assertThat(browser.consoleErrors()).isEmpty();
      assertThat(browser.count("#maps img")).isEqualTo(4);
    }
  }

  @Test
  void aTrainingImageIsExplained() throws IOException {
    assertThat(html(model, "--index", 49, "--train")).contains("training image 49");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bag", "bag", "8"})
  void aClassIsChosenByNameOrNumber(String name) throws IOException {
    assertThat(html(model, "--index", 0, "--class", name)).contains("<title>Why Bag?</title>",
        "<dt>explained</dt><dd>Bag</dd>");
  }

  @Test
  void aPictureIsExplainedWithoutATrueClass() throws IOException {
    Path picture = folder.resolve("my shoe.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());

    assertThat(html(model, picture)).contains("makes of my shoe.png").doesNotContain("true class");
  }

  @Test
  void aNetworkWithoutConvolutionsIsExplainedWithWhatItHas() throws IOException {
    Path other = folder.resolve("dense.safetensors");
    ModelFile.save(other, Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(1), Map.of());

    assertThat(html(other, "--index", 0)).contains("Grad-CAM is left out",
        "this network has no convolution", "SmoothGrad").doesNotContain("Grad-CAM, ");
  }

  @Test
  void theDrawingShowsBranchesAndEachLayerWhatItTakes() throws IOException {
    Path other = folder.resolve("branches.safetensors");
    ModelFile.save(other, Sequential.input(28, 28, 1).add(conv2D(4, 3)).add(Blocks.residual(conv2D(4, 3).same()))
        .add(Blocks.concat(Blocks.identity(), conv2D(2, 1))).add(flatten()).add(dense(10)).build(1), Map.of());

    assertThat(html(other, "--index", 0)).contains("aria-label=\"Layers of the network\"", "<polyline",
        "Takes conv2d_1 and conv2d_2. (26, 26, 4) and (26, 26, 4) → (26, 26, 4)",
        "Takes add_1 and conv2d_3. (26, 26, 4) and (26, 26, 2) → (26, 26, 6)");
    assertThat(html(model, "--index", 0)).contains("aria-label=\"Layers of the network\"").doesNotContain("Takes ");
  }

  @Test
  void aNetworkWithOneConvolutionSaysSo() throws IOException {
    Path other = folder.resolve("one.safetensors");
    ModelFile.save(other, Sequential.input(28, 28, 1).add(conv2D(4, 3)).add(flatten()).add(dense(10)).build(1),
        Map.of());

    assertThat(html(other, "--index", 0)).contains("Grad-CAM, conv2d_1",
        "Grad-CAM is shown for one convolution");
  }

  @Test
  void thereMustBeOneImage() {
    assertWrongUsage(Cli.run("explain", "--model", model),
        "--index: expected either an IMAGE or --index, got neither");
    assertWrongUsage(Cli.run("explain", "--model", model, "--index", 3, "shoe.png"), "got both");
    assertWrongUsage(Cli.run("explain", "--model", model, "a.png", "b.png"), "b.png");
    assertWrongUsage(Cli.run("explain", "--index", 3), "--model");
  }

  @Test
  void thePageTakesThePlaceOfNeitherTheModelNorTheImage() throws IOException {
    Path picture = folder.resolve("bag.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
    byte[] before = Files.readAllBytes(model);

    assertWrongUsage(Cli.run("explain", "--model", model, "--out", model, picture),
        "--out: expected another file than that of --model, got " + model);
    Path detour = folder.resolve("data").resolve("..").resolve("bag.png");
    assertWrongUsage(Cli.run("explain", "--model", model, "--out", detour, picture),
        "--out: expected another file than that of IMAGE, got " + detour);
    assertThat(model).hasBinaryContent(before);
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
  }

  @Test
  void thePageReplacesAnOlderPageAndNoFileOfAnotherKind() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.html"), "<html>mine</html>");
    Path images = data.resolve("t10k-images-idx3-ubyte");
    byte[] before = Files.readAllBytes(images);
    for (Path file : new Path[] {notes, images}) {
      Cli.Result result = Cli.run("explain", "--model", model, "--data", data, "--index", 0, "--out", file);
      assertThat(result.err()).contains(file + ": expected no file yet, or a page of this program");
      assertThat(result.code()).isEqualTo(1);
    }
    assertThat(notes).hasContent("<html>mine</html>");
    assertThat(images).hasBinaryContent(before);

    Path again = folder.resolve("again.html");
    for (int index = 0; index < 2; index++) {
      assertThat(Cli.run("explain", "--model", model, "--data", data, "--index", index, "--out", again).code())
          .isZero();
    }
  }

  @Test
  void anIndexOutOfRangeNamesTheRange() {
    assertWrongUsage(Cli.run("explain", "--model", model, "--data", data, "--index", 10),
        "--index: expected 0 to 9, the number of a test image, got 10");
    assertWrongUsage(Cli.run("explain", "--model", model, "--data", data, "--index", -1), "expected 0 to 9", "got -1");
    assertWrongUsage(Cli.run("explain", "--model", model, "--data", data, "--index", 50, "--train"),
        "expected 0 to 49, the number of a training image, got 50");
  }

  @Test
  void anUnknownClassNamesTheClasses() {
    assertWrongUsage(Cli.run("explain", "--model", model, "--index", 0, "--class", "hat"),
        "--class: expected 0 to 9 or one of T-shirt/top, Trouser,", "Ankle boot, got hat");
  }

  @Test
  void aPictureIsNoTrainingImage() {
    assertWrongUsage(Cli.run("explain", "--model", model, "--train", "shoe.png"),
        "--train: expected --index beside it, got shoe.png");
  }

  @Test
  void whatCannotBeReadIsAFailureAndNothingIsWritten() throws IOException {
    Files.deleteIfExists(page);
    Path text = Files.writeString(folder.resolve("notes.txt"), "no picture");
    Path images = data.resolve("t10k-images-idx3-ubyte");
    for (Path file : new Path[] {text, images, folder.resolve("missing.png")}) {
      Cli.Result result = Cli.run("explain", "--model", model, "--out", page, file);

      assertThat(result.err()).hasLineCount(1).startsWith("error: " + file + ": expected ").contains("got ");
      assertThat(result.code()).isEqualTo(1);
    }
    assertThat(page).doesNotExist();
  }
}
