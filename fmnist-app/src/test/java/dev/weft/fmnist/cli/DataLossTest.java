package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the user that have the names of ours stay, with and without {@code --overwrite}. */
class DataLossTest {

  @TempDir
  private Path folder;

  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    out = folder.resolve("own");
  }

  private Cli.Result run(String command, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(command, "--data", data, "--out", out));
    if (!command.equals("explore")) {
      arguments.addAll(List.of("--epochs", 1));
    }
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private void stays(String command, String name) throws IOException {
    Path mine = out.resolve(name);
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    for (Object[] more : List.of(new Object[0], new Object[] {"--overwrite"})) {
      Cli.Result result = run(command, more);
      assertThat(result.code()).as(command + " " + name).isEqualTo(1);
      assertThat(result.err()).hasLineCount(1).contains(mine.getFileName().toString(), "has not made");
      assertThat(mine).hasContent("mine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "model.safetensors", "history.csv", "predictions.csv", "metrics.json",
      "checkpoint.safetensors"})
  void trainReplacesNoneOfThem(String name) throws IOException {
    stays("train", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "study.json", "dropout/history.csv", "dropout/predictions.csv",
      "baseline/model.safetensors", "dropout/metrics.json", "baseline/report.html", "figures/06-baseline-accuracy.svg",
      "model.safetensors"})
  void studyReplacesNoneOfThem(String name) throws IOException {
    stays("study", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "study.json", "figures/01-training-classes.svg"})
  void exploreReplacesNoneOfThem(String name) throws IOException {
    stays("explore", name);
  }

  @Test
  void aReportOfTheUserInAFolderOfOursStaysToo() throws IOException {
    assertThat(run("train").code()).isZero();
    Path mine = Files.writeString(out.resolve("report.html"), "mine");

    Cli.Result report = Cli.run("report", "--run", out, "--data", data);
    assertThat(report.code()).isEqualTo(1);
    assertThat(report.err()).contains("report.html", "has not made");
    assertThat(run("train", "--overwrite").code()).isEqualTo(1);
    assertThat(mine).hasContent("mine");
    assertThat(out.resolve("metrics.json")).exists();
  }

  @Test
  void otherFilesInTheFolderAreLeftAlone() throws IOException {
    Path notes = Files.writeString(Files.createDirectories(out).resolve("notes.txt"), "mine");
    assertThat(run("train").code()).isZero();
    assertThat(run("train", "--overwrite").code()).isZero();
    assertThat(notes).hasContent("mine");
  }

  @Test
  void aRunThatFailsAtOnceLeavesEverythingAsItWas() throws IOException {
    Path mine = Files.writeString(Files.createDirectories(out).resolve("report.html"), "mine");
    assertThat(run("train", "--learning-rate", "1e30").code()).isEqualTo(1);
    assertThat(mine).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --out", "study --out", "explore --out", "report --run", "train --tensorboard",
      "train --data"})
  void anEmptyNameIsRefused(String command) {
    String[] words = command.split(" ", -1);
    Cli.Result result = Cli.run(words[0], words[1], "");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).hasLineCount(1).contains(words[1], "expected a path, got an empty text");
  }

  @Test
  void aPageWhoseNameTheUserHasNotChosenReplacesNoFileOfOthers() throws IOException {
    Path page = folder.resolve("explain-bag.html");
    OutputFile.requireOwn(page, "fmnist-app", "a page");
    Files.writeString(page, "<meta name=\"generator\" content=\"fmnist-app\">");
    OutputFile.requireOwn(page, "fmnist-app", "a page");
    Files.writeString(page, "mine");
    assertThatThrownBy(() -> OutputFile.requireOwn(page, "fmnist-app", "a page"))
        .isInstanceOf(DataFormatException.class).hasMessageContaining("another file, which stays");
  }

  @Test
  void aHeldFolderIsRefusedAndItsHolderNamed() throws IOException {
    assertThat(run("train").code()).isZero();
    try (OwnFolder held = OwnFolder.open(out)) {
      for (Cli.Result result : List.of(run("train", "--overwrite"), run("explore"),
          Cli.run("report", "--run", out, "--data", data))) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).as(held.path().toString()).hasLineCount(1)
            .contains("held by process " + ProcessHandle.current().pid());
      }
    }
    try (OwnFolder held = OwnFolder.open(folder.resolve("study/dropout"))) {
      out = folder.resolve("study");
      assertThat(run("study").err()).contains(held.path() + ": expected a directory that no other run writes into");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "ne-NP", "my-MM", "hi-IN-u-nu-deva", "tr-TR"})
  void theDigitsOfTheUsersLanguageChangeNothing(String language) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      assertThat(run("train").code()).isZero();
      Cli.Result report = Cli.run("report", "--run", out, "--data", data);
      assertThat(report.err()).isEmpty();
      assertThat(out.resolve("figures/08-dropout-accuracy.svg")).exists();
    } finally {
      Locale.setDefault(before);
    }
  }
}
