package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void printsAsAPythonTuple() {
    assertThat(Shape.of(28, 28, 1)).hasToString("(28, 28, 1)");
    assertThat(Shape.of(5)).hasToString("(5,)");
    assertThat(Shape.of()).hasToString("()");
  }

  @Test
  void aScalarHasOneElement() {
    assertThat(Shape.of().size()).isEqualTo(1);
    assertThat(Shape.of().rank()).isZero();
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    Shape shape = Shape.of(2, 3, 5);
    assertThat(shape.dim(-1)).isEqualTo(5);
    assertThat(shape.dim(-3)).isEqualTo(2);
    assertThat(shape.axis(-2)).isEqualTo(1);
  }

  @Test
  void rejectsAnAxisThatIsNotThere() {
    assertThatThrownBy(() -> Shape.of(2, 3).dim(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an axis from -2 to 1 of (2, 3), got 2");
    assertThatThrownBy(() -> Shape.of(2, 3).dim(-3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsANegativeExtent() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected extents of 0 or more, got [2, -1]");
  }

  @Test
  void rejectsMoreElementsThanAnArrayHolds() {
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 2147483647 elements, got shape [65536, 32768]");
  }

  @Test
  void doesNotShareItsExtents() {
    int[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.dims()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void rejectsDroppingAnAxisOfAScalar() {
    assertThatThrownBy(() -> Shape.of().dropFirst()).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void theSizeIsTheProductOfTheExtents(@ForAll("shapes") Shape shape) {
    int product = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      product *= shape.dim(axis);
    }
    assertThat(shape.size()).isEqualTo(product);
  }

  @Property
  void dropFirstUndoesPrepend(@ForAll("shapes") Shape shape, @ForAll @IntRange(max = 9) int extent) {
    Shape batch = shape.prepend(extent);
    assertThat(batch.rank()).isEqualTo(shape.rank() + 1);
    assertThat(batch.dim(0)).isEqualTo(extent);
    assertThat(batch.dropFirst()).isEqualTo(shape);
  }

  @Property
  void equalExtentsMakeEqualShapes(@ForAll("shapes") Shape shape) {
    Shape twin = Shape.of(shape.dims());
    assertThat(twin).isEqualTo(shape).hasSameHashCodeAs(shape);
    assertThat(shape.prepend(1)).isNotEqualTo(shape);
  }

  @Provide
  Arbitrary<Shape> shapes() {
    return Tensors.shapes(5, 0, 6);
  }
}
