package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.layers.engine.Network;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Winograd's method for convolutions that no pool follows, against the direct sum. */
class WinogradConv2DTest {

  static Stream<Sequential.Builder> networks() {
    return Stream.of(
        of(conv2D(16, 3).same(), 8, 8, 16), of(conv2D(32, 3).same(), 7, 8, 17), of(conv2D(16, 3), 6, 6, 32),
        of(conv2D(33, 3), 10, 9, 24), of(conv2D(20, 3).same().withoutBias(), 15, 8, 48),
        of(conv2D(64, 3).same(), 14, 14, 64), of(conv2D(16, 3).withPadding(2), 5, 6, 19),
        of(conv2D(16, 3).withPadding(Padding.of(0, 1, 2, 1)), 7, 7, 16));
  }

  private static Sequential.Builder of(Conv2D.Spec conv, int... input) {
    return Sequential.input(input).add(conv);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndGradientsAreThoseOfTheDirectSumWithinTheBound(Sequential.Builder builder) {
    Network network = builder.build(1);
    assertThat(network.executedLayers(true).get(0).path()).isEqualTo("Winograd");
    Batch.setReals(network.parameters(), 2);
    for (int size : new int[] {1, 7, 33}) {
      Batch batch = Batch.reals(network, size, size);
      LayerRun direct = LayerRun.training(network.withoutFusion(), batch);
      for (Kernels kernels : new Kernels[] {Kernels.active(), Kernels.scalar()}) {
        LayerRun run = LayerRun.training(network, batch, kernels, 2);
        assertNear(run.y(), direct.y(), "y");
        assertNear(run.dx(), direct.dx(), "dx");
        assertNear(run.gradients(), direct.gradients(), "gradients");
      }
    }
  }

  private static void assertNear(float[] actual, float[] expected, String what) {
    double squares = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += (double) expected[i] * expected[i];
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    double size = Math.sqrt(squares / expected.length);
    assertThat(worst / size).as(what).isLessThan(LargeTile.ERROR);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void anyNumberOfWorkersGivesTheSameBits(Sequential.Builder builder) {
    Network network = builder.build(1);
    Batch.setReals(network.parameters(), 2);
    Batch batch = Batch.reals(network, 33, 3);
    LayerRun one = LayerRun.training(network, batch, Kernels.active(), 1);
    for (int workers : new int[] {2, 5}) {
      LayerRun.training(network, batch, Kernels.active(), workers).assertSameBits(one);
    }
    Close.assertSameBits(network.predict(batch.inputs(network)).toArray(),
        LayerRun.inference(network, batch, Kernels.active(), 2).y(), "predictions");
  }
}
