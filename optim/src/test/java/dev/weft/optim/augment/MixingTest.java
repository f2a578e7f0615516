package dev.weft.optim.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixingTest {

  private static final int MANY = 4000;
  private static final Shape SHAPE = Shape.of(10, 10);

  /** Ones mixed with zeros, and what is left of the ones. */
  private static float[] shares(String mixing, Shape shape) {
    Augmenter augmenter = new Augmenter(Augmentation.parse(mixing), shape, 3);
    float[] zeros = new float[shape.size()];
    float[] shares = new float[MANY];
    for (int i = 0; i < MANY; i++) {
      float[] x = new float[shape.size()];
      Arrays.fill(x, 1);
      shares[i] = augmenter.mix(x, 0, zeros, x.length, 0, i);
      double left = IntStream.range(0, x.length).mapToDouble(k -> x[k]).average().orElseThrow();
      assertThat(left).as("the target says what is in the picture").isCloseTo(shares[i], within(1e-5));
    }
    return shares;
  }

  private static double moment(float[] values, int power) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.pow(values[i], power)).average().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void mixupsSharesAreOfABetaDistribution(double alpha) {
    float[] shares = shares("mixup " + alpha, SHAPE);
    assertThat(moment(shares, 1)).isCloseTo(0.5, within(0.03));
    double variance = 1 / (4 * (2 * alpha + 1));
    assertThat(moment(shares, 2) - 0.25).isCloseTo(variance, within(0.1 * variance + 0.015));
  }

  @Test
  void mixupMixesWhatIsNoImage() {
    assertThat(shares("mixup 1", Shape.of(5))).hasSize(MANY);
  }

  @Test
  void cutmixLeavesWholePixelsOfOneOrTheOther() {
    Augmenter augmenter = new Augmenter(Augmentation.parse("cutmix 1"), SHAPE, 3);
    float[] x = new float[SHAPE.size()];
    Arrays.fill(x, 1);
    augmenter.mix(x, 0, new float[SHAPE.size()], x.length, 0, 5);
    assertThat(x).containsOnly(0f, 1f);
    assertThat(moment(shares("cutmix 1", SHAPE), 1)).isBetween(0.5, 0.75); // rectangles over the border are cut
  }

  @Test
  void aMixingWithAProbabilityLeavesTheOthersWhole() {
    float[] shares = shares("mixup 1 at 0.3", SHAPE);
    long whole = IntStream.range(0, MANY).filter(i -> shares[i] == 1).count();
    assertThat(whole).isBetween((long) (0.66 * MANY), (long) (0.74 * MANY));
  }

  @Test
  void partnersAreAnyOfTheExamplesAndOthersInAnotherEpoch() {
    Augmenter augmenter = new Augmenter(Augmentation.parse("mixup 1"), SHAPE, 3);
    int[] counts = new int[10];
    int same = 0;
    for (int i = 0; i < MANY; i++) {
      int partner = augmenter.partner(0, i, 10);
      counts[partner]++;
      same += partner == augmenter.partner(1, i, 10) ? 1 : 0;
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(MANY / 10 - 80, MANY / 10 + 80));
    assertThat(same).isBetween(MANY / 10 - 80, MANY / 10 + 80);
  }
}
