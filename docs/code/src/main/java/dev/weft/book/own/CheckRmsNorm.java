package dev.weft.book.own;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;

/** Checks the gradients of {@link RmsNorm} between two dense layers, on rows of an odd length. */
public final class CheckRmsNorm {

  private static final long SEED = 13;

  private CheckRmsNorm() {}

  /** The network of the chapter around one layer. */
  public static Network network(LayerSpec layer) {
    return Sequential.input(3, 7).add(layer).add(dense(5)).add(layer).add(dense(3)).build(SEED);
  }

  /** So many examples of noise for it. */
  public static Tensor noise(int examples) {
    return Tensor.gaussian(SEED, examples, 3, 7);
  }

  /** The check of a layer. */
  public static GradientCheck check(LayerSpec layer) {
    Network network = network(layer);
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) { // gains of 1 would hide a forgotten factor
      values[i] += 0.5f * CounterRandom.uniform(SEED, i);
    }
    return GradientCheck.of(network, softmaxCrossEntropy()).withKernels(Kernels.scalar());
  }

  /** What it reports for four examples of noise. */
  public static GradientReport report(GradientCheck check) {
    return check.check(noise(4), 0, 1, 2, 0);
  }

  /** Prints the report. */
  public static void main(String[] args) {
    System.out.print(report(check(new RmsNorm.Spec(1e-5f))));
  }
}
