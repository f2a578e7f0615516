package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.leakyRelu;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

/** Right gradients pass {@link GradientCheck}, whatever the seed and the way of computing; single layers: the contract. */
class GradientCheckTest {

  private static final int SEEDS = 20;

  private static Sequential.Builder mixed() {
    return Sequential.input(12, 13, 1)
        .add(conv2D(16, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).add(batchNorm())
        .add(flatten()).add(dense(9)).add(leakyRelu()).add(dense(8)).add(tanh()).add(dense(5));
  }

  @Test
  void networksPassFusedAndNotWithAnyKernelsInBothModes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (Network network : new Network[] {
          mixed().build(seed), mixed().withoutWinograd().build(seed), mixed().withoutFusion().build(seed)}) {
        GradientCheck check = GradientCheck.of(network, Losses.softmaxCrossEntropy()).withElements(25).withSeed(seed);
        for (GradientCheck each : new GradientCheck[] {
            check, check.withKernels(Kernels.scalar()), check.withTraining(false)}) {
          GradientReport report = each.check(Batch.reals(network, 3, seed).inputs(network), 0, 4, 2);
          assertThat(report.failures()).as("seed %d\n%s", seed, report).isEmpty();
        }
      }
    }
  }
}
