package dev.weft.fmnist.tensorboard;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.optim.data.Dataset;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PicturesTest {

  private static final int FRAME_COLOUR = 0xffd55e00;

  /** One image a class, and a network that takes every image for class 3. */
  private static BufferedImage predictionsOfClassThree() {
    byte[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    Dataset data = Dataset.of(new byte[10 * 784], FashionMnist.IMAGE_SHAPE, labels, FashionMnist.CLASS_NAMES);
    Network network = Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(1);
    Parameter bias = network.parameters().parameter("dense_1/bias");
    network.parameters().values()[bias.offset() + 3] = 1;
    return new PredictionGrid(data).draw(network);
  }

  @Test
  void wrongPredictionsHaveAFrameAndRightOnesNone() {
    BufferedImage picture = predictionsOfClassThree();

    for (int row = 0; row < 10; row++) {
      int above = picture.getRGB(28 + 28, 6 + row * 62 - 1);
      assertThat(above == FRAME_COLOUR).as("row " + row).isEqualTo(row != 3);
    }
  }

  @Test
  void theNumberOfTheClassStandsAtTheLeftOfItsRow() {
    BufferedImage picture = predictionsOfClassThree();
    StringBuilder one = new StringBuilder();
    int top = 6 + 62 + (56 - 15) / 2;
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 3; x++) {
        one.append(picture.getRGB(9 + 3 * x + 1, top + 3 * y + 1) == 0xffffffff ? '#' : '.');
      }
      one.append('\n');
    }

    assertThat(one).hasToString(".#.\n##.\n.#.\n.#.\n###\n");
  }

  @Test
  void aDescriptionNamesTheClassesByNumber() {
    Dataset data = Dataset.of(new byte[784], FashionMnist.IMAGE_SHAPE, new byte[1], FashionMnist.CLASS_NAMES);

    assertThat(new PredictionGrid(data).description()).contains("0 T-shirt/top, 1 Trouser").endsWith("9 Ankle boot.");
  }

  @Test
  void filtersAreWhiteBlackAndGreyFromTheLargestWeightToItsNegative() {
    float[] weights = new float[3 * 3 * 2]; // the second filter is 0
    weights[0] = 0.5f; // of the first filter, at the top left
    weights[2] = -0.5f; // right of it
    BufferedImage picture = FilterGrid.draw(Tensor.of(weights, 3, 3, 1, 2));

    assertThat(picture.getRGB(6 + 8, 6 + 8)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(6 + 16 + 8, 6 + 8)).isEqualTo(0xff000000);
    assertThat(picture.getRGB(6 + 48 + 6 + 8, 6 + 8)).isEqualTo(0xff808080);
  }

  @Test
  void aNetworkWithoutAConvolutionOnGreyImagesHasNoFilterPicture() {
    Network without = Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(1);
    Network with = Sequential.input(28, 28, 1).add(conv2D(4, 3)).add(flatten()).add(dense(10)).build(1);

    assertThat(FilterGrid.kernel(without)).isEmpty();
    assertThat(FilterGrid.kernel(with)).get().extracting(Parameter::name).isEqualTo("conv2d_1/kernel");
  }
}
