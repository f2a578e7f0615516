package dev.weft.optim;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Predictor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictorMemoryTest {

  private static final int IMAGES = 10_000;

  @Test
  void tenThousandImagesArePredictedInAHeapOf64Megabytes() throws IOException, InterruptedException {
    ChildJvm child = ChildJvm.run(List.of("-Xmx64m", "--add-modules", "jdk.incubator.vector", "-cp",
        System.getProperty("java.class.path"), Many.class.getName()));
    assertThat(child.out()).containsExactly("10000 answers, 10000 alike");
  }

  /** Predicts images that take half of the heap, with all threads and with none but the caller's. */
  static final class Many {

    public static void main(String[] arguments) {
      Network network = Sequential.input(28, 28, 1)
          .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).add(conv2D(64, 3)).add(relu()).add(maxPool2D(2))
          .add(conv2D(128, 3)).add(relu()).add(flatten()).add(dense(128)).add(relu()).add(dense(10)).build(1);
      float[] pixels = new float[IMAGES * 28 * 28];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i * 31 % 255 / 255f;
      }
      Tensor images = Tensor.wrap(pixels, 0, Shape.of(IMAGES, 28, 28, 1));
      try (Predictor predictor = network.predictor()) {
        int[] classes = predictor.classes(images);
        int[] again = network.predict(images).argmax(1);
        int alike = 0;
        for (int i = 0; i < classes.length; i++) {
          alike += classes[i] == again[i] ? 1 : 0;
        }
        System.out.println(classes.length + " answers, " + alike + " alike");
      }
    }
  }
}
