package dev.weft.book.simd;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.book.training.Runs;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.data.SampleData;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.core.io.AtomicFiles;
import dev.weft.optim.train.Callback;
import dev.weft.optim.train.Evaluator;
import dev.weft.optim.train.StepInfo;
import dev.weft.optim.train.Trainer;
import dev.weft.optim.train.TrainingControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Trains a network twice on the sample's images, the second time with one of its first weights moved by one unit in the last
 * place, and writes how far apart the weights are after some steps.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp docs/code/target/book.jar dev.weft.book.simd.DivergenceRuns docs/book/data
 * </pre>
 */
public final class DivergenceRuns {

  private static final int[] STEPS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
  private static final int BATCH = 128;
  private static final int UNITS = 32;
  private static final int FROM_MIDDLE_PIXEL = (14 * 28 + 14) * UNITS; // the weight to the first unit
  private static final int THREADS = 2;
  private static final long SEED = 1;

  private DivergenceRuns() {}

  /** Keeps the weights after each of the steps. */
  private static final class Snapshots implements Callback {

    private final int[] steps;
    private final List<float[]> weights = new ArrayList<>();

    Snapshots(int... steps) {
      this.steps = steps;
    }

    @Override
    public void onStep(StepInfo step, TrainingControl run) {
      if (weights.size() < steps.length && step.step() == steps[weights.size()]) {
        weights.add(run.network().parameters().values().clone());
      }
    }
  }

  /** A network with one hidden layer, of 32 units. */
  static Network shallow() {
    return Sequential.input(28, 28, 1).add(flatten()).add(dense(UNITS)).add(relu()).add(dense(10)).build(SEED);
  }

  /** Both runs of one network, compared after each of the steps. */
  static List<Divergence> compare(String name, Supplier<Network> networks, int moved, FashionMnistData data,
      int... steps) {
    Network network = networks.get();
    float[] first = network.parameters().values().clone();
    List<float[]> one = train(network, data, steps);
    Network twin = networks.get();
    float[] values = twin.parameters().values();
    values[moved] = Math.nextUp(values[moved]);
    List<float[]> other = train(twin, data, steps);
    List<Divergence> result = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      result.add(new Divergence(name, steps[i], Divergence.difference(one.get(i), other.get(i)),
          Divergence.cosine(first, one.get(i), other.get(i)), accuracy(network, one.get(i), data),
          accuracy(network, other.get(i), data)));
    }
    return result;
  }

  private static List<float[]> train(Network network, FashionMnistData data, int... steps) {
    Snapshots snapshots = new Snapshots(steps);
    int images = data.training().size();
    int stepsPerEpoch = Math.ceilDiv(images, BATCH);
    Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).batchSize(BATCH).seed(SEED).threads(THREADS)
        .epochs(Math.ceilDiv(steps[steps.length - 1], stepsPerEpoch)).callback(snapshots).fit(data.training());
    return snapshots.weights;
  }

  private static double accuracy(Network network, float[] weights, FashionMnistData data) {
    network.parameters().copyFrom(weights);
    return Evaluator.evaluate(network, softmaxCrossEntropy(), data.test(), THREADS, BATCH).accuracy();
  }

  /** Runs both networks and writes {@code divergence.csv} into the folder that is the first argument. */
  public static void main(String[] args) throws IOException {
    FashionMnistData data = SampleData.load();
    List<Divergence> all = new ArrayList<>(compare("shallow", DivergenceRuns::shallow, FROM_MIDDLE_PIXEL, data, STEPS));
    all.addAll(compare("reference", () -> Runs.network(false, SEED), 0, data, STEPS));
    StringBuilder csv = new StringBuilder(Divergence.HEADER).append('\n');
    all.forEach(divergence -> csv.append(divergence.toCsv()).append('\n'));
    AtomicFiles.write(Path.of(args[0], "divergence.csv"), csv.toString());
  }
}
