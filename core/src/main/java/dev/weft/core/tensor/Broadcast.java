package dev.weft.core.tensor;

/**
 * Applies a function to pairs of elements of two tensors by NumPy's broadcasting rule: shapes are aligned at their last
 * axes, and an axis that is missing or has extent 1 is repeated to the other's extent.
 *
 * <p>Repeating needs no copy: an axis that is repeated is walked with stride 0.
 */
final class Broadcast {

  private final int[] dims;
  private final int[] aStrides;
  private final int[] bStrides;
  private final float[] a;
  private final float[] b;
  private final float[] result;
  private final FloatBinaryOperator operator;
  private int at;

  private Broadcast(Tensor a, Tensor b, Tensor result, FloatBinaryOperator operator) {
    this.dims = result.shape().rank() == 0 ? new int[] {1} : result.shape().dims();
    this.aStrides = strides(a.shape(), dims.length);
    this.bStrides = strides(b.shape(), dims.length);
    this.a = a.array();
    this.b = b.array();
    this.result = result.array();
    this.operator = operator;
    this.at = result.offset();
  }

  static Tensor combine(Tensor a, Tensor b, FloatBinaryOperator operator) {
    Tensor result = Tensor.zeros(shape(a.shape(), b.shape()));
    if (result.size() > 0) {
      new Broadcast(a, b, result, operator).fill(0, a.offset(), b.offset());
    }
    return result;
  }

  /** Replaces each element of a tensor by a function of it and of the other's, broadcast to it; returns the tensor. */
  @SuppressWarnings("ReferenceEquality") // whether they share memory
  static Tensor into(Tensor tensor, Tensor other, FloatBinaryOperator operator) {
    requireBroadcast(other.shape(), tensor.shape());
    boolean same = other.offset() == tensor.offset() && other.shape().equals(tensor.shape());
    Tensor operand = other.array() == tensor.array() && !same ? other.copy() : other; // it may be written before it is read
    if (tensor.size() > 0) {
      new Broadcast(tensor, operand, tensor, operator).fill(0, tensor.offset(), operand.offset());
    }
    return tensor;
  }

  private static void requireBroadcast(Shape from, Shape to) {
    boolean fits = from.rank() <= to.rank();
    for (int back = 1; fits && back <= from.rank(); back++) {
      fits = from.dim(-back) == to.dim(-back) || from.dim(-back) == 1;
    }
    if (!fits) {
      throw new IllegalArgumentException("expected a shape that broadcasts to " + to + ", got " + from);
    }
  }

  private void fill(int axis, int aStart, int bStart) {
    int aStride = aStrides[axis];
    int bStride = bStrides[axis];
    boolean innermost = axis == dims.length - 1;
    for (int i = 0, ai = aStart, bi = bStart; i < dims[axis]; i++, ai += aStride, bi += bStride) {
      if (innermost) {
        result[at++] = operator.apply(a[ai], b[bi]);
      } else {
        fill(axis + 1, ai, bi);
      }
    }
  }

  /** The shape that two shapes broadcast to. */
  static Shape shape(Shape a, Shape b) {
    int[] dims = new int[Math.max(a.rank(), b.rank())];
    for (int back = 1; back <= dims.length; back++) {
      int m = back <= a.rank() ? a.dim(-back) : 1;
      int n = back <= b.rank() ? b.dim(-back) : 1;
      if (m != n && m != 1 && n != 1) {
        throw new IllegalArgumentException(
            "expected shapes whose axes, counted from the last, agree or are 1, got " + a + " and " + b);
      }
      dims[dims.length - back] = m == 1 ? n : m;
    }
    return Shape.of(dims);
  }

  /**
   * How far apart neighbours along each of {@code rank} axes lie in a row-major array of this shape; 0 along axes that
   * are missing in front or have extent 1.
   */
  static int[] strides(Shape shape, int rank) {
    int[] strides = new int[rank];
    int stride = 1;
    for (int back = 1; back <= shape.rank(); back++) {
      int dim = shape.dim(-back);
      strides[rank - back] = dim == 1 ? 0 : stride;
      stride *= dim;
    }
    return strides;
  }
}
