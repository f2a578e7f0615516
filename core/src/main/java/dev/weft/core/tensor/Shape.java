package dev.weft.core.tensor;

import java.util.Arrays;

/**
 * The extents of a tensor's axes, outermost first: {@code (28, 28, 1)} is 28 rows of 28 columns of one channel.
 *
 * <p>Immutable and compared by value. A shape of rank 0 is a scalar and has size 1; an axis may have extent 0.
 *
 * {@snippet :
 * Shape image = Shape.of(28, 28, 1);
 * image.size(); // = 784
 * image.prepend(64); // = (64, 28, 28, 1)
 * }
 */
public final class Shape {

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    this.size = product(dims);
  }

  /**
   * The shape with these extents, outermost first.
   *
   * @throws IllegalArgumentException if an extent is negative or the number of elements exceeds 2³¹ − 1
   */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  private static int product(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("expected extents of 0 or more, got " + Arrays.toString(dims));
      }
    }
    for (int dim : dims) {
      product *= dim;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "expected at most " + Integer.MAX_VALUE + " elements, got shape " + Arrays.toString(dims));
      }
    }
    return (int) product;
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /**
   * The extent of one axis; a negative axis counts from the end, so {@code dim(-1)} is the innermost.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int dim(int axis) {
    return dims[axis(axis)];
  }

  /**
   * The axis as a number in {@code [0, rank)}; −1 is the innermost.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int axis(int axis) {
    int index = axis < 0 ? axis + dims.length : axis;
    if (index < 0 || index >= dims.length) {
      throw new IllegalArgumentException(
          "expected an axis from " + -dims.length + " to " + (dims.length - 1) + " of " + this + ", got " + axis);
    }
    return index;
  }

  /** The number of elements: the product of the extents, 1 for a scalar. */
  public int size() {
    return size;
  }

  /** The extents, as a copy. */
  public int[] dims() {
    return dims.clone();
  }

  /** This shape with one more axis in front: {@code (28, 28, 1).prepend(128)} is {@code (128, 28, 28, 1)}. */
  public Shape prepend(int extent) {
    int[] longer = new int[dims.length + 1];
    longer[0] = extent;
    System.arraycopy(dims, 0, longer, 1, dims.length);
    return new Shape(longer);
  }

  /**
   * This shape without its outermost axis.
   *
   * @throws IllegalArgumentException if the shape is a scalar
   */
  public Shape dropFirst() {
    if (dims.length == 0) {
      throw new IllegalArgumentException("expected a shape with an axis to drop, got a scalar");
    }
    return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The extents as a Python tuple: {@code (28, 28, 1)}, {@code (5,)}, {@code ()}. */
  @Override
  public String toString() {
    if (dims.length == 1) {
      return "(" + dims[0] + ",)";
    }
    String list = Arrays.toString(dims);
    return "(" + list.substring(1, list.length() - 1) + ")";
  }
}
