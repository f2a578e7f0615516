package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {

  @TempDir
  private static Path folder;

  private static Path data;

  @BeforeAll
  static void write() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
  }

  @Test
  void theDataIsToldInTables() {
    Cli.Result result = Cli.run("explore", "--data", data);

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Data\n====", "\nImages ", "Ankle boot       9         6     2",
        "The training set is balanced: every class has 6 images.", "Test images that are training images too",
        "not byte for byte");
    assertThat(result.out().lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void onRequestThereIsAPageToo() {
    Path out = folder.resolve("new").resolve("explored");

    Cli.Result result = Cli.run("explore", "--data", data, "--out", out);

    assertThat(result.out()).endsWith("Wrote " + out.resolve("report.html") + " and the folder figures beside it\n");
    assertThat(out.resolve("report.html")).content().contains("<section id=\"data\"").doesNotContain("<script");
    assertThat(out.resolve("figures")).isDirectoryContaining("glob:**/01-training-classes.svg");
  }

  @Test
  void changesOfImagesAreShownEpochByEpoch() {
    Path out = folder.resolve("changed");

    Cli.Result result =
        Cli.run("explore", "--data", data, "--out", out, "--augment", "flip, rotate 20 + scale 0.8 1.2, cutmix 1");

    assertThat(result.err()).isEmpty();
    assertThat(out.resolve("report.html")).content()
        .contains("<section id=\"augmentation\"", "Changes: flip, rotate 20 + scale 0.8 1.2, cutmix 1.", "in epoch 7");
    assertThat(out.resolve("figures").resolve("augmentation.svg")).exists();
  }

  @Test
  void changesWithoutAPlaceForPicturesOrWithUnknownNamesAreWrongUsage() {
    Cli.Result nowhere = Cli.run("explore", "--data", data, "--augment", "flip");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err())
        .startsWith("error: --augment: expected --out with a directory for the pictures, got none");
    Cli.Result unknown = Cli.run("explore", "--data", data, "--out", folder.resolve("unknown"), "--augment", "flop");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("error: --augment: expected flip, alternating-flip, ").contains("got 'flop'");
  }

  @Test
  void anotherReportIsReplacedOnlyOnRequest() throws IOException {
    Path out = folder.resolve("twice");
    assertThat(Cli.run("explore", "--data", data, "--out", out).code()).isZero();
    String before = Files.readString(out.resolve("report.html"));

    Cli.Result refused = Cli.run("explore", "--data", data, "--out", out);

    assertThat(refused.err())
        .isEqualTo("error: " + out + ": expected a directory without a report in it, got report.html"
            + " (choose another --out, or replace it with --overwrite)\n");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();

    assertThat(Cli.run("explore", "--data", data, "--out", out, "--overwrite").code()).isZero();
    assertThat(out.resolve("report.html")).hasContent(before);
  }

  @Test
  void withoutARequestNothingIsWritten() {
    Cli.run("explore", "--data", data);

    assertThat(folder).isDirectoryNotContaining("glob:**/report.html");
  }
}
