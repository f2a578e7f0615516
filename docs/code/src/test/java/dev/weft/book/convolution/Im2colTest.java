package dev.weft.book.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Im2colTest {

  private static final Im2col IM2COL = new Im2col(5, 4, 2, 3);

  @Test
  void aRowIsAWindowReadLineByLine() {
    float[] image = numbers(5 * 4 * 2);
    float[] columns = IM2COL.columns(image);
    assertThat(columns).hasSize(IM2COL.windows() * IM2COL.elements()).startsWith(0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12,
        13);
  }

  /** The inner products ⟨columns(x), c⟩ and ⟨x, image(c)⟩ are equal: backward is the transpose of forward. */
  @Test
  void col2imIsTheTransposeOfIm2col() {
    float[] x = numbers(5 * 4 * 2);
    float[] c = numbers(IM2COL.windows() * IM2COL.elements());
    assertThat(product(IM2COL.columns(x), c)).isEqualTo(product(x, IM2COL.image(c)));
  }

  @Test
  void everyPixelComesBackAsOftenAsWindowsCoverIt() {
    float[] ones = new float[IM2COL.windows() * IM2COL.elements()];
    Arrays.fill(ones, 1);
    float[] counts = IM2COL.image(ones);
    assertThat(counts[0]).isEqualTo(1);
    assertThat(counts[(2 * 4 + 1) * 2]).isEqualTo(6);
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
