package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

/** What the documentation of the pool says beyond its formula. */
class MaxPool2DTest {

  private static final float NAN = Float.NaN;

  private static float[] pool(float... line) {
    Network network = Sequential.input(1, line.length, 1).add(maxPool2D(1).withStride(1)).build(1);
    Network pairs = Sequential.input(2, line.length / 2, 1).add(maxPool2D(2)).build(1);
    assertThat(network.predict(Tensor.of(line, 1, 1, line.length, 1)).toArray()).containsExactly(line);
    return pairs.predict(Tensor.of(line, 1, 2, line.length / 2, 1)).toArray();
  }

  @Test
  void aNanWinsWhereverItStandsInItsWindow() {
    assertThat(pool(NAN, 1, 2, 3)).containsExactly(NAN);
    assertThat(pool(1, NAN, 2, 3)).containsExactly(NAN);
    assertThat(pool(1, 3, 2, NAN)).containsExactly(NAN);
  }

  @Test
  void infinitiesAreNumbersLikeOthers() {
    assertThat(pool(Float.NEGATIVE_INFINITY, -5, Float.NEGATIVE_INFINITY, -7)).containsExactly(-5);
    assertThat(pool(1, Float.POSITIVE_INFINITY, 2, 3)).containsExactly(Float.POSITIVE_INFINITY);
  }

  @Test
  void behindReluANanStaysWithAndWithoutFusion() {
    Sequential.Builder builder = Sequential.input(2, 2, 1).add(conv2D(1, 1)).add(relu()).add(maxPool2D(2));
    for (Network network : new Network[] {builder.build(1), builder.withoutFusion().build(1)}) {
      network.parameters().copyFrom(new float[] {1, 0});
      assertThat(network.predict(Tensor.of(new float[] {NAN, -1, NAN, -2}, 1, 2, 2, 1)).toArray()).containsExactly(NAN);
      assertThat(network.predict(Tensor.of(new float[] {NAN, 4, 2, NAN}, 1, 2, 2, 1)).toArray()).containsExactly(NAN);
    }
  }
}
