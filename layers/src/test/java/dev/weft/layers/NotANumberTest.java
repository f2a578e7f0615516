package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.LayerSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A NaN is never lost on its way through a network: what depends on one is NaN, as in PyTorch, fused or not. */
class NotANumberTest {

  private static final int SIDE = 6;
  private static final int PLACE = 2 * SIDE + 3;

  /** The outputs for an image of ones that has a NaN in one pixel's first channel. */
  private static float[] outputs(int channels, boolean fused, LayerSpec... layers) {
    var builder = Sequential.input(SIDE, SIDE, channels);
    for (LayerSpec layer : layers) {
      builder = builder.add(layer);
    }
    var network = (fused ? builder : builder.withoutFusion()).build(1);
    float[] x = new float[SIDE * SIDE * channels];
    Arrays.fill(x, 1);
    x[PLACE * channels] = Float.NaN;
    return network.predict(Tensor.of(x, 1, SIDE, SIDE, channels)).toArray();
  }

  private static int[] placesOfNaN(float[] y, int channels) {
    return IntStream.range(0, y.length).filter(i -> Float.isNaN(y[i])).map(i -> i / channels).distinct().toArray();
  }

  @Test
  void aReluPassesIt() {
    assertThat(placesOfNaN(outputs(1, true, relu()), 1)).containsExactly(PLACE);
  }

  @Test
  void aMaxPoolGivesItForTheWindowsThatHaveIt() {
    assertThat(placesOfNaN(outputs(1, true, maxPool2D(2)), 1)).containsExactly(4);
    assertThat(placesOfNaN(outputs(1, true, maxPool2D(3).withStride(1)), 1)).containsExactly(1, 2, 3, 5, 6, 7, 9, 10,
        11);
  }

  @Test
  void aBatchNormPassesIt() {
    assertThat(placesOfNaN(outputs(3, true, batchNorm()), 3)).containsExactly(PLACE);
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "1, 5", "1, 21", "2, 6", "16, 16", "32, 64", "48, 20"})
  void aFusedConvolutionGivesItInAllFiltersOfTheWindowsThatSeeIt(int channels, int filters) {
    LayerSpec[] layers = {conv2D(filters, 3), relu(), maxPool2D(2)};
    float[] fused = outputs(channels, true, layers);
    assertThat(fused).hasSize(4 * filters).containsOnly(Float.NaN);
    assertThat(outputs(channels, false, layers)).containsExactly(fused);
  }
}
