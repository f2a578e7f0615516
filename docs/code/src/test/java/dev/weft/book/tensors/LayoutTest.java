package dev.weft.book.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void positionsAreThoseOfTheLibrarysTensor() {
    Tensor x = Tensor.arange(48).reshape(2, 3, 4, 2);
    int[] strides = Layout.strides(2, 3, 4, 2);
    for (int n = 0; n < 2; n++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          for (int c = 0; c < 2; c++) {
            assertThat(x.get(n, i, j, c)).isEqualTo(Layout.position(strides, n, i, j, c));
          }
        }
      }
    }
  }
}
