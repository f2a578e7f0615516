package dev.weft.fmnist.cli;

import dev.weft.core.kernel.Kernels;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.study.PredictionsFile;
import dev.weft.layers.Losses;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code evaluate}: tests a trained network. */
@Command(name = "evaluate", description = "Test a trained network on Fashion-MNIST's test images.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {
        "", "@|bold Examples:|@",
        "  fmnist-app evaluate --model best/model.safetensors",
        "  fmnist-app evaluate --model best/model.safetensors --json > test.json"})
final class EvaluateCommand implements Callable<Integer> {

  private static final int BATCH = 128;
  private static final double NANOS = 1e9;

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--model", paramLabel = "FILE", required = true, description = "model.safetensors of a run")
  private Path model;

  @Option(names = "--json", description = "Print JSON, with the names of metrics.json")
  private boolean json;

  @Option(names = "--predictions", paramLabel = "FILE",
      description = "Write true class, predicted class and probabilities of every image to a CSV file;"
          + " replaces an older one, and no other file")
  private Path predictions;

  @Override
  public Integer call() throws IOException {
    if (predictions != null) {
      OutputFile.requireOther("predictions", predictions, "--model", model);
      OutputFile.requireOwn(predictions, PredictionsFile.FIRST_COLUMNS, "a file of predictions");
    }
    Screen screen = main.screen();
    LoadedModel loaded = LoadedModel.load(model);
    FashionMnistData data = source.load(screen, json);
    Dataset test = data.test();
    int threads = Runtime.getRuntime().availableProcessors();
    long started = System.nanoTime();
    Evaluation evaluation = Evaluator.evaluate(loaded.network(), Losses.softmaxCrossEntropy(), test, threads,
        Math.min(BATCH, test.size()));
    double seconds = (System.nanoTime() - started) / NANOS;
    if (predictions != null) {
      PredictionsFile.write(predictions, evaluation);
    }
    if (!Double.isFinite(evaluation.loss())) {
      screen.remark("The test loss is " + evaluation.loss() + (json ? ", null in the JSON" : "")
          + ": the network's outputs are no numbers, and its classes mean nothing.");
    }
    if (json) {
      Map<String, Object> values = Report.values(evaluation);
      values.put("imagesPerSecond", test.size() / seconds);
      values.put("seconds", seconds);
      values.put("parameters", loaded.network().parameters().size());
      values.put("threads", threads);
      values.put("kernels", Kernels.active().name());
      values.put("testDigest", test.digest());
      values.put("sample", data.sample());
      values.put("model", model.toString());
      screen.out().print(Report.json(values));
      screen.out().flush();
    } else {
      screen.format("Model  %s, %,d parameters", model, loaded.network().parameters().size());
      screen.format("Data   %,d test images from %s%n", test.size(), data.source());
      screen.line(Report.text(evaluation).stripTrailing());
    }
    return 0;
  }
}
