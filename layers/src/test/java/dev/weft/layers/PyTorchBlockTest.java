package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.fixtures.Fixture;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks compute what PyTorch does; see {@code generate_fixtures.py}. */
class PyTorchBlockTest {

  static List<Fixture> blocks() {
    return Fixture.all("block_");
  }

  /** The fixtures name parameters as the network does. */
  @ParameterizedTest
  @MethodSource("blocks")
  void blocksEqualPyTorch(Fixture f) {
    Network network = Sequential.input(f.tensor("x").shape().dropFirst()).add(block(f.text("kind"))).build(1);
    for (Parameter parameter : network.parameters().parameters()) {
      float[] values = f.floats(parameter.name());
      System.arraycopy(values, 0, network.parameters().values(), parameter.offset(), parameter.size());
    }
    for (Kernels kernels : List.of(Kernels.active(), Kernels.scalar())) {
      LayerRun run = LayerRun.training(network, PyTorchTest.batch(f), kernels, 2);
      assertThat(network.outputShape()).isEqualTo(f.tensor("y").shape().dropFirst());
      Close.assertClose(run.y(), f.doubles("y"), "y");
      Close.assertClose(run.dx(), f.doubles("dx"), "dx");
      for (Parameter parameter : network.parameters().parameters()) {
        Close.assertClose(
            run.gradients(), parameter.offset(), f.doubles("d" + parameter.name()), "gradient of " + parameter.name());
      }
    }
  }

  private static Block block(String kind) {
    return switch (kind) {
      case "residual" -> Blocks.residual(Layers.conv2D(3, 3).same(), Layers.relu(), Layers.conv2D(3, 3).same());
      case "projection" -> Blocks.residualWithProjection(
          Layers.conv2D(4, 1).withStride(2).withoutBias(),
          Layers.conv2D(4, 3).withStride(2).withPadding(1).withoutBias(), Layers.relu());
      case "concat" -> Blocks.concat(Layers.conv2D(3, 1), Layers.conv2D(2, 3).same(), Blocks.identity());
      case "product" -> Blocks.multiply(Layers.dense(5), Blocks.chain(Layers.dense(5), Layers.sigmoid()));
      case "squeeze_excitation" -> Blocks.squeezeExcitation(6, 2);
      default -> Blocks.separableConv2D(4, 3);
    };
  }
}
