package dev.weft.fmnist.cli;

import dev.weft.core.kernel.Kernels;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.core.io.Json;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.History;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finished run leaves behind besides its weights.
 *
 * @param settings what it computed
 * @param parameters the size of the network
 * @param threads how many threads computed it
 * @param data what it was trained and tested on
 * @param history its epochs
 * @param evaluation its results on the test images
 * @param seconds how long it took, validation included
 */
record RunSummary(TrainSettings settings, int parameters, int threads, FashionMnistData data, History history,
    Evaluation evaluation, double seconds) {

  /** The metadata key of the class names, a JSON list. */
  static final String CLASS_NAMES = "classNames";

  /** The key of the digest of all training images. */
  static final String DATA_DIGEST = "dataDigest";

  /** The key of the kernels' name. */
  static final String KERNELS = "kernels";

  /** The key of the digest of the test images. */
  static final String TEST_DIGEST = "testDigest";

  /** Training images a second over all epochs but the first, in which the JVM warms up; over that one if it is alone. */
  double imagesPerSecond() {
    List<EpochResult> epochs = history.epochs();
    List<EpochResult> measured = epochs.size() > 1 ? epochs.subList(1, epochs.size()) : epochs;
    double images = 0;
    double time = 0;
    for (EpochResult epoch : measured) {
      images += epoch.imagesPerSecond() * epoch.seconds();
      time += epoch.seconds();
    }
    return time > 0 ? images / time : 0;
  }

  /** The content of {@code metrics.json}. */
  Map<String, Object> values() {
    EpochResult last = history.last();
    Recipe recipe = settings.recipe();
    Map<String, Object> values = Report.values(evaluation);
    values.put("epochs", history.epochs().size());
    values.put("imagesPerSecond", imagesPerSecond());
    values.put("seconds", seconds);
    values.put("parameters", parameters);
    values.put("threads", threads);
    values.put(KERNELS, Kernels.active().name());
    values.put("seed", settings.seed());
    values.put(DATA_DIGEST, data.training().digest());
    values.put(TEST_DIGEST, data.test().digest());
    values.put("sample", data.sample());
    values.put("trainingLoss", last.trainingLoss());
    values.put("trainingAccuracy", last.trainingAccuracy());
    values.put("validationLoss", last.validation().map(EpochResult.Validation::loss).orElse(null));
    values.put("validationAccuracy", last.validation().map(EpochResult.Validation::accuracy).orElse(null));
    values.put("architecture", settings.architecture().toString());
    values.put("recipe", recipe.name());
    values.put("batchSize", recipe.batchSize());
    values.put("learningRate", recipe.learningRate());
    values.put("validationSplit", settings.validationSplit());
    values.put("split", settings.split().toString());
    values.put("splitSeed", settings.splitSeed());
    values.put("limit", settings.limit() == 0 ? null : settings.limit());
    values.put("version", Version.text());
    values.put("java", Runtime.version().toString());
    values.put("cpu", Cpu.name());
    values.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return values;
  }

  /** The metadata of the model file: settings, data, version and results. */
  Map<String, String> metadata() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("testLoss", Double.isFinite(evaluation.loss()) ? evaluation.loss() : null);
    metrics.put("testAccuracy", evaluation.accuracy());
    metrics.put("correct", evaluation.confusionMatrix().correct());
    metrics.put("incorrect", evaluation.confusionMatrix().incorrect());
    Map<String, String> metadata = SavedSettings.toMetadata(settings);
    metadata.put("recipe", settings.recipe().toString());
    metadata.put("seed", Long.toString(settings.seed()));
    metadata.put(DATA_DIGEST, data.training().digest());
    metadata.put("data", Json.write(data.digests()));
    metadata.put(CLASS_NAMES, Json.write(evaluation.classNames()));
    metadata.put("metrics", Json.write(metrics));
    metadata.put("weft.version", Version.text());
    return metadata;
  }
}
