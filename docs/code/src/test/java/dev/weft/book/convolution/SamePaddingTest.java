package dev.weft.book.convolution;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.maxPool2D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.RealLayer;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

/** Where chapter 5 says that same padding adds its zeros: 4 rows, a window of 3 and stride 2 have none above and one below. */
class SamePaddingTest {

  private static final float[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  @Test
  void theFirstWindowBeginsWithTheImage() {
    Network network = Sequential.input(4, 4, 1).add(conv2D(1, 3).withStride(2).same()).build(1);
    assertThat(outputs(network)).containsExactly(1, 3, 9, 11);
  }

  @Test
  void withOneRowOnEachSideItBeginsOneRowHigher() {
    Network network = Sequential.input(4, 4, 1).add(conv2D(1, 3).withStride(2).withPadding(1)).build(1);
    assertThat(outputs(network)).containsExactly(0, 0, 0, 6);
  }

  @Test
  void poolsHaveTheSameWindows() {
    Network max = Sequential.input(4, 4, 1).add(maxPool2D(3).withStride(2).same()).build(1);
    assertThat(forward(max)).containsExactly(11, 12, 15, 16);
    Network mean = Sequential.input(4, 4, 1).add(averagePool2D(3).withStride(2).same()).build(1);
    assertThat(forward(mean)).containsExactly(6, 7.5f, 12, 13.5f);
  }

  /** What a filter gives that looks at the upper left pixel of its window only. */
  private static float[] outputs(Network network) {
    RealLayer.set(network, "conv2d_1/kernel", Tensor.of(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0}));
    return forward(network);
  }

  private static float[] forward(Network network) {
    Tensor x = Tensor.of(NUMBERS.clone(), 1, 4, 4, 1);
    return RealLayer.run(network, x, Tensor.zeros(1, 2, 2, 1)).y().toArray();
  }
}
