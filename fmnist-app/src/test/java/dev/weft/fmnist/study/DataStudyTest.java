package dev.weft.fmnist.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Splits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is computed from the images, checked by hand on images of 1 × 2 pixels. */
class DataStudyTest {

  private static final List<String> NAMES = List.of("cat", "dog");

  /** Images of two pixels each. */
  private static Dataset images(int[] labels, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    byte[] classes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) labels[i];
    }
    return Dataset.of(bytes, Shape.of(1, 2, 1), classes, NAMES);
  }

  @Test
  void pixelsAreCountedFromZeroTo255() {
    SplitStatistics statistics = SplitStatistics.of("training", images(new int[] {0, 1, 1}, 0, 0, 0, 200, 255, 145));

    assertThat(statistics.images()).isEqualTo(3);
    assertThat(statistics.imageShape()).containsExactly(1, 2, 1);
    assertThat(statistics.pixelMean()).isEqualTo(100); // 600 / 6
    assertThat(statistics.pixelDeviation()).isCloseTo(104.9206, within(1e-4)); // √(66050 / 6)
    assertThat(statistics.blackShare()).isEqualTo(0.5);
    assertThat(statistics.classCounts()).containsExactly(1, 2);
    assertThat(statistics.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void anEmptyDatasetHasNoStatistics() {
    assertThatThrownBy(() -> SplitStatistics.of("test", images(new int[0])))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("expected at least one image, got none");
  }

  @Test
  void theSentenceOnBalanceFollowsFromTheCounts() {
    assertThat(Balance.of(List.of(6000, 6000), NAMES).sentence("set"))
        .isEqualTo("The set is balanced: every class has 6,000 images.");
    assertThat(Balance.of(List.of(110, 100), NAMES).sentence("set"))
        .isEqualTo("The set is nearly balanced: from 100 images (dog) to 110 (cat), a ratio of 1.10.");
    assertThat(Balance.of(List.of(100, 150), NAMES).sentence("set"))
        .isEqualTo("The set is not balanced: from 100 images (cat) to 150 (dog), a ratio of 1.50.");
    assertThat(Balance.of(List.of(0, 7), NAMES).sentence("set"))
        .isEqualTo("The set is not balanced: there is no image of cat, and 7 of dog.");
  }

  @Test
  void duplicatesAreFoundWithinAndAcrossTheSets() {
    Dataset training = images(new int[] {0, 0, 0, 1}, 1, 2, 3, 4, 1, 2, 1, 2);
    Dataset test = images(new int[] {0, 1, 1, 1}, 3, 4, 9, 9, 9, 9, 2, 1);

    Duplicates duplicates = Duplicates.of(training, test);

    assertThat(duplicates.inTraining()).isEqualTo(2); // images 2 and 3 repeat image 0
    assertThat(duplicates.inTest()).isEqualTo(1);
    assertThat(duplicates.across()).isEqualTo(1); // (3, 4)
    assertThat(duplicates.contradictions()).isEqualTo(1); // (1, 2) is a cat twice and a dog once
    assertThat(duplicates.groups()).hasSize(3);
    assertThat(duplicates.groups().getFirst().places()).containsExactly(new Duplicates.Place(false, 0, 0),
        new Duplicates.Place(false, 2, 0), new Duplicates.Place(false, 3, 1));
  }

  @Test
  void imagesThatDifferInOnePixelAreNoDuplicates() {
    Duplicates duplicates = Duplicates.of(images(new int[] {0, 0}, 1, 2, 1, 3), images(new int[] {0}, 2, 2));

    assertThat(duplicates.groups()).isEmpty();
    assertThat(duplicates.inTraining() + duplicates.inTest() + duplicates.across()).isZero();
  }

  @Test
  void theMeanImageIsThatOfItsClassAlone() {
    List<byte[]> means = MeanImages.of(images(new int[] {1, 0, 1}, 255, 0, 7, 8, 251, 3));

    assertThat(means.get(0)).containsExactly(7, 8);
    assertThat(means.get(1)).containsExactly((byte) 253, (byte) 2); // 1.5 is rounded up
  }

  @Test
  void theMeanImageOfAClassWithoutImagesIsBlack() {
    assertThat(MeanImages.of(images(new int[] {0}, 7, 8)).get(1)).containsOnly(0);
  }

  @Test
  void preProcessingNamesTheShapesOfEachStep() {
    Dataset all = images(new int[] {0, 1, 1, 0, 0}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    PreProcessing steps = PreProcessing.of(all, all.subset(new int[] {4, 1, 2}), all.subset(new int[] {3, 0}));

    assertThat(steps.steps()).extracting(PreProcessing.Step::before)
        .containsExactly("(5, 1, 2)", "bytes 0 … 255", "(5,)", "(5, 1, 2, 1)");
    assertThat(steps.steps()).extracting(PreProcessing.Step::after)
        .containsExactly("(5, 1, 2, 1)", "float32 0 … 1", "(5, 2)", "(3, 1, 2, 1) and (2, 1, 2, 1)");
    assertThat(steps.training().firstIndices()).containsExactly(4, 1, 2);
    assertThat(steps.training().classCounts()).containsExactly(1, 2);
    assertThat(steps.validation().images()).isEqualTo(2);
  }

  /** The indices are those of scikit-learn's train_test_split(range(60000), random_state=2023, test_size=0.2). */
  @Test
  void theSplitIsThatOfTheDocument() {
    Dataset all = Dataset.of(new byte[60_000], Shape.of(1), new byte[60_000], NAMES);
    var split = all.split(Splits.sklearn(0.2, 2023));

    PreProcessing.Part validation = PreProcessing.Part.of(split.validation());

    assertThat(validation.firstIndices()).containsExactly(49393, 6182, 32436, 29771, 6591, 6764, 56713, 9497);
    assertThat(validation.indicesDigest())
        .isEqualTo("740c1e3d3955a68bf618daa21649d25934e2cf5a8d39892dfbffde48fc3cc883");
    assertThat(PreProcessing.Part.of(split.training()).firstIndices()).startsWith(40311, 11563, 33764, 20514);
  }
}
