package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.random.CounterRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RearrangeTest {

  private final Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void aSliceOfTheFirstAxisSharesMemory() {
    Tensor row = matrix.slice(1, 2);
    row.set(9, 0, 2);
    assertThat(matrix.get(1, 2)).isEqualTo(9);
    assertThat(row.shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void aSliceOfASliceStartsWhereTheFirstDid() {
    Tensor tensor = Tensor.arange(10).slice(2, 9).slice(3, 5);
    assertThat(tensor.toArray()).containsExactly(5, 6);
  }

  @Test
  void aSliceOfAnyAxisIsCopied() {
    Tensor columns = matrix.slice(-1, 1, 3);
    columns.set(9, 0, 0);
    assertThat(columns).isEqualTo(Tensor.of(new float[] {9, 3, 5, 6}, 2, 2));
    assertThat(matrix.get(0, 1)).isEqualTo(2);
  }

  @Test
  void viewsAreCopiedFromTheirOffset() {
    Tensor view = Tensor.arange(10).slice(4, 10).reshape(2, 3);
    assertThat(view.slice(1, 1, 3).toArray()).containsExactly(5, 6, 8, 9);
    assertThat(Tensor.concat(1, view, view).at(1)).isEqualTo(Tensor.of(7, 8, 9, 7, 8, 9));
  }

  @Test
  void aSliceMayBeEmpty() {
    assertThat(matrix.slice(1, 1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(matrix.slice(2, 2).size()).isZero();
    assertThat(matrix.slice(1, 3, 3).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void rejectsASliceBeyondTheAxis() {
    assertThatThrownBy(() -> matrix.slice(1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a range within [0, 2) along axis 0 of (2, 3), got [1, 3)");
    assertThatThrownBy(() -> matrix.slice(1, -4, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a range within [0, 3) along axis 1 of (2, 3), got [-4, 2)");
    assertThatThrownBy(() -> matrix.slice(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.slice(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.scalar(1).slice(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void atDropsTheFirstAxisAndSharesMemory() {
    Tensor row = matrix.at(1);
    row.set(9, 0);
    assertThat(row.shape()).isEqualTo(Shape.of(3));
    assertThat(matrix.get(1, 0)).isEqualTo(9);
    assertThatThrownBy(() -> matrix.at(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void transposeWithoutAxesReversesThem() {
    assertThat(matrix.transpose()).isEqualTo(Tensor.of(new float[] {1, 4, 2, 5, 3, 6}, 3, 2));
    assertThat(Tensor.scalar(3).transpose()).isEqualTo(Tensor.scalar(3));
  }

  @Test
  void transposeWorksOnAView() {
    Tensor inner = Tensor.arange(8).slice(2, 8).reshape(2, 3);
    assertThat(inner.transpose().toArray()).containsExactly(2, 5, 3, 6, 4, 7);
  }

  @Test
  void transposeRejectsAxesThatAreNotAPermutation() {
    assertThatThrownBy(() -> matrix.transpose(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected each of the 2 axes of (2, 3) once, got [0, 0]");
    assertThatThrownBy(() -> matrix.transpose(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.transpose(0, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void transposeMovesEveryElementToItsPermutedIndex(@ForAll("shapes") Shape shape, @ForAll long key) {
    Tensor tensor = Tensor.arange(shape.size()).reshape(shape);
    int[] order = CounterRandom.permutation(shape.rank(), key);
    Tensor transposed = shape.rank() == 0 ? tensor : tensor.transpose(order);
    for (int i = 0; i < transposed.size(); i++) {
      int[] index = Tensors.index(transposed.shape(), i);
      int[] source = new int[index.length];
      for (int axis = 0; axis < index.length; axis++) {
        source[order[axis]] = index[axis];
      }
      assertThat(transposed.get(index)).isEqualTo(tensor.get(source));
    }
  }

  @Property
  void concatenatingTheSlicesOfATensorGivesItBack(
      @ForAll("shapes") Shape inner, @ForAll @IntRange(max = 5) int cut, @ForAll @IntRange(max = 3) int place) {
    Shape shape = inner.prepend(5);
    int axis = place % shape.rank();
    int middle = Math.min(cut, shape.dim(axis));
    Tensor tensor = Tensor.arange(shape.size()).reshape(shape);
    Tensor head = tensor.slice(axis, 0, middle);
    Tensor tail = tensor.slice(axis, middle, shape.dim(axis));
    assertThat(Tensor.concat(axis, head, tail)).isEqualTo(tensor);
    assertThat(Tensor.concat(axis - shape.rank(), head, tail)).isEqualTo(tensor);
  }

  @Test
  void concatRejectsShapesThatDoNotFit() {
    assertThatThrownBy(() -> Tensor.concat(0, matrix, Tensor.zeros(2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected shapes that differ only along axis 0, got (2, 3) and (2, 2)");
    assertThatThrownBy(() -> Tensor.concat(0, matrix, Tensor.zeros(3))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.concat(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one tensor, got none");
  }

  @Test
  void stackMakesANewAxisAnywhere() {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.of(3, 4);
    assertThat(Tensor.stack(0, a, b)).isEqualTo(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    assertThat(Tensor.stack(1, a, b)).isEqualTo(Tensor.of(new float[] {1, 3, 2, 4}, 2, 2));
    assertThat(Tensor.stack(-1, a, b)).isEqualTo(Tensor.stack(1, a, b));
    assertThat(Tensor.stack(0, Tensor.scalar(1), Tensor.scalar(2))).isEqualTo(Tensor.of(1, 2));
  }

  @Test
  void stackRejectsTensorsOfDifferentShapes() {
    assertThatThrownBy(() -> Tensor.stack(0, Tensor.zeros(2), Tensor.zeros(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected tensors of one shape, got (2,) and (3,)");
    assertThatThrownBy(() -> Tensor.stack(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void expandDimsAndSqueezeUndoEachOther() {
    for (int axis = -3; axis <= 2; axis++) {
      Tensor expanded = matrix.expandDims(axis);
      assertThat(expanded.shape().dim(axis)).isEqualTo(1);
      assertThat(expanded.squeeze(axis)).isEqualTo(matrix);
    }
    assertThatThrownBy(() -> matrix.expandDims(3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.squeeze(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected extent 1 along axis 1, got shape (2, 3)");
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Tensors.shapes(4, 0, 4);
  }
}
