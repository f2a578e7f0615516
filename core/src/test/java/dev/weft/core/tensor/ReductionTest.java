package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReductionTest {

  private static final float NAN = Float.NaN;

  private final Tensor matrix = Tensor.of(new float[] {1, 5, 3, 4, 2, 9}, 2, 3);

  @Test
  void reducesAllElementsToANumber() {
    assertThat(matrix.sum()).isEqualTo(24);
    assertThat(matrix.mean()).isEqualTo(4);
    assertThat(matrix.max()).isEqualTo(9);
    assertThat(matrix.min()).isEqualTo(1);
    assertThat(matrix.variance()).isCloseTo(40 / 6f, within(1e-6f));
  }

  @Test
  void reducesAlongAnAxisThatDisappears() {
    assertThat(matrix.sum(0)).isEqualTo(Tensor.of(5, 7, 12));
    assertThat(matrix.mean(1)).isEqualTo(Tensor.of(3, 5));
    assertThat(matrix.max(-1)).isEqualTo(Tensor.of(5, 9));
    assertThat(matrix.min(0)).isEqualTo(Tensor.of(1, 2, 3));
    assertThat(matrix.variance(0)).isEqualTo(Tensor.of(2.25f, 2.25f, 9));
    assertThat(matrix.sum(0, 1)).isEqualTo(Tensor.scalar(24));
  }

  @Test
  void keptAxesHaveExtentOneAndBroadcastBack() {
    Tensor means = matrix.along(1).keepDims().mean();
    assertThat(means).isEqualTo(Tensor.of(new float[] {3, 5}, 2, 1));
    assertThat(matrix.minus(means).sum(1)).isEqualTo(Tensor.of(0, 0));
  }

  @Test
  void reducingAViewSeesOnlyTheView() {
    assertThat(matrix.slice(1, 2).sum()).isEqualTo(15);
    assertThat(matrix.slice(1, 2).argmax()).isEqualTo(2);
  }

  @Test
  void reducingAScalarOrNoAxisChangesNothing() {
    assertThat(Tensor.scalar(3).sum()).isEqualTo(3);
    assertThat(Tensor.scalar(3).argmax()).isZero();
    assertThat(matrix.along().sum()).isEqualTo(matrix);
  }

  @Test
  void sumsDoNotLoseSmallTermsBesideALargeOne() {
    Tensor values = Tensor.full(1, 1001);
    values.set(1 << 24, 0);
    assertThat(values.sum()).isEqualTo((1 << 24) + 1000);
  }

  @Test
  void theVarianceOfLargeNumbersIsExact() {
    assertThat(Tensor.of(1_000_001, 1_000_003).variance()).isEqualTo(1);
  }

  @Test
  void aNaNMakesMaximumAndMinimumNaNWhereverItStands() {
    for (int place = 0; place < 3; place++) {
      Tensor values = Tensor.of(1, 2, 3);
      values.set(NAN, place);
      assertThat(values.max()).isNaN();
      assertThat(values.min()).isNaN();
    }
  }

  @Test
  void aNaNStaysInItsColumn() {
    Tensor values = Tensor.of(new float[] {NAN, 2, 3, 4}, 2, 2);
    assertThat(values.max(0)).isEqualTo(Tensor.of(NAN, 4));
  }

  @Test
  void zeroIsGreaterThanMinusZeroForMaximumAndMinimum() {
    assertThat(Tensor.of(Tensor.of(-0f, 0).max())).isEqualTo(Tensor.of(0f));
    assertThat(Tensor.of(Tensor.of(0, -0f).min())).isEqualTo(Tensor.of(-0f));
  }

  @Test
  void ofEqualElementsArgmaxTakesTheFirst() {
    assertThat(Tensor.of(1, 7, 3, 7).argmax()).isEqualTo(1);
    assertThat(Tensor.of(-0f, 0).argmax()).isZero();
    assertThat(Tensor.of(new float[] {2, 2, 1, 3, 3, 3}, 2, 3).argmax(1)).containsExactly(0, 0);
    float infinity = Float.NEGATIVE_INFINITY;
    assertThat(Tensor.of(infinity, infinity).argmax()).isZero();
  }

  @Test
  void argmaxTakesTheFirstNaN() {
    assertThat(Tensor.of(1, NAN, Float.POSITIVE_INFINITY, NAN).argmax()).isEqualTo(1);
    assertThat(Tensor.of(NAN, 5).argmax()).isZero();
  }

  @Test
  void argmaxAlongAnAxisRunsOverTheOthersInOrder() {
    Tensor tensor = Tensor.of(new float[] {1, 9, 5, 2, 3, 8, 7, 4}, 2, 2, 2);
    assertThat(tensor.argmax(0)).containsExactly(1, 0, 1, 1);
    assertThat(tensor.argmax(1)).containsExactly(1, 0, 1, 0);
    assertThat(tensor.argmax(-1)).containsExactly(1, 0, 1, 0);
  }

  @Test
  void nothingSumsToZeroAndHasNoMean() {
    Tensor empty = Tensor.zeros(0, 2);
    assertThat(empty.sum(0)).isEqualTo(Tensor.of(0, 0));
    assertThat(empty.mean(0)).isEqualTo(Tensor.of(NAN, NAN));
    assertThat(empty.sum(1).shape()).isEqualTo(Shape.of(0));
    assertThat(empty.max(1).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void rejectsTheLargestOfNothing() {
    assertThatThrownBy(() -> Tensor.zeros(0, 2).max(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least one element for max, got shape (0, 2)");
    assertThatThrownBy(() -> Tensor.zeros(0).min()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.zeros(0).argmax()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensor.zeros(2, 0).argmax(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsAnAxisTwiceOrOneThatIsNotThere() {
    assertThatThrownBy(() -> matrix.sum(0, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected each axis once, got [0, -2]");
    assertThatThrownBy(() -> matrix.sum(2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matrix.argmax(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void sumsAlongAnyAxesEqualAddingElementByElement(@ForAll("shapes") Shape shape, @ForAll long key, @ForAll int mask) {
    Tensor tensor = Tensors.integers(shape, key);
    int[] axes = axes(shape, mask);
    Tensor expected = Tensor.zeros(keptShape(shape, mask));
    for (int i = 0; i < tensor.size(); i++) {
      int[] index = Tensors.index(shape, i);
      float element = tensor.get(index);
      for (int axis : axes) {
        index[axis] = 0;
      }
      expected.set(expected.get(index) + element, index);
    }
    assertThat(tensor.along(axes).keepDims().sum()).isEqualTo(expected);
    assertThat(tensor.along(axes).sum().toArray()).isEqualTo(expected.toArray());
  }

  @Property
  void theLargestIsNeverBelowAnElementAndIsOneOfThem(
      @ForAll("nonEmptyShapes") Shape shape, @ForAll long key, @ForAll int mask) {
    Tensor tensor = Tensors.integers(shape, key);
    Tensor largest = tensor.along(axes(shape, mask)).keepDims().max();
    Tensor gaps = largest.minus(tensor);
    assertThat(gaps.min()).isZero();
    assertThat(gaps.along(axes(shape, mask)).min().max()).isZero();
    assertThat(tensor.negate().along(axes(shape, mask)).keepDims().min()).isEqualTo(largest.negate());
  }

  @Property
  void argmaxPointsAtTheFirstLargest(@ForAll("nonEmptyShapes") Shape inner, @ForAll long key, @ForAll int place) {
    Shape shape = inner.prepend(3);
    int axis = Math.floorMod(place, shape.rank());
    Tensor tensor = Tensors.integers(shape, key);
    Tensor largest = tensor.max(axis);
    int[] places = tensor.argmax(axis);
    assertThat(places).hasSize(largest.size());
    for (int i = 0; i < places.length; i++) {
      int[] others = Tensors.index(largest.shape(), i);
      float best = largest.get(others);
      assertThat(tensor.get(inserted(others, axis, places[i]))).isEqualTo(best);
      for (int earlier = 0; earlier < places[i]; earlier++) {
        assertThat(tensor.get(inserted(others, axis, earlier))).isLessThan(best);
      }
    }
  }

  private static int[] inserted(int[] others, int axis, int value) {
    int[] index = new int[others.length + 1];
    for (int i = 0; i < index.length; i++) {
      index[i] = i == axis ? value : others[i < axis ? i : i - 1];
    }
    return index;
  }

  private static int[] axes(Shape shape, int mask) {
    return IntStream.range(0, shape.rank()).filter(axis -> (mask >> axis & 1) == 1).toArray();
  }

  private static Shape keptShape(Shape shape, int mask) {
    int[] dims = shape.dims();
    for (int axis : axes(shape, mask)) {
      dims[axis] = 1;
    }
    return Shape.of(dims);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Tensors.shapes(4, 0, 4);
  }

  @Provide
  Arbitrary<Shape> nonEmptyShapes() {
    return Tensors.shapes(3, 1, 4);
  }
}
