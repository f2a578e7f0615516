package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientClippingTest {

  private static final List<String> PYTORCH = Fixture.lines(GradientClippingTest.class, "optimizers.txt");

  private static float[] gradients() {
    return Fixture.numbers(PYTORCH, "gradient").getFirst();
  }

  @Test
  void clippingByNormEqualsPyTorchs() {
    float[] expected = Fixture.numbers(PYTORCH, "clipped-norm").getFirst();
    float[] gradients = gradients();
    float scale = GradientClipping.byGlobalNorm(2.5f).apply(gradients, 0, gradients.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(gradients[i] * scale).isCloseTo(expected[i], within(1e-6f * Math.abs(expected[i])));
    }
  }

  @Test
  void clippingByValueEqualsPyTorchs() {
    float[] gradients = gradients();
    assertThat(GradientClipping.byValue(0.25f).apply(gradients, 0, gradients.length)).isEqualTo(1f);
    assertThat(gradients).isEqualTo(Fixture.numbers(PYTORCH, "clipped-value").getFirst());
  }

  @Test
  void aNormWithinTheLimitIsLeftAlone() {
    assertThat(GradientClipping.byGlobalNorm(5.1f).apply(new float[] {3, 4}, 0, 2)).isEqualTo(1f);
  }

  @Test
  void noClippingLeavesEverything() {
    float[] gradients = {1e30f, -5};
    assertThat(GradientClipping.none().apply(gradients, 0, 2)).isEqualTo(1f);
    assertThat(gradients).containsExactly(1e30f, -5f);
  }

  @Test
  void onlyTheRangeCounts() {
    float[] gradients = {100, 3, 4, 100};
    assertThat(GradientClipping.byGlobalNorm(5.1f).apply(gradients, 1, 3)).isEqualTo(1f);
    GradientClipping.byValue(1f).apply(gradients, 1, 3);
    assertThat(gradients).containsExactly(100f, 1f, 1f, 100f);
  }

  @Test
  void theNormOfEveryLengthIsComplete() {
    for (int n = 0; n < 20; n++) {
      float[] ones = new float[n];
      Arrays.fill(ones, 2f);
      assertThat(GradientClipping.squaredNorm(ones, 0, n)).isEqualTo(4.0 * n);
    }
  }

  @Test
  void aGradientThatIsNotANumberStaysVisible() {
    assertThat(GradientClipping.byGlobalNorm(1f).apply(new float[] {1, Float.NaN}, 0, 2)).isNaN();
    float[] gradients = {Float.NaN};
    GradientClipping.byValue(1f).apply(gradients, 0, 1);
    assertThat(gradients[0]).isNaN();
  }

  @Test
  void rejectsALimitThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> GradientClipping.byGlobalNorm(0))
        .withMessageContaining("0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> GradientClipping.byValue(Float.NaN));
  }
}
