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
import dev.weft.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Right gradients pass {@link GradientCheck}, whatever the layer, the seed and the way of computing. */
class GradientCheckTest {

  private static final int SEEDS = 20;

  static java.util.List<LayerCase> layers() {
    return LayerCase.all();
  }

  private static Tensor inputs(Sequential network, int batch, long seed) {
    return Tensor.of(Batch.reals(network, batch, seed).x(), network.inputShape().prepend(batch).dims());
  }

  private static Tensor targets(Sequential network, int batch, long seed) {
    return Tensor.of(Batch.reals(network, batch, seed + 1000).dy(), network.outputShape().prepend(batch).dims());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyLayerPassesWithTwentySeeds(LayerCase layer) {
    Sequential network = layer.network();
    for (int seed = 0; seed < SEEDS; seed++) {
      Batch.setReals(network.parameters(), seed);
      GradientReport report = GradientCheck.of(network, Losses.meanSquaredError()).withElements(20).withSeed(seed)
          .check(inputs(network, 3, seed), targets(network, 3, seed));
      assertThat(report.failures()).as("seed %d\n%s", seed, report).isEmpty();
    }
  }

  private static Sequential.Builder mixed() {
    return Sequential.input(12, 13, 1)
        .add(conv2D(16, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).add(batchNorm())
        .add(flatten()).add(dense(9)).add(leakyRelu()).add(dense(8)).add(tanh()).add(dense(5));
  }

  @Test
  void networksPassFusedAndNotWithAnyKernelsInBothModes() {
    for (int seed = 0; seed < SEEDS; seed++) {
      for (Sequential network : new Sequential[] {
          mixed().build(seed), mixed().withoutWinograd().build(seed), mixed().withoutFusion().build(seed)}) {
        GradientCheck check = GradientCheck.of(network, Losses.softmaxCrossEntropy()).withElements(25).withSeed(seed);
        for (GradientCheck each : new GradientCheck[] {
            check, check.withKernels(Kernels.scalar()), check.withTraining(false)}) {
          GradientReport report = each.check(inputs(network, 3, seed), 0, 4, 2);
          assertThat(report.failures()).as("seed %d\n%s", seed, report).isEmpty();
        }
      }
    }
  }
}
