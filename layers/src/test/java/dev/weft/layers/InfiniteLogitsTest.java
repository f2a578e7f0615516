package dev.weft.layers;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.fixtures.Fixture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits of −∞, +∞, NaN and near the largest float: loss, gradient and probabilities are PyTorch's. */
class InfiniteLogitsTest {

  private static final int CLASSES = 3;

  private static List<Fixture> fixtures() {
    return Fixture.all("infinite_logits_");
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void lossGradientAndProbabilitiesArePyTorchs(Fixture fixture) {
    SoftmaxCrossEntropy loss = softmaxCrossEntropy().withLabelSmoothing((float) fixture.number("smoothing"));
    float[] z = fixture.floats("z");
    float[] target = fixture.floats("target");
    for (int n = 0; n < target.length; n++) {
      float[] t = new float[CLASSES];
      t[(int) target[n]] = 1;
      float[] dz = new float[CLASSES];
      float[] p = Arrays.copyOfRange(z, n * CLASSES, (n + 1) * CLASSES);
      String of = Arrays.toString(p) + " with target " + target[n];
      requireSame(of, loss.loss(z, n * CLASSES, t, 0, CLASSES), fixture.floats("loss")[n]);
      loss.gradient(dz, 0, z, n * CLASSES, t, 0, CLASSES, 1);
      loss.activate(p, 0, CLASSES);
      for (int j = 0; j < CLASSES; j++) {
        requireSame("gradient of " + of, dz[j], fixture.floats("dz")[n * CLASSES + j]);
        requireSame("softmax of " + of, p[j], fixture.floats("p")[n * CLASSES + j]);
      }
    }
  }

  private static void requireSame(String what, float actual, float expected) {
    if (Float.isFinite(expected)) {
      assertThat(actual).as(what).isCloseTo(expected, within(1e-6f * Math.max(1, Math.abs(expected))));
    } else {
      assertThat(actual).as(what).isEqualTo(Float.valueOf(expected));
    }
  }
}
