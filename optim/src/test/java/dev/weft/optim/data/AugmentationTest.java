package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final int MANY = 2000;

  /** The same two-row, three-column image many times: 1 2 3 / 4 5 6. */
  private static Dataset images(int n) {
    byte[] pixels = new byte[6 * n];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + i % 6);
    }
    return Dataset.of(pixels, Shape.of(2, 3, 1), new byte[n], List.of("image"));
  }

  private static float[] moved(int down, int right, boolean mirrored) {
    float[] dst = new float[6];
    images(1).gatherScaled(dst, 0, 0, 1f);
    Augmentation.move(images(1).exampleShape(), dst, 0, down, right, mirrored);
    return dst;
  }

  @Test
  void shiftsDownAndRightUncoverZeros() {
    assertThat(moved(1, 0, false)).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(moved(0, 1, false)).containsExactly(0, 1, 2, 0, 4, 5);
    assertThat(moved(-1, -2, false)).containsExactly(6, 0, 0, 0, 0, 0);
    assertThat(moved(2, 0, false)).containsOnly(0f);
  }

  @Test
  void mirrorsLeftToRightBeforeTheShift() {
    assertThat(moved(0, 0, true)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(moved(0, 1, true)).containsExactly(0, 3, 2, 0, 6, 5);
  }

  @Test
  void channelsStayTogether() {
    Dataset data = Dataset.of(new byte[] {1, 2, 3, 4}, Shape.of(1, 2, 2), new byte[1], List.of("image"));
    float[] dst = new float[5];
    data.gatherScaled(dst, 1, 0, 10f);
    Augmentation.move(data.exampleShape(), dst, 1, 0, 0, true);
    assertThat(dst).containsExactly(0, 30, 40, 10, 20);
  }

  private static float[][] gather(Augmentation augmentation, long seed, long epoch) {
    Dataset data = images(MANY);
    long key = Augmentation.key(seed, epoch);
    float[][] all = new float[MANY][6];
    for (int i = 0; i < MANY; i++) {
      augmentation.gatherScaled(data, all[i], 0, i, 1f, key);
    }
    return all;
  }

  @Test
  void changesNothingWhenNothingIsAskedFor() {
    assertThat(Augmentation.none().isNone()).isTrue();
    for (float[] image : gather(Augmentation.none(), 1, 1)) {
      assertThat(image).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void aboutHalfOfTheImagesAreMirrored() {
    long mirrored =
        Arrays.stream(gather(Augmentation.none().withHorizontalFlip(), 1, 1)).filter(x -> x[0] == 3).count();
    assertThat(mirrored).isBetween(MANY * 45L / 100, MANY * 55L / 100);
  }

  @Test
  void everyShiftUpToTheLargestOccurs() {
    TreeSet<String> seen = new TreeSet<>();
    for (float[] x : gather(Augmentation.none().withMaxShift(1), 1, 1)) {
      seen.add(Arrays.toString(x));
    }
    assertThat(seen).hasSize(9);
  }

  @Test
  void cutsOutSquaresThatMayReachOverTheBorder() {
    float[] image = new float[5 * 4 * 2];
    Arrays.fill(image, 1);
    Augmentation.cutOut(Shape.of(5, 4, 2), image, 0, -1, 2, 3);
    float[] expected = new float[5 * 4 * 2];
    Arrays.fill(expected, 1);
    for (int row = 0; row < 2; row++) {
      Arrays.fill(expected, row * 8 + 4, row * 8 + 8, 0);
    }
    assertThat(image).containsExactly(expected);
  }

  @Test
  void everySideUpToTheLongestIsCutOut() {
    TreeSet<Integer> cleared = new TreeSet<>();
    for (float[] x : gather(Augmentation.none().withMaxCutout(1), 1, 1)) {
      int zeros = 0;
      for (float value : x) {
        zeros += value == 0 ? 1 : 0;
      }
      cleared.add(zeros);
    }
    assertThat(cleared).containsExactly(0, 1);
  }

  @Test
  void theSameSeedAndEpochGiveTheSameImages() {
    Augmentation augmentation = new Augmentation(true, 1, 2);
    float[][] images = gather(augmentation, 1, 2);
    assertThat(gather(augmentation, 1, 2)).isDeepEqualTo(images);
    assertThat(Arrays.deepEquals(gather(augmentation, 1, 3), images)).isFalse();
    assertThat(Arrays.deepEquals(gather(augmentation, 2, 2), images)).isFalse();
  }

  @Test
  void rejectsExamplesThatAreNotImagesAndShiftsOutOfRange() {
    Dataset vectors = Dataset.of(new byte[4], Shape.of(4), new byte[1], List.of("vector"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(true, 0, 0).gatherScaled(vectors, new float[4], 0, 0, 1f, 0))
        .withMessageContaining("got (4,)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(false, -1, 0))
        .withMessageContaining("got -1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(false, 0, -2))
        .withMessageContaining("got -2");
  }
}
