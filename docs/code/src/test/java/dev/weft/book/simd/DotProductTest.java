package dev.weft.book.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to compute a dot product agree as far as chapter 12 says. */
class DotProductTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 15, 16, 17, 63, 1024, 1031})
  void vectorsGiveThePlainResultOnWholeNumbers(int length) {
    float[] a = DotProducts.wholeNumbers(length, 0);
    float[] b = DotProducts.wholeNumbers(length, 1);
    float plain = DotProduct.plain(a, b);
    assertThat(DotProduct.fused(a, b)).isEqualTo(plain);
    assertThat(DotProduct.lanes(a, b)).isEqualTo(plain);
    assertThat(DotProduct.fourVectors(a, b)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16, 1000})
  void fourLanesGiveTheBitsOfFourSums(int length) {
    float[] a = DotProducts.fractions(length, 2);
    float[] b = DotProducts.fractions(length, 3);
    assertThat(Float.floatToIntBits(DotProduct.lanes(a, b))).isEqualTo(Float.floatToIntBits(DotProduct.fourSums(a, b)));
  }

  @Test
  void fractionsAgreeWithinTheirRounding() {
    float[] a = DotProducts.fractions(1031, 2);
    float[] b = DotProducts.fractions(1031, 3);
    assertThat(DotProduct.fourVectors(a, b)).isCloseTo(DotProduct.plain(a, b), within(1031 * 0x1p-24f * 10));
  }
}
