package dev.weft.fmnist.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.study.ModelStudy;
import dev.weft.fmnist.study.PredictionsFile;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a finished run has left in its directory, read again.
 *
 * @param settings what it computed
 * @param metrics the content of {@code metrics.json}
 * @param model its network and how it did
 */
record FinishedRun(TrainSettings settings, JsonNode metrics, ModelStudy model) {

  private static final String VERSION = "version";

  /**
   * Reads a run.
   *
   * @param data the images it was trained and tested on
   * @throws DataFormatException if the directory does not hold a finished run of this version on this data
   * @throws IOException if a file cannot be read
   */
  static FinishedRun load(RunDirectory directory, FashionMnistData data) throws IOException {
    requireFinished(directory);
    JsonNode metrics = MetricsFile.read(directory.metrics());
    requireThisVersion(directory.metrics(), metrics.path(VERSION).asText());
    MetricsFile.requireNumbers(directory.metrics(), metrics);
    requireComplete(directory);
    requireSameData(directory, metrics, data);
    LoadedModel loaded = LoadedModel.load(directory.model());
    TrainSettings settings = SavedSettings.fromMetadata(directory.model(), loaded.metadata());
    Evaluation evaluation = PredictionsFile.read(directory.predictions(), data.test().classNames(),
        metrics.path("testLoss").asDouble());
    requireTheseImages(directory.predictions(), evaluation, metrics, data);
    List<EpochResult> epochs = HistoryFile.read(directory.history());
    requireAllEpochs(directory.history(), epochs, metrics);
    return new FinishedRun(settings, metrics,
        ModelStudy.of(settings.architecture().toString(), loaded.network(), epochs, evaluation,
            metrics.path("seconds").asDouble()));
  }

  private static void requireFinished(RunDirectory directory) throws DataFormatException {
    if (!directory.finished()) {
      String found = !Files.exists(directory.path()) ? "no such directory"
          : directory.interrupted() ? "an interrupted one (continue it with " + directory.resume() + ")"
              : "none (no " + directory.metrics().getFileName() + ")";
      throw new DataFormatException(directory.path().toString(), "a finished run", found);
    }
  }

  /** Another version may have computed or written something else under the same names. */
  private static void requireThisVersion(Path file, String version) throws DataFormatException {
    if (!version.equals(Version.text())) {
      throw new DataFormatException(file.toString(), "a run of this version, " + Version.text(),
          "one of " + (version.isEmpty() ? "an unknown version" : version)
              + " (make its report with that version, or train again)");
    }
  }

  private static void requireComplete(RunDirectory directory) throws DataFormatException {
    for (Path file : List.of(directory.model(), directory.history(), directory.predictions())) {
      if (!Files.exists(file)) {
        throw new DataFormatException(directory.path().toString(), "a finished run",
            "one without " + file.getFileName());
      }
    }
  }

  private static void requireSameData(RunDirectory directory, JsonNode metrics, FashionMnistData data)
      throws DataFormatException {
    requireSame(directory, "training", metrics.path(RunSummary.DATA_DIGEST).asText(), data.training().digest());
    requireSame(directory, "test", metrics.path(RunSummary.TEST_DIGEST).asText(), data.test().digest());
  }

  private static void requireSame(RunDirectory directory, String kind, String before, String now)
      throws DataFormatException {
    if (!now.equals(before)) {
      throw new DataFormatException(directory.metrics().toString(),
          "a run on the " + kind + " images that were read (SHA-256 " + now + ")", "one on others (" + before + ")");
    }
  }

  private static void requireTheseImages(Path file, Evaluation evaluation, JsonNode metrics, FashionMnistData data)
      throws DataFormatException {
    long correct = metrics.path("correct").asLong();
    if (!Arrays.equals(evaluation.truth(), data.test().labels())) {
      throw new DataFormatException(file.toString(), data.test().size() + " predictions for the test images",
          evaluation.truth().length + ", or other true classes");
    }
    if (evaluation.confusionMatrix().correct() != correct) {
      throw new DataFormatException(file.toString(), correct + " right predictions, as metrics.json has it",
          Long.toString(evaluation.confusionMatrix().correct()));
    }
  }

  private static void requireAllEpochs(Path file, List<EpochResult> epochs, JsonNode metrics)
      throws DataFormatException {
    int trained = metrics.path("epochs").asInt();
    if (epochs.size() != trained) {
      throw new DataFormatException(file.toString(), "a line for each epoch, " + trained + " as metrics.json has it",
          Integer.toString(epochs.size()));
    }
  }
}
