package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.random.CounterRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MatrixProductTest {

  private final Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void multipliesRowsByColumns() {
    Tensor b = Tensor.of(new float[] {1, 0, 2, 1, 0, 3}, 3, 2);
    assertThat(a.matmul(b)).isEqualTo(Tensor.of(new float[] {5, 11, 14, 23}, 2, 2));
  }

  @Test
  void aVectorOnTheLeftIsARowAndOnTheRightAColumn() {
    assertThat(a.matmul(Tensor.of(1, 0, -1))).isEqualTo(Tensor.of(-2, -2));
    assertThat(Tensor.of(1, -1).matmul(a)).isEqualTo(Tensor.of(-3, -3, -3));
    assertThat(Tensor.of(1, 2).matmul(Tensor.of(3, 4))).isEqualTo(Tensor.scalar(11));
  }

  @Test
  void aVectorTimesABatchGivesABatchOfVectors() {
    Tensor batch = Tensors.integers(Shape.of(4, 2, 3), 1);
    Tensor product = Tensor.of(1, -1).matmul(batch);
    assertThat(product.shape()).isEqualTo(Shape.of(4, 3));
    assertThat(product.at(2)).isEqualTo(Tensor.of(1, -1).matmul(batch.at(2)));
  }

  @Test
  void aBatchTimesOneMatrixMultipliesEach() {
    Tensor batch = Tensors.integers(Shape.of(4, 2, 3), 1);
    Tensor b = Tensors.integers(Shape.of(3, 5), 2);
    Tensor product = batch.matmul(b);
    assertThat(product.shape()).isEqualTo(Shape.of(4, 2, 5));
    for (int i = 0; i < 4; i++) {
      assertThat(product.at(i)).isEqualTo(batch.at(i).matmul(b));
    }
  }

  @Test
  void batchesBroadcastAgainstEachOther() {
    Tensor left = Tensors.integers(Shape.of(2, 1, 2, 3), 1);
    Tensor right = Tensors.integers(Shape.of(3, 3, 2), 2);
    Tensor product = left.matmul(right);
    assertThat(product.shape()).isEqualTo(Shape.of(2, 3, 2, 2));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(product.at(i).at(j)).isEqualTo(left.at(i).at(0).matmul(right.at(j)));
      }
    }
  }

  @Test
  void viewsAreReadFromTheirOffset() {
    Tensor rows = Tensor.arange(9).reshape(3, 3).slice(1, 3);
    assertThat(rows.matmul(Tensor.identity(3))).isEqualTo(rows);
    assertThat(Tensor.identity(2).matmul(rows)).isEqualTo(rows);
  }

  @Test
  void anEmptySumIsZero() {
    assertThat(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3))).isEqualTo(Tensor.zeros(2, 3));
    assertThat(Tensor.zeros(0, 2).matmul(Tensor.zeros(2, 3)).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(Tensor.zeros(2, 3).matmul(Tensor.zeros(3, 0)).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void rejectsFactorsThatDoNotFit() {
    assertThatThrownBy(() -> a.matmul(a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected as many columns on the left as rows on the right in a matrix product,"
                + " got shapes (2, 3) and (2, 3)");
    assertThatThrownBy(() -> a.matmul(Tensor.scalar(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one axis each in a matrix product, got shapes (2, 3) and ()");
    assertThatThrownBy(() -> Tensor.zeros(2, 2, 3).matmul(Tensor.zeros(3, 3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2,) and (3,)");
  }

  @Property(tries = 200)
  void theProductEqualsTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll long key) {
    Tensor left = Tensors.integers(Shape.of(m, k), key);
    Tensor right = Tensors.integers(Shape.of(k, n), key + 1);
    float[] expected = new float[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          expected[i * n + j] += left.get(i, l) * right.get(l, j);
        }
      }
    }
    assertThat(left.matmul(right)).isEqualTo(Tensor.of(expected, m, n));
  }

  @Property(tries = 200)
  void theProductIsAssociativeAndTheIdentityItsNeutralElement(@ForAll long key) {
    int m = size(key, 0);
    int k = size(key, 1);
    int n = size(key, 2);
    Tensor x = Tensors.integers(Shape.of(m, k), key);
    Tensor y = Tensors.integers(Shape.of(k, n), key + 1);
    Tensor z = Tensors.integers(Shape.of(n, m), key + 2);
    assertThat(x.matmul(y).matmul(z)).isEqualTo(x.matmul(y.matmul(z)));
    assertThat(x.matmul(Tensor.identity(k))).isEqualTo(x);
    assertThat(Tensor.identity(m).matmul(x)).isEqualTo(x);
  }

  @Property(tries = 200)
  void transposingAProductExchangesItsFactors(@ForAll long key) {
    Tensor x = Tensors.integers(Shape.of(size(key, 0), size(key, 1)), key);
    Tensor y = Tensors.integers(Shape.of(size(key, 1), size(key, 2)), key + 1);
    assertThat(x.matmul(y).transpose()).isEqualTo(y.transpose().matmul(x.transpose()));
  }

  @Property(tries = 200)
  void theProductDistributesOverSums(@ForAll long key) {
    Tensor x = Tensors.integers(Shape.of(size(key, 0), size(key, 1)), key);
    Tensor y = Tensors.integers(Shape.of(size(key, 1), size(key, 2)), key + 1);
    Tensor z = Tensors.integers(y.shape(), key + 2);
    assertThat(x.matmul(y.plus(z))).isEqualTo(x.matmul(y).plus(x.matmul(z)));
  }

  private static int size(long key, int which) {
    return 1 + CounterRandom.below(CounterRandom.key(key, 99), which, 34);
  }
}
