package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.optim.train.EpochResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that a report cannot be made of end in one line that names what is wrong, exit code 1, and no page. */
class ReportCommandTest {

  @TempDir
  private static Path folder;

  private static Path data;
  private static Path good;

  @TempDir
  private Path copies;

  private Path run;

  @BeforeAll
  static void train() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    good = folder.resolve("good");
    Cli.run("train", "--data", data, "--out", good, "--epochs", 1, "--validation-split", 0);
  }

  @BeforeEach
  void copy() throws IOException {
    run = Files.createDirectory(copies.resolve("run"));
    try (Stream<Path> files = Files.list(good)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(file.getFileName()));
      }
    }
  }

  private void reportFails(String... inMessage) {
    Cli.Result result = Cli.run("report", "--run", run, "--data", data);

    assertThat(result.err()).hasLineCount(1).startsWith("error: " + run).contains(inMessage);
    assertThat(result.code()).isEqualTo(1);
    assertThat(run.resolve("report.html")).doesNotExist();
  }

  private void replace(String file, String text, String by) throws IOException {
    String content = Files.readString(run.resolve(file));
    assertThat(content).contains(text);
    Files.writeString(run.resolve(file), content.replace(text, by));
  }

  @Test
  void aRunWithoutValidationHasAReport() throws IOException {
    Cli.Result result = Cli.run("report", "--run", run, "--data", data);

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(run.resolve("report.html")).content().contains("No images were held out for validation");
  }

  @Test
  void anUnknownDirectory() {
    run = run.resolve("nowhere");
    reportFails("expected the directory of a finished run or study, got no such directory");
  }

  @Test
  void aFile() throws IOException {
    run = Files.writeString(copies.resolve("file"), "mine");
    Cli.Result result = Cli.run("report", "--run", run, "--data", data);
    assertThat(result.err()).hasLineCount(1).contains(run + ": expected the directory", "got a file");
  }

  @Test
  void anEmptyDirectory() throws IOException {
    run = Files.createDirectory(copies.resolve("empty"));
    reportFails("expected a finished run, got none (no metrics.json)");
  }

  @Test
  void anInterruptedRun() throws IOException {
    Files.delete(run.resolve("metrics.json"));
    Files.writeString(run.resolve("checkpoint.safetensors"), "");
    reportFails("got an interrupted one", "train --resume --out " + run);
  }

  @Test
  void aRunThatReplacedAnotherAndWasInterrupted() {
    Cli.Result interrupted = Cli.runUntil("epoch 1/3", "train", "--data", data, "--out", run, "--epochs", 3,
        "--overwrite");
    assertThat(interrupted.out())
        .endsWith("Continue with: fmnist-app train --resume --out " + run + " --data " + data + "\n");
    assertThat(run.resolve("metrics.json")).doesNotExist();
    reportFails("got an interrupted one", "train --resume --out " + run);
  }

  @Test
  void anInterruptedRunBesideTheMetricsOfAnother() throws IOException {
    Files.writeString(run.resolve("checkpoint.safetensors"), "");
    reportFails("got an interrupted one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "history.csv", "predictions.csv"})
  void aHalfWrittenRun(String missing) throws IOException {
    Files.delete(run.resolve(missing));
    reportFails("expected a finished run, got one without " + missing);
  }

  @Test
  void aRunOfAnotherVersion() throws IOException {
    replace("metrics.json", "\"version\" : \"development\"", "\"version\" : \"0.0.9\"");
    reportFails("expected a run of this version, development, got one of 0.0.9", "train again");
  }

  @Test
  void aRunFromBeforeThereWereVersions() throws IOException {
    replace("metrics.json", "\"version\" : ", "\"other\" : ");
    reportFails("got one of an unknown version");
  }

  @Test
  void metricsThatAreNoJson() throws IOException {
    Files.writeString(run.resolve("metrics.json"), "{\"testLoss\": ");
    reportFails("metrics.json: expected a JSON object, got one that is cut off in line 1, column ");
    Files.writeString(run.resolve("metrics.json"), "{\"testLoss\": 1} {}");
    reportFails("metrics.json: expected a JSON object, got a mistake in line 1, column ");
    Files.writeString(run.resolve("metrics.json"), "[]");
    reportFails("metrics.json: expected a JSON object, got array");
    Files.writeString(run.resolve("metrics.json"), "");
    reportFails("metrics.json: expected a JSON object, got an empty file");
  }

  @Test
  void otherImages() throws IOException {
    data = IdxFiles.writeDataset(copies.resolve("other"), 61, 20);
    try {
      reportFails("expected a run on the training images that were read", "got one on others");
    } finally {
      data = folder.resolve("data");
    }
  }

  @Test
  void predictionsCutInTheMiddle() throws IOException {
    String content = Files.readString(run.resolve("predictions.csv"));
    Files.writeString(run.resolve("predictions.csv"), content.substring(0, content.indexOf("\n12,") + 1));
    reportFails("predictions.csv: expected 20 predictions for the test images, got 12");
  }

  @Test
  void aDamagedHistory() throws IOException {
    replace("history.csv", "\n1,", "\none,");
    reportFails("history.csv, line 2: expected epoch 1 with accuracies", ", got one,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.json", "history.csv", "predictions.csv"})
  void bytesThatAreNoText(String file) throws IOException {
    Files.write(run.resolve(file), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    reportFails(file + ": expected text in UTF-8, got other bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.json", "history.csv", "predictions.csv"})
  void aDirectoryInPlaceOfAFile(String file) throws IOException {
    Files.delete(run.resolve(file));
    Files.createDirectory(run.resolve(file));
    reportFails(file + ": expected a file of text, got a directory");
  }

  @ParameterizedTest
  @CsvSource({"testLoss, -1, a number of 0 or more", "testLoss, 1e999, a number of 0 or more",
      "testLoss, null, a number of 0 or more", "seconds, '\"long\"', a number of 0 or more",
      "imagesPerSecond, '\"fast\"', a number of 0 or more", "testAccuracy, 1.5, a number from 0 to 1",
      "correct, 3.5, a count", "epochs, '\"1\"', a count"})
  void metricsThatCannotBe(String name, String value, String expected) throws IOException {
    metrics(name, value);
    reportFails("metrics.json: expected " + expected + " as " + name + ", got ");
  }

  @Test
  void metricsWithoutTheTestLoss() throws IOException {
    replace("metrics.json", "\"testLoss\"", "\"loss\"");
    reportFails("metrics.json: expected a number of 0 or more as testLoss, got none");
  }

  private void metrics(String name, String value) throws IOException {
    Path file = run.resolve("metrics.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode metrics = (ObjectNode) json.readTree(Files.readString(file));
    Files.writeString(file, metrics.putRawValue(name, new RawValue(value)).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"99,0.5,0.5,,,1,60,0.001", "1,NaN,0.5,,,1,60,0.001", "1,-1,0.5,,,1,60,0.001",
          "1,0.5,1.5,,,1,60,0.001", "1,0.5,0.5,,0.5,1,60,0.001", "1,0.5,0.5,,,-1,60,0.001",
          "1,0.5,0.5,,,1,fast,0.001", "1,0.5,0.5,,,1,60", "1,0.5,0.5,,,1,60,0.001,0"})
  void anEpochThatCannotBe(String line) throws IOException {
    Files.writeString(run.resolve("history.csv"), EpochResult.CSV_HEADER + "\n" + line + "\n");
    reportFails("history.csv, line 2: expected epoch 1 with", ", got " + line);
  }

  @Test
  void anEpochThatIsMissing() throws IOException {
    String epoch = ",0.5,0.5,,,1,60,0.001\n";
    Files.writeString(run.resolve("history.csv"), EpochResult.CSV_HEADER + "\n1" + epoch + "3" + epoch);
    reportFails("history.csv, line 3: expected epoch 2 with", ", got 3,");
  }

  @Test
  void aHistoryOfAnotherRun() throws IOException {
    String epoch = Files.readAllLines(run.resolve("history.csv")).getLast();
    Files.writeString(run.resolve("history.csv"), "2" + epoch.substring(1) + "\n", StandardOpenOption.APPEND);
    reportFails("history.csv: expected a line for each epoch, 1 as metrics.json has it, got 2");
  }

  @Test
  void aStudyOfWhichOneRunIsMissing() throws IOException {
    Path study = copies.resolve("study");
    Files.createDirectories(study.resolve("dropout"));
    Files.move(run, study.resolve("baseline"));
    run = study;
    reportFails("dropout: expected a finished run, got none");
  }

  @Test
  void aStudyOfRunsThatDiffer() throws IOException {
    Path study = Files.createDirectory(copies.resolve("study"));
    Files.move(run, study.resolve("dropout"));
    Cli.run("train", "--data", data, "--out", study.resolve("baseline"), "--architecture", "baseline", "--epochs", 1,
        "--validation-split", 0, "--seed", 5, "--limit", 32);
    run = study;
    reportFails("dropout: expected a run like that in " + study.resolve("baseline") + ", with --seed 5 --limit 32",
        "got one with --seed 2023");
  }
}
