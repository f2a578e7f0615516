package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;

/**
 * One tensor for each of some examples: a feature, an image, a target. {@link Examples} are made of columns.
 *
 * {@snippet :
 * Column ramps = Column.of(40, Shape.of(8), (i, to, at) -> { // from wherever the numbers are
 *   for (int j = 0; j < 8; j++) {
 *     to[at + j] = i * j;
 *   }
 * });
 * Examples.of(ramps, Column.of(y)).size(); // = 40
 * }
 *
 * <p>A column does not change, and is read by many threads at once, in any order; what it gives is loaded again in every epoch.
 */
public interface Column {

  /** The number of examples. */
  int size();

  /** The shape of one example. */
  Shape shape();

  /**
   * Writes the values of example {@code i}.
   *
   * @param to receives {@code shape().size()} floats
   * @param at where the first of them goes
   */
  void load(int i, float[] to, int at);

  /**
   * Whether all values are known to be finite, or too many to look at all of them before training. If not, {@code Trainer.fit} looks
   * at each once, and tells which is not.
   */
  default boolean trusted() {
    return false;
  }

  /** What example {@code i} is called in messages, such as the row of a file. */
  default String describe(int i) {
    return "example " + i;
  }

  /** Writes the values of one example. */
  @FunctionalInterface
  interface Loader {

    /**
     * Writes the values of example {@code i} into {@code to}, from {@code at}. Called by many threads at once; in a run that shall
     * not allocate, it should not either.
     */
    void load(int i, float[] to, int at);
  }

  /**
   * The column that this loader reads.
   *
   * @param size the number of examples
   * @param shape of one example
   * @throws IllegalArgumentException if the size is negative
   */
  static Column of(int size, Shape shape, Loader loader) {
    return new LoadedColumn(size, shape, loader);
  }

  /**
   * The rows of a tensor (N, …), which is kept, not copied. Those of a tensor (N) are single numbers, of shape (1).
   *
   * @throws IllegalArgumentException if the tensor is a scalar
   */
  static Column of(Tensor values) {
    Shape shape = values.shape();
    if (shape.rank() == 0) {
      throw new IllegalArgumentException("expected a tensor of shape (N, ...), got a single number");
    }
    Shape one = shape.rank() == 1 ? Shape.of(1) : shape.dropFirst();
    int size = one.size();
    float[] array = values.array();
    int offset = values.offset();
    return of(shape.dim(0), one, (i, to, at) -> System.arraycopy(array, offset + i * size, to, at, size));
  }
}
