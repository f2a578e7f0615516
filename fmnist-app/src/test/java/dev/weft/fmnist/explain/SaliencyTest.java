package dev.weft.fmnist.explain;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.fmnist.cli.ReferenceNetworks;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

class SaliencyTest {

  private static final float STEP = 2e-3f;

  /** Without a kink, with dropout and moving statistics, which count in training only or otherwise. */
  private final Network smooth = Sequential.input(8, 7, 1)
      .add(conv2D(4, 3).heNormal()).add(batchNorm()).add(gelu()).add(dropout(0.5f)).add(averagePool2D(2))
      .add(flatten()).add(dense(6)).add(tanh()).add(dense(3))
      .build(5);

  private final Tensor x = Tensor.uniform(3, 8, 7, 1);

  private static double largest(Tensor values) {
    return values.abs().max();
  }

  private static double largestDifference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /**
   * With a step of 0.01 the third derivative leaves an error of h²/6 ≈ 2e-5 of it, and rounding of the logits about
   * 1e-7 / 0.02 = 5e-6; both are far below 1e-3 of the largest gradient.
   */
  @Test
  void itIsTheDifferenceQuotientOfTheLogitOfASmoothNetwork() {
    for (int target = 0; target < 3; target++) {
      Tensor saliency = Saliency.of(smooth, x, target);

      assertThat(saliency.shape()).isEqualTo(x.shape());
      assertThat(largestDifference(saliency.toArray(), Numeric.gradient(smooth, x, target, 0.01f)))
          .isLessThan(1e-3 * largest(saliency));
    }
  }

  /**
   * The reference network is linear between the kinks of ReLU and pools. Where the gradient is the same at both ends of the
   * step as in its middle there was none in between, and the quotient is exact but for the rounding of the logits: about
   * 5e-7 over 2h = 4e-3, hence 1e-4, which is 1 % of the largest gradient. Elsewhere some of the 40,000 units changed their
   * minds, each of which shifts the quotient by its own small part.
   */
  @Test
  void itIsTheDifferenceQuotientOfALogitOfTheReferenceNetwork() {
    Network network = ReferenceNetworks.dropoutNetwork(4, DropoutRates.DOCUMENT);
    Tensor image = Tensor.uniform(9, 28, 28, 1);
    float[] saliency = Saliency.of(network, image, 7).toArray();
    float[] quotient = Numeric.gradient(network, image, 7, STEP);
    double largest = largest(Tensor.of(saliency));

    int straight = 0;
    for (int i = 0; i < saliency.length; i++) {
      if (isStraight(network, image, i, saliency[i])) {
        straight++;
        assertThat((double) quotient[i]).as("pixel %d", i).isCloseTo(saliency[i], within(0.01 * largest));
      }
    }
    assertThat(straight).isGreaterThan(saliency.length / 4);
    assertThat(largestDifference(saliency, quotient)).isLessThan(0.1 * largest);
  }

  private static boolean isStraight(Network network, Tensor image, int pixel, float gradient) {
    for (float step : new float[] {-STEP, STEP}) {
      Tensor moved = image.copy();
      moved.array()[pixel] += step;
      float there = Saliency.of(network, moved, 7).toArray()[pixel];
      if (Math.abs(there - gradient) > 1e-6) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aClassThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Saliency.of(smooth, x, 3)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a class from 0 to 2, got 3");
  }

  @Test
  void smoothGradWithoutNoiseIsTheSaliency() {
    for (int samples : new int[] {1, 7, 23}) {
      assertThat(new SmoothGrad(samples, 0, 1).of(smooth, x, 1)).isEqualTo(Saliency.of(smooth, x, 1));
    }
  }

  @Test
  void smoothGradDependsOnItsSeedAlone() {
    Tensor map = new SmoothGrad(12, 0.15f, 1).of(smooth, x, 1);

    assertThat(new SmoothGrad(12, 0.15f, 1).of(smooth, x, 1)).isEqualTo(map);
    assertThat(new SmoothGrad(12, 0.15f, 2).of(smooth, x, 1)).isNotEqualTo(map);
  }

  /** The gradient of z = w · tanh(x) is w (1 − tanh²), and its mean over the noise is not that at the mean. */
  @Test
  void smoothGradIsTheMeanGradientOfNoisyImages() {
    Network network = Sequential.input(2).add(tanh()).add(dense(1)).build(1);
    network.parameters().copyFrom(new float[] {2, 0, 0});
    Tensor image = Tensor.of(0f, 1f);

    float mean = new SmoothGrad(20_000, 0.5f, 3).of(network, image, 0).get(0);

    double expected = 0; // ∫ 2 (1 − tanh² t) φ(t / 0.5) dt, by the midpoint rule
    for (double t = -4.995; t < 5; t += 0.01) {
      double tanh = Math.tanh(t);
      expected += 0.01 * 2 * (1 - tanh * tanh) * Math.exp(-2 * t * t) / (0.5 * Math.sqrt(2 * Math.PI));
    }
    assertThat((double) mean).isBetween(expected - 0.02, expected + 0.02); // four standard errors: 4 · 0.5 / √20,000
  }

  @Test
  void smoothGradRefusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new SmoothGrad(0, 0.1f, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 sample or more and noise of 0 or more, got 0 and 0.1");
    assertThatThrownBy(() -> new SmoothGrad(1, -0.1f, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SmoothGrad(1, Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
