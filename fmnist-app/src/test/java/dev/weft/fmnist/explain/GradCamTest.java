package dev.weft.fmnist.explain;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

class GradCamTest {

  /**
   * Two 1 × 1 filters see x and 2.5 − x, so behind ReLU A₁ = (1 2 3 4) and A₂ = (1.5 0.5 0 0). The first class weighs A₁ by
   * 4, 0, 0, 0 and A₂ by −2 everywhere: α₁ = 1, α₂ = −2, and L = max(0, A₁ − 2 A₂) = (0 1 3 4). The second class weighs A₁ by
   * −1: α₁ = −1, α₂ = 0, and L = 0.
   */
  @Test
  void itIsWhatOneComputesByHand() {
    Network network = Sequential.input(2, 2, 1)
        .add(conv2D(2, 1)).add(relu()).add(flatten()).add(dense(2)).build(1);
    network.parameters().copyFrom(new float[] {
        1, -1, // kernel
        0, 2.5f, // bias
        4, -1, -2, 0, // weights of A₁ and A₂ at pixel 1, for both classes
        0, -1, -2, 0,
        0, -1, -2, 0,
        0, -1, -2, 0,
        0, 0}); // bias
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2, 1);

    GradCam first = GradCam.ofLast(2, network, x, 0).getFirst();

    assertThat(first.layer()).isEqualTo("conv2d_1");
    assertThat(first.map()).isEqualTo(Tensor.of(new float[] {0, 1, 3, 4}, 2, 2));
    assertThat(GradCam.ofLast(2, network, x, 1).getFirst().map()).isEqualTo(Tensor.zeros(2, 2));
  }

  @Test
  void theLastConvolutionsAreTakenInOrderEachInItsOwnSize() {
    Network network = Sequential.input(12, 12, 1)
        .add(conv2D(3, 3)).add(relu()).add(maxPool2D(2)).add(conv2D(4, 2)).add(batchNorm()).add(relu())
        .add(conv2D(5, 2))
        .add(flatten()).add(dense(2)).build(1);
    Tensor x = Tensor.uniform(1, 12, 12, 1);

    assertThat(GradCam.ofLast(2, network, x, 0)).extracting(GradCam::layer).containsExactly("conv2d_2", "conv2d_3");
    assertThat(GradCam.ofLast(9, network, x, 0)).extracting(cam -> cam.map().shape().toString())
        .containsExactly("(10, 10)", "(4, 4)", "(3, 3)");
  }

  @Test
  void aNetworkWithoutConvolutionsHasNone() {
    Network network = Sequential.input(4, 4, 1).add(flatten()).add(dense(2)).build(1);

    assertThat(GradCam.ofLast(2, network, Tensor.zeros(4, 4, 1), 0)).isEmpty();
  }

  @Test
  void aMapIsEnlargedBetweenTheCentresOfItsPixels() {
    Tensor map = Tensor.of(new float[] {0, 4, 8, 12}, 2, 2);

    Tensor large = Bilinear.resize(map, 4, 4);

    assertThat(large).isEqualTo(Tensor.of(new float[] {
        0, 1, 3, 4,
        2, 3, 5, 6,
        6, 7, 9, 10,
        8, 9, 11, 12}, 4, 4));
    assertThat(Bilinear.resize(map, 2, 2)).isEqualTo(map);
    assertThat(Bilinear.resize(Tensor.full(3, 1, 1), 5, 4)).isEqualTo(Tensor.full(3, 5, 4));
  }
}
