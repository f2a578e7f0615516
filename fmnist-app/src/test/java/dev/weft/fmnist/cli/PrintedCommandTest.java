package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.data.IdxFiles;
import dev.weft.fmnist.tensorboard.TensorBoardLog;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands that the program prints are taken from its output and run. {@code RunsIT} gives such lines to a real shell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file names cannot have these letters")
class PrintedCommandTest {

  @TempDir
  private Path folder;

  /** The words of a line as a shell splits it; the first, the program's name, left out. */
  static Object[] words(String line) {
    List<Object> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '\\' && !quoted) {
        word.append(line.charAt(++i));
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    assertThat(words.removeFirst()).isEqualTo("fmnist-app");
    return words.toArray();
  }

  private static String continued(Cli.Result interrupted) {
    return interrupted.out().substring(interrupted.out().lastIndexOf("Continue with: ") + "Continue with: ".length())
        .strip();
  }

  private static float[] weights(Path run) throws IOException {
    return ModelFile.load(run.resolve("model.safetensors")).network().parameters().values();
  }

  @Test
  void anInterruptedTrainingGoesOnAsPrintedWhateverItsFoldersAreCalled() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("its data; $HOME"), 60, 20);
    Path whole = folder.resolve("whole");
    Path parted = folder.resolve("it's a \"run\" & more");
    Path logs = folder.resolve("my logs");
    assertThat(Cli.run("train", "--data", data, "--out", whole, "--epochs", 3).code()).isZero();

    Cli.Result interrupted = Cli.runUntil("epoch 1/3", "train", "--data", data, "--out", parted, "--epochs", 3,
        "--tensorboard", logs, "--threads", 2);
    Cli.Result resumed = Cli.run(words(continued(interrupted)));

    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("2 threads");
    assertThat(weights(parted)).isEqualTo(weights(whole));
    assertThat(TensorBoardLog.filesIn(logs)).hasSize(4);
  }

  @Test
  void anInterruptedStudyGoesOnAsPrinted() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("its data"), 60, 20);
    Path out = folder.resolve("my study");

    Cli.Result interrupted = Cli.runUntil("epoch 1/2", "study", "--data", data, "--out", out, "--epochs", 2);
    Cli.Result resumed = Cli.run(words(continued(interrupted)));

    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.code()).isZero();
    assertThat(out.resolve("study.json")).exists();
  }

  @Test
  void aReportOfAnInterruptedRunPrintsTheCommandThatContinuesIt() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("its data"), 60, 20);
    Path out = folder.resolve("my run");
    Cli.runUntil("epoch 1/2", "train", "--data", data, "--out", out, "--epochs", 2);

    String error = Cli.run("report", "--run", out, "--data", data).err();
    Matcher command = Pattern.compile("\\(continue it with (.*)\\)").matcher(error);

    assertThat(command.find()).as(error).isTrue();
    assertThat(Cli.run(words(command.group(1))).code()).isZero();
  }

  @Test
  void theCommandInAReportGivesTheSameNumbers() throws IOException {
    Path data = IdxFiles.writeDataset(folder.resolve("its data"), 60, 20);
    Path out = folder.resolve("run");
    Path again = folder.resolve("again");
    Cli.run("train", "--data", data, "--out", out, "--epochs", 2, "--recipe", "TUNED", "--limit", 40, "--batch-size",
        16,
        "--split", "stratified", "--split-seed", 5, "--seed", -3, "--validation-split", 0.3, "--architecture",
        "Baseline",
        "--learning-rate", 0.002);
    assertThat(Cli.run("report", "--run", out, "--data", data).code()).isZero();

    Matcher command = Pattern.compile("fmnist-app train [^<]*").matcher(Files.readString(out.resolve("report.html")));
    assertThat(command.find()).isTrue();
    String line = command.group().replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").strip();
    assertThat(Cli.run(words(line + " --out " + Program.quoted(again.toString()))).code()).isZero();

    assertThat(weights(again)).isEqualTo(weights(out));
    assertThat(again.resolve("predictions.csv")).hasSameTextualContentAs(out.resolve("predictions.csv"));
  }

  @Test
  void aCommandKeepsTheOptionsOfTheJvmUnlessTheRunHadOtherKernels() {
    List<String> own = List.of("--add-modules=jdk.incubator.vector", "-Xmx256m", "-Dweft.simd.bits=256", "-Dother=1",
        "-XX:UseAVX=2", "-Xrunjdwp:transport=x", "-XX:+IgnoreUnrecognizedVMOptions", "-Dweft.launch=launched");
    List<String> kept = List.of("-Xmx256m", "-Dweft.simd.bits=256", "-XX:UseAVX=2");
    assertThat(Program.options(own, "simd-256", "simd-256")).isEqualTo(kept);
    assertThat(Program.options(own, "", "simd-256")).isEqualTo(kept);
    assertThat(Program.options(own, "simd-512", "simd-256")).containsExactly("-Dweft.simd.bits=512");
    assertThat(Program.options(own, "scalar", "simd-256")).containsExactly("-Dweft.kernels=scalar");
  }

  @Test
  void wordsAreQuotedOnlyWhereTheShellNeedsIt() {
    assertThat(Program.quoted("runs/a-1_b.c")).isEqualTo("runs/a-1_b.c");
    assertThat(Program.quoted("a b")).isEqualTo("'a b'");
    assertThat(Program.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(Program.quoted("~/run")).isEqualTo("'~/run'");
    assertThat(Program.quoted("")).isEqualTo("''");
    assertThat(Program.argument(Path.of("-x"))).isEqualTo("./-x");
  }
}
