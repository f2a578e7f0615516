package dev.weft.core.tensor;

import dev.weft.core.random.CounterRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random shapes and tensors for properties. */
final class Tensors {

  private Tensors() {}

  static Arbitrary<Shape> shapes(int maxRank, int minExtent, int maxExtent) {
    return Arbitraries.integers()
        .between(minExtent, maxExtent)
        .array(int[].class)
        .ofMaxSize(maxRank)
        .map(Shape::of);
  }

  /** Small integers, of which sums and products are exact; the same for the same shape and key. */
  static Tensor integers(Shape shape, long key) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.array()[i] = CounterRandom.below(key, i, 17) - 8;
    }
    return tensor;
  }

  /** The index of element number {@code position} in row-major order. */
  static int[] index(Shape shape, int position) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.dim(axis);
      rest /= shape.dim(axis);
    }
    return index;
  }
}
