package dev.weft.core.tensor;

import java.util.Arrays;

/** Operations that move elements without changing them: reshape, slice, transpose, concatenate. */
final class Rearrange {

  private Rearrange() {}

  /** The shape that {@code dims}, with at most one −1 to be inferred, stands for in a tensor of this shape. */
  static Shape inferred(Shape from, int... dims) {
    int unknown = -1;
    long known = 1;
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] != -1) {
        known *= dims[axis];
      } else if (unknown == -1) {
        unknown = axis;
      } else {
        throw new IllegalArgumentException("expected at most one extent of -1, got " + Arrays.toString(dims));
      }
    }
    if (unknown == -1) {
      return Shape.of(dims);
    }
    if (known <= 0 || from.size() % known != 0) {
      throw new IllegalArgumentException(
          "expected extents whose product divides the " + from.size() + " elements of " + from + ", got "
              + Arrays.toString(dims));
    }
    int[] complete = dims.clone();
    complete[unknown] = (int) (from.size() / known);
    return Shape.of(complete);
  }

  /** The shape with one more axis of extent 1, number {@code axis} of the result. */
  static Shape expanded(Shape shape, int axis) {
    int rank = shape.rank() + 1;
    int added = axis < 0 ? axis + rank : axis;
    if (added < 0 || added >= rank) {
      throw new IllegalArgumentException(
          "expected an axis from " + -rank + " to " + (rank - 1) + " for the new axis of " + shape + ", got " + axis);
    }
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = i == added ? 1 : shape.dim(i < added ? i : i - 1);
    }
    return Shape.of(dims);
  }

  /** The shape without an axis of extent 1. */
  static Shape squeezed(Shape shape, int axis) {
    int removed = shape.axis(axis);
    if (shape.dim(removed) != 1) {
      throw new IllegalArgumentException("expected extent 1 along axis " + removed + ", got shape " + shape);
    }
    int[] dims = new int[shape.rank() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i < removed ? i : i + 1);
    }
    return Shape.of(dims);
  }

  static Tensor slice(Tensor tensor, int axis, int from, int to) {
    Range range = Range.of(tensor.shape(), axis, from, to);
    Tensor result = Tensor.zeros(range.shape());
    copyBlocks(tensor, range.step(), range.first(), result, range.length(), 0, range.length());
    return result;
  }

  static Tensor assign(Tensor tensor, int axis, int from, int to, Tensor values) {
    Range range = Range.of(tensor.shape(), axis, from, to);
    Tensor part = values.broadcastTo(range.shape());
    copyBlocks(part, range.length(), 0, tensor, range.step(), range.first(), range.length());
    return tensor;
  }

  /**
   * A range of positions along an axis: blocks of elements that lie side by side.
   *
   * @param shape of the range
   * @param step from one block to the next
   * @param first where the first block starts
   * @param length of a block
   */
  private record Range(Shape shape, int step, int first, int length) {

    static Range of(Shape shape, int axis, int from, int to) {
      int sliced = shape.axis(axis);
      int extent = shape.dim(sliced);
      int start = rangeStart(shape, sliced, from, to);
      int count = fromStart(to, extent) - start;
      int block = blockSize(shape, sliced + 1);
      return new Range(with(shape, sliced, count), extent * block, start * block, count * block);
    }
  }

  /** The shape with another extent along one axis. */
  static Shape with(Shape shape, int axis, int extent) {
    int[] dims = shape.dims();
    dims[axis] = extent;
    return Shape.of(dims);
  }

  /** A position that may count from the end, as one from the start; −1 is the last. */
  static int fromStart(int position, int extent) {
    return position < 0 ? position + extent : position;
  }

  /** Where the range of positions starts, which may count from the end, when both ends have been checked. */
  static int rangeStart(Shape shape, int axis, int from, int to) {
    int extent = shape.dim(axis);
    int start = fromStart(from, extent);
    int end = fromStart(to, extent);
    if (start < 0 || end < start || end > extent) {
      throw new IllegalArgumentException(
          "expected a range within [0, " + extent + ") along axis " + axis + " of " + shape + ", got [" + from
              + ", " + to + ")");
    }
    return start;
  }

  /** A position along an axis, which may count from the end, when it has been checked. */
  static int place(Shape shape, int axis, int position) {
    int extent = shape.dim(axis);
    int place = fromStart(position, extent);
    if (place < 0 || place >= extent) {
      throw new IllegalArgumentException(
          "expected a position within [" + -extent + ", " + extent + ") along axis " + axis + " of " + shape + ", got "
              + position);
    }
    return place;
  }

  static Tensor concat(int axis, Tensor... parts) {
    if (parts.length == 0) {
      throw new IllegalArgumentException("expected at least one tensor, got none");
    }
    Shape first = parts[0].shape();
    int joined = first.axis(axis);
    int[] dims = first.dims();
    for (int i = 1; i < parts.length; i++) {
      requireJoinable(first, parts[i].shape(), joined);
      dims[joined] = Math.addExact(dims[joined], parts[i].shape().dim(joined));
    }
    Tensor result = Tensor.zeros(dims);
    int inner = blockSize(first, joined + 1);
    int at = 0;
    for (Tensor part : parts) {
      int block = part.shape().dim(joined) * inner;
      copyBlocks(part, block, 0, result, dims[joined] * inner, at, block);
      at += block;
    }
    return result;
  }

  private static void requireJoinable(Shape first, Shape other, int joined) {
    int[] expected = first.dims();
    if (other.rank() == first.rank()) {
      expected[joined] = other.dim(joined);
    }
    if (!Arrays.equals(expected, other.dims())) {
      throw new IllegalArgumentException(
          "expected shapes that differ only along axis " + joined + ", got " + first + " and " + other);
    }
  }

  static Tensor stack(int axis, Tensor... parts) {
    Tensor[] expanded = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].shape().equals(parts[0].shape())) {
        throw new IllegalArgumentException(
            "expected tensors of one shape, got " + parts[0].shape() + " and " + parts[i].shape());
      }
      expanded[i] = parts[i].expandDims(axis);
    }
    return concat(axis, expanded);
  }

  /** Copies {@code length} floats from each block of one tensor to the corresponding block of another. */
  static void copyBlocks(
      Tensor from, int fromBlock, int fromStart, Tensor to, int toBlock, int toStart, int length) {
    if (length == 0 || to.size() == 0) {
      return;
    }
    int blocks = to.size() / toBlock;
    for (int i = 0; i < blocks; i++) {
      System.arraycopy(
          from.array(), from.offset() + i * fromBlock + fromStart,
          to.array(), to.offset() + i * toBlock + toStart, length);
    }
  }

  /** The number of elements in one position of the axes before {@code axis}. */
  static int blockSize(Shape shape, int axis) {
    int size = 1;
    for (int i = axis; i < shape.rank(); i++) {
      size *= shape.dim(i);
    }
    return size;
  }

  static Tensor transpose(Tensor tensor, int... axes) {
    Shape shape = tensor.shape();
    int rank = shape.rank();
    int[] order = axes.length == 0 ? reversed(rank) : axes.clone();
    boolean[] seen = new boolean[rank];
    boolean valid = order.length == rank;
    for (int i = 0; valid && i < rank; i++) {
      order[i] = shape.axis(order[i]);
      valid = !seen[order[i]];
      seen[order[i]] = true;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "expected each of the " + rank + " axes of " + shape + " once, got " + Arrays.toString(axes));
    }
    int[] strides = Broadcast.strides(shape, rank);
    int[] dims = new int[rank];
    int[] permutedStrides = new int[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = shape.dim(order[i]);
      permutedStrides[i] = strides[order[i]];
    }
    Tensor result = Tensor.zeros(dims);
    if (result.size() > 0) {
      gather(result.array(), 0, dims, 0, tensor.array(), tensor.offset(), permutedStrides);
    }
    return result;
  }

  private static int[] reversed(int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = rank - 1 - i;
    }
    return order;
  }

  /** Writes one block of the result in order, reading the source with strides; returns where the next block starts. */
  private static int gather(float[] to, int toStart, int[] dims, int axis, float[] from, int fromStart, int[] strides) {
    if (axis == dims.length) {
      to[toStart] = from[fromStart];
      return toStart + 1;
    }
    int at = toStart;
    for (int i = 0; i < dims[axis]; i++) {
      at = gather(to, at, dims, axis + 1, from, fromStart + i * strides[axis], strides);
    }
    return at;
  }
}
