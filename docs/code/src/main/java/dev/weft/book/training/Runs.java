package dev.weft.book.training;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.book.Print;
import dev.weft.core.io.AtomicFiles;
import dev.weft.core.kernel.Kernels;
import dev.weft.fmnist.data.DataLocator;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import dev.weft.optim.train.Callback;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.Evaluator;
import dev.weft.optim.train.History;
import dev.weft.optim.train.Trainer;
import dev.weft.optim.train.TrainingControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the training runs of chapter 11 on the real images, and writes what happened as comma-separated values.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp docs/code/target/book.jar dev.weft.book.training.Runs docs/book/data
 * </pre>
 */
public final class Runs {

  private static final int BATCH = 128;
  private static final long SPLIT_SEED = 2023;

  private Runs() {}

  /**
   * What distinguishes a run from the others.
   *
   * @param name of its files
   * @param dropout whether the network has dropout layers
   * @param images how many training images it is given
   * @param epochs how often it sees them
   * @param learningRate of Adam
   * @param seed of the first weights, the order and the dropout masks
   */
  public record Setting(String name, boolean dropout, int images, int epochs, float learningRate, long seed) {}

  /** The runs of the chapter. */
  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (long seed : new long[] {1, 2, 3}) {
      settings.add(new Setting("plain-" + seed, false, 48_000, 20, 1e-3f, seed));
      settings.add(new Setting("dropout-" + seed, true, 48_000, 20, 1e-3f, seed));
    }
    settings.add(new Setting("few", false, 4_800, 20, 1e-3f, 1));
    settings.add(new Setting("few-dropout", true, 4_800, 20, 1e-3f, 1));
    settings.add(new Setting("rate-high", false, 48_000, 10, 1e-2f, 1));
    settings.add(new Setting("rate-low", false, 48_000, 10, 1e-4f, 1));
    return settings;
  }

  /** The reference network, with or without its dropout layers; the first weights are the same. */
  public static Network network(boolean withDropout, long seed) {
    float share = withDropout ? 1 : 0;
    return Sequential.input(28, 28, 1)
        .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f * share))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f * share))
        .add(conv2D(128, 3)).add(relu()).add(dropout(0.4f * share))
        .add(flatten()).add(dense(128)).add(relu()).add(dropout(0.3f * share))
        .add(dense(10))
        .build(seed);
  }

  /** Trains a network as the setting says; the callback sees every epoch. */
  static History train(Network network, Setting setting, Split<Dataset> split, Callback callback) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(setting.learningRate()))
        .batchSize(BATCH).epochs(setting.epochs()).seed(setting.seed())
        .validateOn(split.validation()).callback(callback)
        .fit(split.training().head(setting.images()));
  }

  /** Keeps the weights after the epoch whose validation loss is lowest, as early stopping would give them back. */
  static final class BestWeights implements Callback {

    private double lowest = Double.POSITIVE_INFINITY;
    private float[] weights = {};

    @Override
    public void onEpoch(EpochResult epoch, TrainingControl run) {
      if (epoch.validationLoss() < lowest) {
        lowest = epoch.validationLoss();
        weights = run.network().parameters().values().clone();
      }
    }

    /** Gives them to the network. */
    void restore(Network network) {
      network.parameters().copyFrom(weights);
    }
  }

  /** Runs everything and writes the files into the folder that is the first argument. */
  public static void main(String[] args) throws IOException {
    FashionMnistData data = DataLocator.system().load();
    if (data.sample()) {
      throw new IOException("expected all images of Fashion-MNIST, got " + data.source());
    }
    Path folder = Path.of(args[0]);
    Split<Dataset> split = data.training().split(0.2, SPLIT_SEED);
    StringBuilder results = new StringBuilder(Results.HEADER).append('\n');
    for (Setting setting : settings()) {
      Network network = network(setting.dropout(), setting.seed());
      BestWeights best = new BestWeights();
      History history = train(network, setting, split, best);
      AtomicFiles.write(folder.resolve(setting.name() + ".csv"), Learning.toCsv(history));
      Evaluation training = evaluate(network, split.training().head(setting.images()));
      Evaluation test = evaluate(network, data.test());
      best.restore(network);
      Evaluation stopped = evaluate(network, data.test());
      results.append(new Results(setting.name(), training.loss(), training.accuracy(), test.loss(), test.accuracy(),
          stopped.loss(), stopped.accuracy()).toCsv()).append('\n');
      AtomicFiles.write(folder.resolve("results.csv"), results.toString());
      Print.line("%s with %s kernels: test accuracy %.4f", setting, Kernels.active().name(), test.accuracy());
    }
  }

  private static Evaluation evaluate(Network network, Dataset data) {
    return Evaluator.evaluate(network, softmaxCrossEntropy(), data, Runtime.getRuntime().availableProcessors(), BATCH);
  }
}
