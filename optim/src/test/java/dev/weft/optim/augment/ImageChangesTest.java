package dev.weft.optim.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageChangesTest {

  private static final int MANY = 2000;
  private static final Shape SMALL = Shape.of(2, 3, 1);
  private static final Shape IMAGE = Shape.of(12, 12);

  private static float[] ramp(Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  /** The image as many examples get it in one epoch. */
  private static float[][] changed(String changes, Shape shape, float[] image, int epoch) {
    Augmenter augmenter = new Augmenter(Augmentation.parse(changes), shape, 7);
    float[][] all = new float[MANY][];
    for (int i = 0; i < MANY; i++) {
      all[i] = image.clone();
      augmenter.change(all[i], 0, epoch, i, i % 10);
    }
    return all;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double meanOfAll(float[][] images) {
    return Arrays.stream(images).mapToDouble(ImageChangesTest::mean).average().orElseThrow();
  }

  private static float[] moved(int down, int right) {
    float[] image = ramp(SMALL);
    Shift.move(new Pixels(SMALL, image), down, right);
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "shift 0", "rotate 0", "scale 1 1", "shear 0", "translate 0", "elastic 0", "noise 0", "blur 0", "brightness 0",
      "contrast 0", "erase 0 0", "cutout 0", "flip at 0", "erase 0.5 0.6 at 0", "flip for 10"})
  void aChangeOfNoStrengthChangesNothing(String change) {
    float[] image = ramp(IMAGE);
    for (float[] x : changed(change, IMAGE, image, 0)) {
      assertThat(x).containsExactly(image, within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "flip", "alternating-flip", "flip-vertically", "shift 2", "rotate 20", "scale 0.5 1.5", "shear 20", "translate 2",
      "elastic 2", "noise 1", "blur 2", "brightness 0.5", "contrast 0.5", "erase 0.1 0.5", "cutout 8", "flip for 3"})
  void aChangeIsAFunctionOfSeedEpochAndExample(String change) {
    float[] image = ramp(IMAGE);
    float[][] all = changed(change, IMAGE, image, 3);
    assertThat(changed(change, IMAGE, image, 3)).isDeepEqualTo(all);
    assertThat(Arrays.deepEquals(changed(change, IMAGE, image, 4), all)).isFalse();
    assertThat(Arrays.stream(all).filter(x -> !Arrays.equals(x, image)).count()).isPositive();
  }

  @Test
  void changesOfOneExampleAreIndependent() {
    float[][] both = changed("flip, flip-vertically", SMALL, ramp(SMALL), 0);
    for (float corner : new float[] {1, 3, 4, 6}) {
      assertThat(Arrays.stream(both).filter(x -> x[0] == corner).count()).isBetween(MANY / 5L, 3L * MANY / 10);
    }
  }

  @Test
  void aFlipMirrorsHalfOfTheImages() {
    float[][] all = changed("flip", SMALL, ramp(SMALL), 0);
    assertThat(Arrays.stream(all).filter(x -> Arrays.equals(x, new float[] {3, 2, 1, 6, 5, 4})).count())
        .isBetween(2L * MANY / 5, 3L * MANY / 5);
    float[] colours = {1, 2, 3, 4};
    Flip.mirror(new Pixels(Shape.of(1, 2, 2), colours));
    assertThat(colours).as("channels stay together").containsExactly(3, 4, 1, 2);
  }

  @Test
  void anAlternatingFlipMirrorsEachImageInEverySecondEpoch() {
    float[][] first = changed("alternating-flip", SMALL, ramp(SMALL), 0);
    float[][] second = changed("alternating-flip", SMALL, ramp(SMALL), 1);
    float[][] third = changed("alternating-flip", SMALL, ramp(SMALL), 2);
    for (int i = 0; i < MANY; i++) {
      assertThat(second[i][0]).isNotEqualTo(first[i][0]);
      assertThat(third[i]).containsExactly(first[i]);
    }
    assertThat(Arrays.stream(first).filter(x -> x[0] == 3).count()).isBetween(2L * MANY / 5, 3L * MANY / 5);
  }

  @Test
  void shiftsDownAndRightUncoverZeros() {
    assertThat(moved(1, 0)).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(moved(0, 1)).containsExactly(0, 1, 2, 0, 4, 5);
    assertThat(moved(-1, -2)).containsExactly(6, 0, 0, 0, 0, 0);
    assertThat(moved(2, 0)).containsOnly(0f);
    assertThat(moved(0, -3)).containsOnly(0f);
  }

  @Test
  void allShiftsAreAboutEquallyFrequent() {
    float[] dot = new float[49];
    dot[24] = 1;
    float[][] all = changed("shift 1", Shape.of(7, 7), dot, 0);
    for (int place : new int[] {16, 17, 18, 23, 24, 25, 30, 31, 32}) {
      assertThat(Arrays.stream(all).filter(x -> x[place] == 1).count()).isBetween(MANY / 9 - 60L, MANY / 9 + 60L);
    }
  }

  @Test
  void anglesHaveTheSineAndCosineOfTheirDefinition() {
    for (double degrees = -180; degrees <= 180; degrees += 7.5) {
      double radians = Math.toRadians(degrees);
      assertThat(Angle.sine(radians)).isCloseTo(Math.sin(radians), within(1e-11));
      assertThat(Angle.cosine(radians)).isCloseTo(Math.cos(radians), within(1e-11));
    }
  }

  @Test
  void aQuarterTurnTurnsAQuarter() {
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Sampler.affine(new Pixels(Shape.of(3, 3), image), 0, 1, -1, 0, 0, 0);
    assertThat(image).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
  }

  @Test
  void rotationIsOfEachAngleBothWaysAndScaleGrowsTheImage() {
    Shape shape = Shape.of(21, 21);
    float[] bar = new float[shape.size()]; // from the middle to the right
    Arrays.fill(bar, 10 * 21 + 10, 10 * 21 + 21, 1);
    double up = 0;
    for (float[] x : changed("rotate 30", shape, bar, 0)) {
      double y = 0;
      for (int i = 0; i < x.length; i++) {
        y += x[i] * (i / 21 - 10);
      }
      up += y / MANY;
      assertThat(Math.abs(y)).isLessThan(55 * Math.sin(Math.toRadians(31)));
    }
    assertThat(up).isCloseTo(0, within(1.5));
    float[] square = new float[shape.size()];
    new Pixels(shape, square).fill(8, 8, 5, 5, 1);
    for (float[] x : changed("scale 2 2", shape, square, 0)) {
      assertThat(mean(x) * shape.size()).isCloseTo(100, within(5.0));
    }
  }

  @Test
  void aShearMovesRowsAgainstOneAnother() {
    Shape shape = Shape.of(9, 9);
    float[] line = new float[shape.size()];
    for (int y = 0; y < 9; y++) {
      line[y * 9 + 4] = 1;
    }
    for (float[] x : changed("shear 30", shape, line, 0)) {
      assertThat(x[4 * 9 + 4]).as("the middle stays").isCloseTo(1, within(1e-5f));
      double above = 0;
      double below = 0;
      for (int i = 0; i < 9; i++) {
        above += x[2 * 9 + i] * (i - 4);
        below += x[6 * 9 + i] * (i - 4);
      }
      assertThat(above).isCloseTo(-below, within(1e-4));
    }
  }

  @Test
  void elasticBendsSmoothlyAndNotFurtherThanAsked() {
    Shape shape = Shape.of(28, 28);
    float[] slope = new float[shape.size()];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = i % 28;
    }
    for (float[] x : changed("elastic 2", shape, slope, 0)) {
      for (int i = 3 * 28; i < 25 * 28; i++) {
        if (i % 28 > 3 && i % 28 < 24) {
          assertThat(x[i]).isCloseTo(i % 28, within(2.001f));
          assertThat(x[i + 1] - x[i]).isBetween(-1f, 3f);
        }
      }
    }
  }

  @Test
  void noiseHasMeanZeroAndTheDeviationThatWasAsked() {
    float[][] all = changed("noise 0.5", IMAGE, new float[IMAGE.size()], 0);
    assertThat(meanOfAll(all)).isCloseTo(0, within(0.01));
    double squares = Arrays.stream(all).mapToDouble(x -> IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i])
        .average().orElseThrow()).average().orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void aBlurKeepsEvenImagesAndTheSumOfADot() {
    float[] even = new float[IMAGE.size()];
    Arrays.fill(even, 3);
    for (float[] x : changed("blur 3", IMAGE, even, 0)) {
      assertThat(x).containsExactly(even, within(1e-4f));
    }
    Shape large = Shape.of(31, 31);
    float[] dot = new float[large.size()];
    dot[15 * 31 + 15] = 1;
    for (float[] x : changed("blur 2", large, dot, 0)) {
      assertThat(mean(x) * large.size()).isCloseTo(1, within(1e-4));
      assertThat(x[15 * 31 + 15]).isGreaterThanOrEqualTo(x[15 * 31 + 16]);
      assertThat(x[14 * 31 + 15]).isCloseTo(x[15 * 31 + 14], within(1e-6f));
    }
  }

  @Test
  void brightnessKeepsZeroAndContrastKeepsTheMean() {
    float[] image = ramp(IMAGE);
    image[0] = 0;
    for (float[] x : changed("brightness 0.3", IMAGE, image, 0)) {
      assertThat(x[0]).isZero();
      assertThat(x[10] / image[10]).isBetween(0.699f, 1.301f);
    }
    assertThat(meanOfAll(changed("brightness 0.3", IMAGE, image, 0))).isCloseTo(mean(image), within(0.5));
    for (float[] x : changed("contrast 0.3", IMAGE, image, 0)) {
      assertThat(mean(x)).isCloseTo(mean(image), within(1e-3));
    }
  }

  @Test
  void anErasedRectangleCoversTheShareThatWasAsked() {
    Shape shape = Shape.of(40, 40);
    float[] ones = new float[shape.size()];
    Arrays.fill(ones, 1);
    float[][] all = changed("erase 0.1 0.3", shape, ones, 0);
    assertThat(Arrays.stream(all)).allSatisfy(x -> assertThat(1 - mean(x)).isBetween(0.08, 0.32));
    assertThat(1 - meanOfAll(all)).isCloseTo(0.2, within(0.01));
    assertThat(Arrays.stream(changed("erase 0.9 0.95", shape, ones, 0)))
        .allSatisfy(x -> assertThat(mean(x)).isLessThan(0.7));
  }

  @Test
  void aCutOutIsTheRectangleThatLiesWithinTheImage() {
    float[] image = ramp(Shape.of(5, 4, 2));
    new Pixels(Shape.of(5, 4, 2), image).fill(-1, 2, 3, 3, 0);
    assertThat(image).startsWith(1, 2, 3, 4, 0, 0, 0, 0, 9, 10, 11, 12, 0, 0, 0, 0, 17);
    float[][] all = changed("cutout 1", SMALL, ramp(SMALL), 0);
    assertThat(Arrays.stream(all).filter(x -> Arrays.equals(x, ramp(SMALL))).count())
        .as("a side of 0 is as likely as 1").isBetween(2L * MANY / 5, 3L * MANY / 5);
  }

  @Test
  void aChangeWithAProbabilityIsMadeToThatShare() {
    float[][] all = changed("shift 1 at 0.25", SMALL, ramp(SMALL), 0);
    long kept = Arrays.stream(all).filter(x -> Arrays.equals(x, ramp(SMALL))).count();
    assertThat(kept).isBetween((long) (MANY * 0.74), (long) (MANY * 0.87)); // 3 / 4, and a ninth of the rest
  }

  @Test
  void aChangeForSomeClassesLeavesTheOthers() {
    float[][] all = changed("flip at 1 for 2 5", SMALL, ramp(SMALL), 0);
    for (int i = 0; i < MANY; i++) {
      if (i % 10 != 2 && i % 10 != 5) {
        assertThat(all[i]).containsExactly(ramp(SMALL));
      }
    }
    assertThat(Arrays.stream(all).filter(x -> x[0] == 3).count()).isBetween(MANY / 14L, MANY / 7L);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    refused(() -> ImageChanges.shift(-1), "expected a shift from 0 to 32767 pixels, got -1");
    refused(() -> ImageChanges.cutOut(-2), "expected a cut-out of 0 or more pixels, got -2");
    refused(() -> ImageChanges.affine().rotation(181), "expected an angle from 0 to 180 degrees, got 181.0");
    refused(() -> ImageChanges.affine().scale(2, 1),
        "expected factors above 0, the smaller one first, got 2.0 and 1.0");
    refused(() -> ImageChanges.affine().shear(90), "expected a shear from 0 to below 90 degrees, got 90.0");
    refused(() -> ImageChanges.noise(Double.NaN), "expected a deviation of 0 or more, got NaN");
    refused(() -> ImageChanges.blur(9), "expected a deviation from 0 to 8.0 pixels, got 9.0");
    refused(() -> ImageChanges.brightness(1.5), "expected a strength from 0 to 1, got 1.5");
    refused(() -> ImageChanges.erase(0.5, 0.2),
        "expected shares of the image from 0 to below 1, the smaller one first, got 0.5 and 0.2");
    refused(() -> ImageChanges.elastic(1, 0), "expected 1 to 16 cells a side, got 0");
    refused(() -> ImageChanges.flip().withProbability(1.1), "expected a probability from 0 to 1, got 1.1");
    refused(() -> ImageChanges.flip().onlyFor(), "expected numbers of classes, from 0, got []");
    refused(() -> new Augmenter(Augmentation.parse("flip"), Shape.of(6), 0),
        "expected images of shape (H, W) or (H, W, C), got (6,)");
  }
}
