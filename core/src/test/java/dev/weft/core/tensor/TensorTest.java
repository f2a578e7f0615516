package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.random.CounterRandom;
import org.junit.jupiter.api.Test;

class TensorTest {

  private final Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void factoriesFillTheirTensors() {
    assertThat(Tensor.zeros(2, 2).toArray()).containsExactly(0, 0, 0, 0);
    assertThat(Tensor.ones(3).toArray()).containsExactly(1, 1, 1);
    assertThat(Tensor.full(2.5f, 1, 2)).isEqualTo(Tensor.of(new float[] {2.5f, 2.5f}, 1, 2));
    assertThat(Tensor.scalar(7).shape()).isEqualTo(Shape.of());
    assertThat(Tensor.scalar(7).item()).isEqualTo(7);
    assertThat(Tensor.arange(4)).isEqualTo(Tensor.of(0, 1, 2, 3));
    assertThat(Tensor.identity(2)).isEqualTo(Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
  }

  @Test
  void randomTensorsHoldTheDrawsOfTheirKey() {
    Tensor uniform = Tensor.uniform(5, 2, 3);
    Tensor gaussian = Tensor.gaussian(5, 2, 3);
    assertThat(uniform.get(1, 2)).isEqualTo(CounterRandom.uniform(5, 5));
    assertThat(gaussian.get(1, 0)).isEqualTo((float) CounterRandom.gaussian(5, 3));
  }

  @Test
  void ofCopiesItsValues() {
    float[] values = {1, 2};
    Tensor tensor = Tensor.of(values);
    Tensor shaped = Tensor.of(values, 2, 1);
    values[0] = 9;
    assertThat(tensor.get(0)).isEqualTo(1);
    assertThat(shaped.get(0, 0)).isEqualTo(1);
  }

  @Test
  void ofRejectsTheWrongNumberOfValues() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 6 elements for shape (2, 3), got 5");
  }

  @Test
  void wrapSharesItsArray() {
    float[] array = {0, 1, 2, 3, 4};
    Tensor tensor = Tensor.wrap(array, 1, Shape.of(2, 2));
    tensor.set(9, 1, 1);
    array[1] = 8;
    assertThat(array).containsExactly(0, 8, 2, 3, 9);
    assertThat(tensor.get(0, 0)).isEqualTo(8);
    assertThat(tensor.array()).isSameAs(array);
    assertThat(tensor.offset()).isEqualTo(1);
  }

  @Test
  void wrapRejectsAnArrayThatIsTooShort() {
    assertThatThrownBy(() -> Tensor.wrap(new float[5], 2, Shape.of(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected room for 4 elements of shape (2, 2) from offset 2, got an array of 5");
    assertThatThrownBy(() -> Tensor.wrap(new float[5], -1, Shape.of(2))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.wrap(new float[5], Integer.MAX_VALUE, Shape.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLastIndexRunsFastest() {
    assertThat(matrix.get(0, 2)).isEqualTo(3);
    assertThat(matrix.get(1, 0)).isEqualTo(4);
  }

  @Test
  void rejectsAnIndexOutsideTheShape() {
    assertThatThrownBy(() -> matrix.get(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an index into (2, 3), got [0, 3]");
    assertThatThrownBy(() -> matrix.get(-3, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.get(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.set(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itemRejectsATensorOfSeveralElements() {
    assertThat(Tensor.full(3, 1, 1).item()).isEqualTo(3);
    assertThatThrownBy(matrix::item)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a tensor of one element, got shape (2, 3)");
  }

  @Test
  void reshapeSharesMemory() {
    Tensor reshaped = matrix.reshape(3, 2);
    reshaped.set(9, 0, 1);
    assertThat(matrix.get(0, 1)).isEqualTo(9);
  }

  @Test
  void reshapeInfersOneExtent() {
    assertThat(matrix.reshape(-1).shape()).isEqualTo(Shape.of(6));
    assertThat(matrix.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Tensor.zeros(0, 3).reshape(-1, 3).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void reshapeRejectsWhatDoesNotFit() {
    assertThatThrownBy(() -> matrix.reshape(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 4 elements for shape (4,), got 6");
    assertThatThrownBy(() -> matrix.reshape(4, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected extents whose product divides the 6 elements of (2, 3), got [4, -1]");
    assertThatThrownBy(() -> matrix.reshape(-1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most one extent of -1, got [-1, -1]");
    assertThatThrownBy(() -> Tensor.zeros(0).reshape(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.reshape(-2, -3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void copyHasMemoryOfItsOwn() {
    Tensor copy = matrix.slice(1, 2).copy();
    copy.set(9, 0, 0);
    assertThat(matrix.get(1, 0)).isEqualTo(4);
    assertThat(copy.array()).hasSize(3);
  }

  @Test
  void equalityIsByShapeAndValueAndNotByOffset() {
    Tensor row = Tensor.of(new float[] {4, 5, 6}, 1, 3);
    assertThat(matrix.slice(1, 2)).isEqualTo(row).hasSameHashCodeAs(row);
    assertThat(row).isNotEqualTo(row.reshape(3)).isNotEqualTo(matrix.slice(0, 1));
    assertThat(Tensor.of(Float.NaN)).isEqualTo(Tensor.of(Float.NaN));
    assertThat(Tensor.of(0f)).isNotEqualTo(Tensor.of(-0f));
  }

  @Test
  void allCloseMeasuresAgainstTheOther() {
    Tensor expected = Tensor.of(100, -1);
    assertThat(Tensor.of(101, -1).allClose(expected, 0.01, 0)).isTrue();
    assertThat(Tensor.of(101.1f, -1).allClose(expected, 0.01, 0)).isFalse();
    assertThat(Tensor.of(100.5f, -1.5f).allClose(expected, 0, 0.5)).isTrue();
    assertThat(Tensor.of(100.5f, -1.6f).allClose(expected, 0, 0.5)).isFalse();
  }

  @Test
  void allCloseKnowsInfinitiesAndNothingIsCloseToNaN() {
    Tensor infinities = Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    assertThat(infinities.allClose(infinities.copy(), 0, 0)).isTrue();
    assertThat(infinities.allClose(infinities.negate(), 1, 1)).isFalse();
    assertThat(infinities.allClose(Tensor.of(1, 2), 1, Float.MAX_VALUE)).isFalse();
    assertThat(Tensor.of(Float.NaN).allClose(Tensor.of(Float.NaN), 1, 1)).isFalse();
  }

  @Test
  void allCloseDoesNotBroadcast() {
    assertThat(Tensor.ones(2).allClose(Tensor.ones(1), 0, 0)).isFalse();
  }
}
