package dev.weft.book.initialization;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.relu;

import dev.weft.book.Print;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.random.CounterRandom;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Locale;

/** Measures the activations of a Weft network of ten dense layers with ReLU. */
public final class WeftLayers {

  private static final int WIDTH = 128;
  private static final int DEPTH = 10;
  private static final int BATCH = 64;

  private WeftLayers() {}

  /** The root mean square of each ReLU's output. */
  static double[] sizes(Initializer initializer) {
    Sequential.Builder builder = Sequential.input(WIDTH);
    for (int layer = 0; layer < DEPTH; layer++) {
      builder = builder.add(dense(WIDTH).withInitializer(initializer)).add(relu());
    }
    Network network = builder.withoutFusion().build(8);
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.keepingWorkspace(BATCH, pool);
      workspace.forwardTraining(WeftLayers::standardNormal, BATCH, 0, 1);
      double[] sizes = new double[DEPTH];
      for (int layer = 0; layer < DEPTH; layer++) {
        sizes[layer] = rootMeanSquare(workspace.activation("relu_" + (layer + 1)).toArray());
      }
      return sizes;
    }
  }

  private static void standardNormal(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
    long key = CounterRandom.key(9, slot);
    for (int i = 0; i < WIDTH; i++) {
      x[xOffset + i] = (float) CounterRandom.gaussian(key, i);
    }
  }

  private static double rootMeanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum / values.length);
  }

  /** Prints the sizes after the first, fifth and last layer. */
  public static void main(String[] args) {
    System.out.println("after layer        1     5    10");
    for (Initializer initializer : new Initializer[] {
        Initializer.GLOROT_UNIFORM, Initializer.GLOROT_NORMAL, Initializer.HE_UNIFORM, Initializer.HE_NORMAL}) {
      double[] sizes = sizes(initializer);
      Print.line("%-14s %5.2f %5.2f %5.2f",
          initializer.name().toLowerCase(Locale.ROOT), sizes[0], sizes[4], sizes[9]);
    }
  }
}
