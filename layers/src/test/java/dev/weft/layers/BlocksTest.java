package dev.weft.layers;

import static dev.weft.layers.Blocks.add;
import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.identity;
import static dev.weft.layers.Blocks.multiply;
import static dev.weft.layers.Blocks.repeat;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks of every kind compute what the same steps compute in double precision, forward and backward. */
class BlocksTest {

  private static final double TOLERANCE = 2e-5; // several layers, the roundings of which add up

  private static final Block BODY = chain(conv2D(4, 3).same().withoutBias(), batchNorm(), gelu());

  private static final Map<String, Block> BLOCKS = new LinkedHashMap<>();

  static {
    BLOCKS.put("residual", residual(BODY, conv2D(4, 3).same()));
    BLOCKS.put("residual with a projection", residualWithProjection(
        chain(conv2D(6, 1).withStride(2), batchNorm()), conv2D(6, 3).withStride(2).withPadding(1), tanh()));
    BLOCKS.put("two residuals in a row", chain(residual(BODY), tanh(), residual(BODY)));
    BLOCKS.put("a residual in a residual", residual(BODY, residual(conv2D(4, 1), tanh())));
    BLOCKS.put("concat", concat(conv2D(1, 1), chain(conv2D(3, 1), gelu(), conv2D(5, 3).same()), identity(),
        averagePool2D(3).same().withStride(1)));
    BLOCKS.put("dense block", chain(concat(identity(), conv2D(3, 3).same()), concat(identity(), conv2D(3, 3).same())));
    BLOCKS.put("sum of three", add(conv2D(4, 1), identity(), conv2D(4, 3).same()));
    BLOCKS.put("x + x", add(identity(), identity()));
    BLOCKS.put("x · x · x", multiply(identity(), identity(), identity()));
    BLOCKS.put("gate by element", multiply(identity(), chain(conv2D(4, 1), sigmoid())));
    BLOCKS.put("gate by channel",
        multiply(identity(), chain(globalAveragePool(), dense(2), gelu(), dense(4), sigmoid())));
    BLOCKS.put("one branch", add(conv2D(4, 1)));
    BLOCKS.put("repeat", repeat(3, residual(conv2D(4, 1), tanh())));
    BLOCKS.put("nothing", chain(identity(), repeat(0, BODY), chain(), tanh()));
  }

  static List<String> names() {
    return List.copyOf(BLOCKS.keySet());
  }

  private static Network network(String block, boolean atTheEnd) {
    Sequential.Builder builder = atTheEnd ? Sequential.input(5, 4, 4) : Sequential.input(5, 4, 3).add(conv2D(4, 1));
    builder = builder.add(BLOCKS.get(block));
    Network network = (atTheEnd ? builder : builder.add(globalAveragePool()).add(dense(3))).build(1);
    Batch.setReals(network.parameters(), 2);
    return network;
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBlockWithinANetworkEqualsTheOracleForwardAndBackward(String block) {
    assertEqualsTheOracle(network(block, false));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBlockThatIsTheWholeNetworkEqualsTheOracleForwardAndBackward(String block) {
    assertEqualsTheOracle(network(block, true));
  }

  private static void assertEqualsTheOracle(Network network) {
    for (int size : new int[] {1, 7, 33}) {
      Batch batch = Batch.reals(network, size, 3);
      Reference.of(network, batch, true, null).assertEquals(LayerRun.training(network, batch), network, TOLERANCE);
      Reference inference = Reference.of(network, batch, false, null);
      inference.assertEquals(LayerRun.inference(network, batch), network, TOLERANCE);
      float[] y = network.predict(batch.inputs(network)).toArray();
      Close.assertClose(y, 0, inference.y().data(), "predicted", TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyNumberOfWorkersGivesTheBitsOfOne(String block) {
    Network network = network(block, false);
    Batch batch = Batch.reals(network, 35, 3);
    LayerRun expected = LayerRun.training(network, batch);
    for (int workers : new int[] {2, 5}) {
      LayerRun.training(network, batch, Kernels.active(), workers).assertSameBits(expected);
    }
  }

  @Test
  void whatIsInABlockIsNamedAndListedAsEverythingElse() {
    Network network = Sequential.input(5, 4, 4).add(residual(conv2D(4, 3).same(), relu(), conv2D(4, 1)))
        .add(concat(relu(), identity())).build(1);
    assertThat(network.layers()).extracting(Layer::name)
        .containsExactly("conv2d_1", "relu_1", "conv2d_2", "add_1", "relu_2", "concat_1");
    assertThat(network.steps().get(3).inputs()).containsExactly(-1, 2);
    assertThat(network.steps().get(5).inputs()).containsExactly(4, 3);
  }

  @Test
  void aBlockWithoutBranchesAndANegativeNumberOfRepetitionsAreRefused() {
    assertThatThrownBy(() -> add(new Block[0])).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one branch for add, got none");
    assertThatThrownBy(() -> concat(new Block[0])).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one branch for concat, got none");
    assertThatThrownBy(() -> repeat(-1, relu())).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 0 or more repetitions, got -1");
  }
}
