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

/** Layers of sequences compute what PyTorch does, for packed sequences too; see {@code generate_sequences.py}. */
class PyTorchSequenceTest {

  static List<Fixture> sequences() {
    return Fixture.all("sequence_");
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void layersOfSequencesEqualPyTorch(Fixture f) {
    Network network = Sequential.input(f.tensor("x").shape().dropFirst()).add(block(f)).build(1);
    for (Parameter parameter : network.parameters().parameters()) {
      assertThat(f.tensor(parameter.name()).shape()).isEqualTo(parameter.shape());
      float[] values = f.floats(parameter.name());
      System.arraycopy(values, 0, network.parameters().values(), parameter.offset(), parameter.size());
    }
    assertThat(network.outputShape()).isEqualTo(f.tensor("y").shape().dropFirst());
    for (Kernels kernels : List.of(Kernels.active(), Kernels.scalar())) {
      LayerRun run = LayerRun.training(network, PyTorchTest.batch(f), kernels, 2);
      Close.assertClose(run.y(), f.doubles("y"), "y");
      Close.assertClose(run.dx(), f.doubles("dx"), "dx");
      for (Parameter parameter : network.parameters().parameters()) {
        Close.assertClose(
            run.gradients(), parameter.offset(), f.doubles("d" + parameter.name()), "gradient of " + parameter.name());
      }
    }
  }

  private static Block block(Fixture f) {
    return switch (f.text("kind")) {
      case "lstm" -> recurrent(Layers.lstm(f.integer("units")), f);
      case "conv1d" -> Layers.conv1D(f.integer("filters"), f.integer("size"))
          .windowed(f.integer("stride"), padding(f), f.integer("dilation"));
      case "max_pool1d" -> Layers.maxPool1D(f.integer("size")).withStride(f.integer("stride"));
      case "average_pool1d" -> Layers.averagePool1D(f.integer("size")).withStride(f.integer("stride"));
      default -> recurrent(Layers.gru(f.integer("units")), f);
    };
  }

  private static <S extends Block & Recurrence<S>> Block recurrent(S layer, Fixture f) {
    S set = layer.recurrent(is(f, "every"), false, is(f, "masked"));
    return is(f, "both") ? Blocks.bidirectional(set) : set;
  }

  private static Padding1D padding(Fixture f) {
    return f.text("padding").equals("numbers") ? Padding1D.of(f.integer("before"), f.integer("after"))
        : Padding1D.parse(f.text("padding"));
  }

  private static boolean is(Fixture f, String setting) {
    return f.text(setting).equals("True");
  }
}
