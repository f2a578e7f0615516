package dev.weft.benchmarks;

import dev.weft.fmnist.cli.ReferenceNetworks;
import dev.weft.fmnist.data.DataLocator;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import dev.weft.optim.data.Splits;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.util.Locale;

/**
 * Trains the reference network with and without Winograd's convolutions, and prints the validation accuracy of both: rounding more
 * must not cost any.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.WinogradAccuracy [EPOCHS]
 * </pre>
 */
public final class WinogradAccuracy {

  private static final String DEFAULT_EPOCHS = "12";
  private static final int SEEDS = 3;
  private static final double VALIDATION = 0.2;

  private WinogradAccuracy() {}

  /** Runs both with three seeds. */
  public static void main(String[] args) throws IOException {
    int epochs = Integer.parseInt(args.length > 0 ? args[0] : DEFAULT_EPOCHS);
    Dataset all = DataLocator.system().load().training();
    Split<Dataset> split = all.split(Splits.stratified(VALIDATION, 2023));
    System.out.println("seed  with Winograd  without");
    double[] sums = new double[2];
    for (int seed = 1; seed <= SEEDS; seed++) {
      double with = accuracy(network(seed, true), split, epochs, seed);
      double without = accuracy(network(seed, false), split, epochs, seed);
      sums[0] += with;
      sums[1] += without;
      print(Integer.toString(seed), with, without);
    }
    print("mean", sums[0] / SEEDS, sums[1] / SEEDS);
  }

  private static void print(String name, double with, double without) {
    System.out.println(String.format(Locale.ROOT, "%-4s  %13.4f  %7.4f", name, with, without));
  }

  private static Network network(long seed, boolean winograd) {
    Sequential.Builder builder = Sequential.input(FashionMnist.IMAGE_SHAPE);
    for (LayerSpec spec : ReferenceNetworks.dropoutNetwork(seed, ReferenceNetworks.DropoutRates.DOCUMENT).specs()) {
      builder = builder.add(spec);
    }
    return (winograd ? builder : builder.withoutWinograd()).build(seed);
  }

  private static double accuracy(Network network, Split<Dataset> split, int epochs, long seed) {
    EpochResult last = Trainer.of(network, Losses.softmaxCrossEntropy(), Optimizers.adam(1e-3f)).epochs(epochs)
        .seed(seed).validateOn(split.validation()).fit(split.training()).last();
    return last.validationAccuracy();
  }
}
