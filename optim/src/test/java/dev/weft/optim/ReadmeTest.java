package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library example in the project's README. */
class ReadmeTest {

  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final int CLASSES = 10;
  private static final int IMAGES = 200;

  @Test
  void theExampleIsTheSourceThatIsTestedHere() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/weft/optim/ClothesClassifier.java"));
    String readme = Files.readString(Path.of("..", "README.md"));
    String example = source.substring(source.indexOf("import static"));
    assertThat(readme).contains("```java\n" + example + "```\n");
  }

  @Test
  void theExampleLearnsToTellSimpleImagesApartAndRemembersIt(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("model.safetensors");
    var history = ClothesClassifier.train(stripes(), file);
    assertThat(history.last().validationAccuracy()).isGreaterThan(0.9);
    assertThat(ClothesClassifier.classify(file, oneOfEach())).isEqualTo(IntStream.range(0, CLASSES).toArray());
  }

  @Test
  void theExampleOfBranchesIsTheSourceThatIsTestedHere() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/weft/optim/Branches.java"));
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme).contains("```java\n" + source.substring(source.indexOf("final class")) + "```\n");
  }

  @Test
  void theExampleOfBranchesTrainsItsHeadAndLeavesTheRest() {
    Network network = Branches.network();
    Network retrained = Branches.retrained(network, stripes());
    assertThat(Branches.features(network, oneOfEach()).shape()).isEqualTo(Shape.of(CLASSES, 32));
    assertThat(Branches.features(retrained, oneOfEach())).isEqualTo(Branches.features(network, oneOfEach()));
    assertThat(retrained.predict(oneOfEach())).isNotEqualTo(network.predict(oneOfEach()));
  }

  /** Images with two bright rows, whose place is the class. */
  private static Dataset stripes() {
    byte[] pixels = new byte[IMAGES * PIXELS];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % CLASSES);
      for (int p = 0; p < PIXELS; p++) {
        boolean bright = (p / SIDE - 4) / 2 == labels[i] && p / SIDE >= 4;
        pixels[i * PIXELS + p] = (byte) (bright ? 255 - i % 7 : i % 50);
      }
    }
    return Dataset.of(pixels, Shape.of(SIDE, SIDE, 1), labels, IntStream.range(0, CLASSES).mapToObj(c -> "stripe " + c)
        .toList());
  }

  private static Tensor oneOfEach() {
    Tensor images = Tensor.zeros(CLASSES, SIDE, SIDE, 1);
    for (int i = 0; i < CLASSES; i++) {
      stripes().gatherScaled(images.array(), i * PIXELS, i, Dataset.UNIT_SCALE);
    }
    return images;
  }
}
