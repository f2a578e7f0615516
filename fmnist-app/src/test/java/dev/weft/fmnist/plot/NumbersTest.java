package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void valuesHaveFourDigits() {
    assertThat(Numbers.value(0.92581)).isEqualTo("0.9258");
    assertThat(Numbers.value(0.9258f)).isEqualTo("0.9258");
    assertThat(Numbers.value(12.3456)).isEqualTo("12.35");
    assertThat(Numbers.value(-0.5)).isEqualTo("-0.5");
  }

  @Test
  void wholeNumbersHaveAllTheirDigits() {
    assertThat(Numbers.value(60000)).isEqualTo("60,000");
    assertThat(Numbers.value(0)).isEqualTo("0");
    assertThat(Numbers.value(9_999_999)).isEqualTo("9,999,999");
  }

  @Test
  void hugeAndTinyNumbersHaveAnExponent() {
    assertThat(Numbers.value(1e-6)).isEqualTo("1e-6");
    assertThat(Numbers.value(-2.5e-5)).isEqualTo("-2.5e-5");
    assertThat(Numbers.value(1.25e12)).isEqualTo("1.25e12");
  }

  @Test
  void whatIsNoNumberIsNamed() {
    assertThat(Numbers.value(Double.NaN)).isEqualTo("not a number");
    assertThat(Numbers.value(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void coordinatesAreShortAndFinite() {
    assertThat(Numbers.coordinate(100)).isEqualTo("100");
    assertThat(Numbers.coordinate(1 / 3.0)).isEqualTo("0.33");
    assertThat(Numbers.coordinate(-0.001)).isEqualTo("0");
    assertThatIllegalArgumentException().isThrownBy(() -> Numbers.coordinate(Double.NaN))
        .withMessage("expected a finite coordinate, got NaN");
  }
}
