package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small run on made-up images, looked at from all sides. */
class TrainCommandTest {

  @TempDir
  private static Path folder;

  private static Path data;
  private static Path out;
  private static Cli.Result result;

  @BeforeAll
  static void train() throws IOException {
    data = IdxFiles.writeDataset(folder.resolve("data"), 60, 20);
    out = folder.resolve("run");
    result = Cli.run("train", "--data", data, "--out", out, "--epochs", 2, "--batch-size", 16, "--seed", 7);
  }

  @Test
  void itSucceedsWithoutAWordOnTheErrorStream() {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void itPrintsALineAnEpochAndTheResults() {
    assertThat(result.out()).contains("48 training, 12 validation and 20 test images", "241,546 parameters");
    assertThat(result.out().lines().filter(line -> line.startsWith("epoch "))).hasSize(2)
        .allMatch(line -> line.matches("epoch [12]/2  loss [\\d.]+  accuracy [\\d.]+  validation loss [\\d.]+"
            + "  accuracy [\\d.]+ {2,}[\\d,]+ images/s  [\\d.]+ s"));
    assertThat(result.out()).contains("Test loss", "Test accuracy", "Right", "Wrong", "precision    recall  f1-score",
        "Ankle boot", "macro avg", "Confusion matrix");
  }

  @Test
  void itLeavesExactlyTheFourFilesAndTheMark() throws IOException {
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model.safetensors", "history.csv", "predictions.csv", "metrics.json",
              OwnFolder.MARK);
    }
    assertThat(out.resolve("history.csv")).content().hasLineCount(3);
  }

  @Test
  void theMetricsAreCompleteAndAgreeWithEachOther() throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());

    assertThat(metrics.fieldNames()).toIterable().contains("testLoss", "testAccuracy", "correct", "incorrect",
        "confusionMatrix", "classes", "epochs", "imagesPerSecond", "seconds", "parameters", "threads", "kernels",
        "seed", "dataDigest");
    assertThat(metrics.get("correct").asInt() + metrics.get("incorrect").asInt()).isEqualTo(20);
    assertThat(metrics.get("testAccuracy").asDouble()).isEqualTo(metrics.get("correct").asInt() / 20.0);
    assertThat(metrics.get("confusionMatrix")).hasSize(10);
    assertThat(metrics.get("classes")).hasSize(10);
    assertThat(metrics.get("classes").get(9).get("name").asText()).isEqualTo("Ankle boot");
    assertThat(metrics.get("classes").get(9).get("support").asInt()).isEqualTo(2);
    assertThat(metrics.get("epochs").asInt()).isEqualTo(2);
    assertThat(metrics.get("parameters").asInt()).isEqualTo(241_546);
    assertThat(metrics.get("seed").asInt()).isEqualTo(7);
    assertThat(metrics.get("dataDigest").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void theModelFileTellsWhereItComesFrom() throws IOException {
    Map<String, String> metadata = ModelFile.load(out.resolve("model.safetensors")).metadata();

    assertThat(metadata).containsKeys("weft.version", "dataDigest", "metrics", "classNames", "recipe")
        .containsEntry("seed", "7").containsEntry("fmnist.epochs", "2").containsEntry("fmnist.batch-size", "16");
  }

  @Test
  void evaluationOfTheModelGivesTheSameResults() throws IOException {
    Cli.Result evaluation = Cli.run("evaluate", "--model", out.resolve("model.safetensors"), "--data", data, "--json");
    ObjectMapper json = new ObjectMapper();
    JsonNode expected = json.readTree(out.resolve("metrics.json").toFile());
    JsonNode actual = json.readTree(evaluation.out());

    for (String name : new String[] {"testLoss", "testAccuracy", "correct", "confusionMatrix", "classes"}) {
      assertThat(actual.get(name)).as(name).isEqualTo(expected.get(name));
    }
  }

  @Test
  void evaluationWritesThePredictionsOfTheTraining() {
    Path predictions = folder.resolve("predictions.csv");
    Cli.run("evaluate", "--model", out.resolve("model.safetensors"), "--data", data, "--predictions", predictions);

    assertThat(predictions).hasSameTextualContentAs(out.resolve("predictions.csv")).content().hasLineCount(21);
  }

  @Test
  void evaluationForPeoplePrintsTheReportOfTheTraining() {
    Cli.Result evaluation = Cli.run("evaluate", "--model", out.resolve("model.safetensors"), "--data", data);
    String report = evaluation.out().substring(evaluation.out().indexOf("Test loss"));

    assertThat(result.out()).contains(report);
  }

  @Test
  void predictionNamesThreeClassesWithTheirProbabilities() {
    Path images = data.resolve("t10k-images-idx3-ubyte");
    Cli.Result prediction = Cli.run("predict", "--model", out.resolve("model.safetensors"), images);

    assertThat(prediction.code()).isZero();
    assertThat(prediction.out()).hasLineCount(20);
    assertThat(prediction.out().lines().findFirst().orElseThrow())
        .startsWith(images + "[0]").matches(".*( +\\S.*? +\\d+\\.\\d\\d %){3}");
  }

  @Test
  void aFinishedRunCannotBeResumed() {
    Cli.Result again = Cli.run("train", "--resume", "--out", out, "--data", data);

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).hasLineCount(1).contains("an interrupted run to resume", "a finished one");
  }

  @Test
  void anotherNumberOfThreadsGivesTheSameWeights() throws IOException {
    Path other = folder.resolve("other");
    Cli.run("train", "--data", data, "--out", other, "--epochs", 2, "--batch-size", 16, "--seed", 7, "--threads", 5);

    assertThat(ModelFile.load(other.resolve("model.safetensors")).network().parameters().values())
        .isEqualTo(ModelFile.load(out.resolve("model.safetensors")).network().parameters().values());
  }

  @Test
  void validationCanBeLeftOut() throws IOException {
    Path all = folder.resolve("all");
    Cli.Result run = Cli.run("train", "--data", data, "--out", all, "--epochs", 1, "--validation-split", 0, "--recipe",
        "tuned", "--architecture", "baseline");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("60 training, 0 validation");
    assertThat(new ObjectMapper().readTree(all.resolve("metrics.json").toFile()).get("validationLoss").isNull())
        .isTrue();
  }
}
