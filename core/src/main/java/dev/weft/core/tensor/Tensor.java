package dev.weft.core.tensor;

import java.util.Arrays;

/**
 * A dense row-major array of float32 with a {@link Shape}: a {@code float[]}, an offset into it and the extents.
 *
 * <p>Elements are always contiguous, so {@link #reshape}, {@link #slice(int, int)} and {@link #at} share memory with
 * their tensor, and everything else makes a new one. Arithmetic broadcasts as in NumPy: shapes are aligned at their last
 * axes, and an axis that is missing or has extent 1 is repeated. Wherever an axis or a
 * position is asked for, −1 is the last one. Operations whose names end in {@code InPlace}, {@link #set}, {@link #fill} and {@link
 * #assign(Tensor) assign} write over elements; nothing else does. A mask is a tensor of ones and zeros.
 *
 * {@snippet :
 * Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
 * Tensor centred = x.minus(x.mean(0));          // (2, 3) − (3,)
 * int[] best = x.argmax(1);                     // {2, 2}
 * x.slice(-1, 2).fill(0);                       // the last row
 * }
 *
 * <p>NaN is never lost: arithmetic with a NaN gives NaN, the maximum and the minimum of values with a NaN among them are
 * NaN, and argmax gives the place of the first NaN.
 *
 * <p>Tensors are compared by shape and value. As they can be written to, they make poor keys of a map.
 */
// How an index becomes a position in the array: docs/book/01-tensors.md.
public final class Tensor extends TensorReductions {

  private final float[] array;
  private final int offset;
  private final Shape shape;

  private Tensor(float[] array, int offset, Shape shape) {
    this.array = array;
    this.offset = offset;
    this.shape = shape;
  }

  /** A tensor of zeros with these extents. */
  public static Tensor zeros(int... dims) {
    return zeros(Shape.of(dims));
  }

  /** A tensor of zeros of this shape. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(new float[shape.size()], 0, shape);
  }

  /** A tensor of ones with these extents. */
  public static Tensor ones(int... dims) {
    return full(1, dims);
  }

  /** A tensor with these extents and one value everywhere. */
  public static Tensor full(float value, int... dims) {
    Tensor result = zeros(dims);
    Arrays.fill(result.array, value);
    return result;
  }

  /** A tensor of rank 0. */
  public static Tensor scalar(float value) {
    return full(value);
  }

  /** A vector of these values, which are copied. */
  public static Tensor of(float... values) {
    return new Tensor(values.clone(), 0, Shape.of(values.length));
  }

  /**
   * A tensor of these values in row-major order, which are copied.
   *
   * @throws IllegalArgumentException if there are more or fewer values than the extents call for
   */
  public static Tensor of(float[] values, int... dims) {
    Shape shape = Shape.of(dims);
    requireSize(shape, values.length);
    return new Tensor(values.clone(), 0, shape);
  }

  /**
   * A tensor that reads and writes an array of the caller's, from an offset on.
   *
   * @throws IllegalArgumentException if the array ends before the shape is full
   */
  public static Tensor wrap(float[] array, int offset, Shape shape) {
    if (offset < 0 || (long) offset + shape.size() > array.length) {
      throw new IllegalArgumentException(
          "expected room for " + shape.size() + " elements of shape " + shape + " from offset " + offset
              + ", got an array of " + array.length);
    }
    return new Tensor(array, offset, shape);
  }

  /** The array beneath, not a copy; elements are {@code [offset, offset + size)} of it. */
  public float[] array() {
    return array;
  }

  /** Where the first element lies in {@link #array()}. */
  public int offset() {
    return offset;
  }

  /** The extents. */
  public Shape shape() {
    return shape;
  }

  /** The number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** The extent of one axis. */
  public int dim(int axis) {
    return shape.dim(axis);
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /**
   * One element; a negative index counts from the end of its axis.
   *
   * @throws IllegalArgumentException if there is not one index in range for every axis
   */
  public float get(int... index) {
    return array[position(index)];
  }

  /**
   * Writes one element; a negative index counts from the end of its axis.
   *
   * @throws IllegalArgumentException if there is not one index in range for every axis
   */
  public void set(float value, int... index) {
    array[position(index)] = value;
  }

  private int position(int[] index) {
    int position = 0;
    boolean valid = index.length == rank();
    for (int axis = 0; valid && axis < index.length; axis++) {
      int extent = shape.dim(axis);
      int place = Rearrange.fromStart(index[axis], extent);
      valid = place >= 0 && place < extent;
      position = position * extent + place;
    }
    if (!valid) {
      throw new IllegalArgumentException("expected an index into " + shape + ", got " + Arrays.toString(index));
    }
    return offset + position;
  }

  /**
   * The only element.
   *
   * @throws IllegalArgumentException if there is not exactly one
   */
  public float item() {
    if (size() != 1) {
      throw new IllegalArgumentException("expected a tensor of one element, got shape " + shape);
    }
    return array[offset];
  }

  /** The elements in row-major order, as a copy. */
  public float[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + size());
  }

  /** A tensor of the same shape and values with memory of its own. */
  public Tensor copy() {
    return new Tensor(toArray(), 0, shape);
  }

  /**
   * The same elements under another shape, sharing memory.
   *
   * @throws IllegalArgumentException if the number of elements is not that of the shape
   */
  public Tensor reshape(Shape newShape) {
    requireSize(newShape, size());
    return new Tensor(array, offset, newShape);
  }

  /**
   * Positions {@code [from, to)} of the first axis, sharing memory; negative ones count from its end.
   *
   * @throws IllegalArgumentException if there are no such positions
   */
  public Tensor slice(int from, int to) {
    int start = Rearrange.rangeStart(shape, 0, from, to);
    Shape inner = shape.dropFirst();
    int count = Rearrange.fromStart(to, shape.dim(0)) - start;
    return new Tensor(array, offset + start * inner.size(), inner.prepend(count));
  }

  @Override
  Tensor self() {
    return this;
  }

  /** Whether the other object is a tensor of the same shape and values; NaN equals itself and 0 differs from −0. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(
            array, offset, offset + size(), tensor.array, tensor.offset, tensor.offset + tensor.size());
  }

  @Override
  public int hashCode() {
    int hash = shape.hashCode();
    for (int i = offset; i < offset + size(); i++) {
      hash = 31 * hash + Float.hashCode(array[i]);
    }
    return hash;
  }

  /**
   * The elements as NumPy prints them: aligned, with as many digits as tell them apart but at most eight decimals. Of
   * more than 1000 elements, only the first and last three along each axis are shown, followed by the shape.
   */
  @Override
  public String toString() {
    return TensorPrinter.print(this);
  }

  private static void requireSize(Shape shape, int size) {
    if (shape.size() != size) {
      throw new IllegalArgumentException("expected " + shape.size() + " elements for shape " + shape + ", got " + size);
    }
  }
}
