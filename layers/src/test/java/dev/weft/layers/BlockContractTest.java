package dev.weft.layers;

import static dev.weft.layers.Blocks.add;
import static dev.weft.layers.Blocks.bidirectional;
import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.identity;
import static dev.weft.layers.Blocks.multiply;
import static dev.weft.layers.Blocks.repeat;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Blocks.separableConv2D;
import static dev.weft.layers.Blocks.squeezeExcitation;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.gru;
import static dev.weft.layers.Layers.lstm;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What blocks, and the layers of several inputs in them, must do. */
class BlockContractTest {

  private static final int[] BATCHES = {1, 7, 33};
  private static final int[] WORKERS = {1, 2, 5};
  private static final int SEEDS = 10;
  private static final int SAMPLES = 20;

  /** A block on an input. */
  record BlockCase(String name, Block block, Shape input) {

    Network network() {
      Network network = Sequential.input(input).add(block).build(1);
      Batch.setReals(network.parameters(), 2);
      return network;
    }

    @Override
    public String toString() {
      return name + " on " + input;
    }
  }

  static List<BlockCase> cases() {
    return List.of(
        of("sum", add(identity(), tanh()), 5), of("sum of one twice", add(identity(), identity()), 5),
        of("one twice in a concat", chain(tanh(), concat(identity(), identity())), 3),
        of("sum of three", add(dense(4), tanh(), identity()), 4),
        of("residual", residual(conv2D(3, 3).same(), tanh(), conv2D(3, 3).same()), 5, 6, 3),
        of("residual of residuals", residual(conv2D(17, 1), residual(conv2D(17, 1), tanh())), 2, 1, 17),
        of("projection", residualWithProjection(
            conv2D(4, 1).withStride(2), conv2D(4, 3).withStride(2).withPadding(1).withoutBias(), tanh()), 6, 5, 2),
        of("concat", concat(conv2D(3, 1), conv2D(2, 3).same(), identity()), 4, 5, 3),
        of("wide concat", concat(identity(), conv2D(16, 1), tanh()), 3, 2, 17),
        of("rows", concat(dense(3), identity()), 7),
        of("dense block", repeat(3, concat(identity(), chain(tanh(), conv2D(2, 3).same()))), 4, 5, 3),
        of("inception", concat(
            conv2D(2, 1), chain(conv2D(3, 1), relu(), conv2D(4, 3).same()),
            chain(maxPool2D(3).withStride(1).same(), conv2D(2, 1))), 5, 4, 3),
        of("product", multiply(dense(5), chain(dense(5), sigmoid()), identity()), 5),
        of("gate", multiply(identity(), chain(globalAveragePool(), sigmoid())), 4, 3, 5),
        of("squeeze and excitation", squeezeExcitation(6, 2), 4, 5, 6),
        of("separable", separableConv2D(4, 3), 5, 6, 3),
        of("bidirectional", bidirectional(lstm(3)), 4, 2),
        of("bidirectional, every step", chain(bidirectional(gru(2).returnSequences()), residual(tanh())), 3, 5),
        of("separable with stride", separableConv2D(17, depthwiseConv2D(3).same().withStride(2)), 6, 7, 4));
  }

  private static BlockCase of(String name, Block block, int... input) {
    return new BlockCase(name, block, Shape.of(input));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingAndInferenceEqualTheOracleForwardAndBackward(BlockCase block) {
    Network network = block.network();
    for (int size : BATCHES) {
      Batch batch = Batch.reals(network, size, size);
      Reference expected = Reference.of(network, batch, true);
      expected.assertEquals(LayerRun.training(network, batch, Kernels.active(), 2), network);
      expected.assertEquals(LayerRun.training(network, batch, Kernels.scalar(), 2), network);
      Reference.of(network, batch, false).assertEquals(LayerRun.inference(network, batch), network);
    }
  }

  @Test
  void anInputThatIsTakenTwiceGetsBothGradients() {
    Network network = Sequential.input(5).add(concat(identity(), dense(3), identity())).add(add(identity(), identity()))
        .build(1);
    Batch batch = Batch.reals(network, 7, 1);
    Reference.of(network, batch, true).assertEquals(LayerRun.training(network, batch), network);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreSlopes(BlockCase block) {
    Network network = block.network();
    GradientCheck check = GradientCheck.of(network, Losses.meanSquaredError()).withElements(SAMPLES);
    for (int seed = 0; seed < SEEDS; seed++) {
      Batch.setReals(network.parameters(), seed);
      Batch batch = Batch.reals(network, 3, seed);
      GradientReport report = check.withSeed(seed).check(batch.inputs(network), batch.outputs(network));
      assertThat(report.failures()).as("seed %d%n%s", seed, report).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anyNumberOfWorkersGivesTheSameBits(BlockCase block) {
    Network network = block.network();
    for (int size : BATCHES) {
      Batch batch = Batch.reals(network, size, size);
      LayerRun training = LayerRun.training(network, batch);
      LayerRun inference = LayerRun.inference(network, batch);
      for (int workers : WORKERS) {
        LayerRun.training(network, batch, Kernels.active(), workers).assertSameBits(training);
        LayerRun.inference(network, batch, Kernels.active(), workers).assertSameBits(inference);
      }
    }
  }
}
