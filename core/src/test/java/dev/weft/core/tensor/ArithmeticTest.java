package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

  private final Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  @Test
  void operatorsWorkOnNumbers() {
    Tensor x = Tensor.of(1, -2, 4);
    assertThat(x.plus(1)).isEqualTo(Tensor.of(2, -1, 5));
    assertThat(x.minus(1)).isEqualTo(Tensor.of(0, -3, 3));
    assertThat(x.times(2)).isEqualTo(Tensor.of(2, -4, 8));
    assertThat(x.dividedBy(2)).isEqualTo(Tensor.of(0.5f, -1, 2));
  }

  @Test
  void operatorsWorkOnTensors() {
    Tensor x = Tensor.of(1, -2, 4);
    Tensor y = Tensor.of(2, 4, 8);
    assertThat(x.plus(y)).isEqualTo(Tensor.of(3, 2, 12));
    assertThat(x.minus(y)).isEqualTo(Tensor.of(-1, -6, -4));
    assertThat(x.times(y)).isEqualTo(Tensor.of(2, -8, 32));
    assertThat(x.dividedBy(y)).isEqualTo(Tensor.of(0.5f, -0.5f, 0.5f));
  }

  @Test
  void operandsStayAsTheyWere() {
    Tensor x = Tensor.of(1, 2);
    x.plus(1);
    x.plus(x);
    x.negate();
    assertThat(x).isEqualTo(Tensor.of(1, 2));
  }

  @Test
  void functionsApplyToEveryElement() {
    assertThat(Tensor.of(1, -2, 0).negate()).isEqualTo(Tensor.of(-1, 2, -0f));
    assertThat(Tensor.of(1, -2, -0f).abs()).isEqualTo(Tensor.of(1, 2, 0));
    assertThat(Tensor.of(0, 1).exp()).isEqualTo(Tensor.of(1, (float) Math.E));
    assertThat(Tensor.of(1, 0, -1).log()).isEqualTo(Tensor.of(0, Float.NEGATIVE_INFINITY, Float.NaN));
    assertThat(Tensor.of(9, 2, -1).sqrt()).isEqualTo(Tensor.of(3, (float) Math.sqrt(2), Float.NaN));
    assertThat(matrix.map(a -> a * a).toArray()).containsExactly(1, 4, 9, 16, 25, 36);
  }

  @Test
  void functionsOfAViewSeeOnlyTheView() {
    assertThat(matrix.slice(1, 2).negate()).isEqualTo(Tensor.of(new float[] {-4, -5, -6}, 1, 3));
    assertThat(matrix.at(1).plus(matrix.at(0))).isEqualTo(Tensor.of(5, 7, 9));
  }

  @Test
  void divisionByZeroGivesInfinitiesAndNaN() {
    assertThat(Tensor.of(1, -1, 0).dividedBy(0))
        .isEqualTo(Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN));
  }

  @Test
  void arithmeticKeepsNaN() {
    Tensor nan = Tensor.of(Float.NaN);
    assertThat(nan.plus(1)).isEqualTo(nan);
    assertThat(nan.times(Tensor.of(0))).isEqualTo(nan);
    assertThat(nan.abs()).isEqualTo(nan);
  }

  @Test
  void aRowAndAColumnBroadcastToAMatrix() {
    Tensor row = Tensor.of(10, 20, 30);
    Tensor column = Tensor.of(new float[] {1, 2}, 2, 1);
    assertThat(row.plus(column)).isEqualTo(Tensor.of(new float[] {11, 21, 31, 12, 22, 32}, 2, 3));
    assertThat(matrix.minus(row)).isEqualTo(Tensor.of(new float[] {-9, -18, -27, -6, -15, -24}, 2, 3));
  }

  @Test
  void rejectsShapesThatDoNotBroadcast() {
    assertThatThrownBy(() -> matrix.plus(Tensor.zeros(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected shapes whose axes, counted from the last, agree or are 1, got (2, 3) and (2,)");
    assertThatThrownBy(() -> Tensor.zeros(0).plus(Tensor.zeros(2))).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void broadcastingEqualsLookingUpEveryIndex(@ForAll("pairs") Shape[] pair, @ForAll long key) {
    Tensor a = Tensors.integers(pair[0], key);
    Tensor b = Tensors.integers(pair[1], key + 1);
    Tensor difference = a.minus(b);
    assertThat(difference.rank()).isEqualTo(Math.max(a.rank(), b.rank()));
    for (int i = 0; i < difference.size(); i++) {
      int[] index = Tensors.index(difference.shape(), i);
      assertThat(difference.get(index)).isEqualTo(broadcastGet(a, index) - broadcastGet(b, index));
    }
  }

  @Property
  void everyExtentOfABroadcastComesFromAnOperand(@ForAll("pairs") Shape[] pair) {
    Shape result = Tensor.zeros(pair[0]).plus(Tensor.zeros(pair[1])).shape();
    for (int back = 1; back <= result.rank(); back++) {
      int m = back <= pair[0].rank() ? pair[0].dim(-back) : 1;
      int n = back <= pair[1].rank() ? pair[1].dim(-back) : 1;
      assertThat(result.dim(-back)).isEqualTo(m == 0 || n == 0 ? 0 : Math.max(m, n));
    }
  }

  @Property
  void additionCommutesAndItsShapeToo(@ForAll("pairs") Shape[] pair, @ForAll long key) {
    Tensor a = Tensors.integers(pair[0], key);
    Tensor b = Tensors.integers(pair[1], key + 1);
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
  }

  @Property
  void addingAScalarTensorIsAddingItsNumber(@ForAll("shapes") Shape shape, @ForAll long key) {
    Tensor tensor = Tensors.integers(shape, key);
    assertThat(tensor.plus(Tensor.scalar(3))).isEqualTo(tensor.plus(3));
  }

  @Property
  void unrelatedShapesEitherBroadcastBothWaysOrNeither(@ForAll("shapes") Shape a, @ForAll("shapes") Shape b) {
    Assume.that(!a.equals(b));
    boolean forth = broadcasts(a, b);
    assertThat(broadcasts(b, a)).isEqualTo(forth);
  }

  private static boolean broadcasts(Shape a, Shape b) {
    try {
      Tensor.zeros(a).plus(Tensor.zeros(b));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The element of a repeated tensor, by the definition: drop leading axes, and take index 0 where the extent is 1. */
  private static float broadcastGet(Tensor tensor, int[] index) {
    int[] own = new int[tensor.rank()];
    for (int axis = 0; axis < own.length; axis++) {
      own[axis] = tensor.dim(axis) == 1 ? 0 : index[index.length - own.length + axis];
    }
    return tensor.get(own);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Tensors.shapes(3, 0, 3);
  }

  /** Two shapes made from one by leaving out leading axes and setting extents to 1. */
  @Provide
  Arbitrary<Shape[]> pairs() {
    return Tensors.shapes(4, 0, 4)
        .flatMap(full -> part(full).flatMap(a -> part(full).map(b -> new Shape[] {a, b})));
  }

  private static Arbitrary<Shape> part(Shape full) {
    return Arbitraries.integers()
        .between(0, full.rank())
        .flatMap(
            dropped -> Arbitraries.of(true, false)
                .array(Boolean[].class)
                .ofSize(full.rank() - dropped)
                .map(
                    ones -> {
                      int[] dims = new int[ones.length];
                      for (int i = 0; i < dims.length; i++) {
                        dims[i] = ones[i] ? 1 : full.dim(dropped + i);
                      }
                      return Shape.of(dims);
                    }));
  }
}
