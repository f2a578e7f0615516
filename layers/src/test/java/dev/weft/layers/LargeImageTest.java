package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.upSampling2D;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images and weights of more than 2²⁴ numbers, whose places a float does not tell apart. */
class LargeImageTest {

  @ParameterizedTest
  @CsvSource({"4100, 4100, 1", "2, 8388611, 1", "4, 3, 1500001"})
  void aMaxPoolSendsEachGradientToItsPixel(int height, int width, int channels) {
    Network network = Sequential.input(height, width, channels).add(maxPool2D(2)).build(1);
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.gradientWorkspace(1, pool, Kernels.active());
      // The last pixel of each window, in its odd row and column, is the largest.
      workspace.forwardTraining((slot, x, offset, target, targetOffset) -> {
        for (int i = 0; i < height * width * channels; i++) {
          x[offset + i] = i / channels % width % 2 + i / channels / width % 2;
        }
      }, 1, 0, 1);
      float[] dy = workspace.outputGradients().array();
      int dyOffset = workspace.outputGradients().offset();
      int outputs = network.outputShape().size();
      for (int o = 0; o < outputs; o++) {
        dy[dyOffset + o] = 1 + o % 1000;
      }
      workspace.backward();
      float[] dx = workspace.inputGradients().array();
      int dxOffset = workspace.inputGradients().offset();
      int wrong = 0;
      for (int o = 0; o < outputs; o++) {
        int window = o / channels;
        int row = window / (width / 2) * 2 + 1;
        int column = window % (width / 2) * 2 + 1;
        int pixel = (row * width + column) * channels + o % channels;
        wrong += dx[dxOffset + pixel] == 1 + o % 1000 ? 0 : 1;
      }
      assertThat(wrong).isZero();
    }
  }

  @Test
  void upSamplingLooksAtTheRightPixels() {
    int side = 4100;
    float[] x = new float[side * side];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 1009;
    }
    Network network = Sequential.input(side, side, 1).add(upSampling2D(1)).build(1);
    assertThat(Arrays.equals(network.predict(Tensor.of(x, 1, side, side, 1)).toArray(), x)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.input(1, 8_388_609, 1).add(upSampling2D(1, 2)).build(1))
        .withMessageContaining(
            "expected at most 16777216 values in a row of an image to resample, got 16777218");
  }

  @Test
  void aConvolutionOfMoreWeightsThanAFloatCountsIsNotFused() {
    assertThat(fused(2048)).isTrue(); // 3 · 3 · 2048 · 910 < 2²⁴
    assertThat(fused(2049)).isFalse();
  }

  private static boolean fused(int channels) {
    Network network = Sequential.input(4, 4, channels).add(conv2D(910, 3)).add(relu()).add(maxPool2D(2)).build(1);
    return network.executedLayers(true).size() == 1;
  }
}
