package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepMathTest {

  @Test
  void powersAreThoseOfTheMathLibrary() {
    for (double base : new double[] {0, 0.5, 0.9, 0.999, 1, 2}) {
      for (long n : new long[] {0, 1, 2, 3, 7, 10, 375, 1000}) {
        double expected = Math.pow(base, (double) n);
        assertThat(StepMath.power(base, n)).as("%s to the %d", base, n).isCloseTo(expected, within(1e-12 * expected));
      }
    }
    assertThat(StepMath.power(0.999, 1L << 40)).isZero();
  }

  @Test
  void theHalfCosineRunsFromOneToZero() {
    assertThat(StepMath.halfCosine(0)).isEqualTo(1);
    assertThat(StepMath.halfCosine(1)).isZero();
    for (double p = 0; p <= 1; p += 0.01) {
      assertThat(StepMath.halfCosine(p)).isCloseTo((1 + Math.cos(Math.PI * p)) / 2, within(1e-15));
    }
  }
}
