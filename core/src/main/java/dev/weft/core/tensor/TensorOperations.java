package dev.weft.core.tensor;

/**
 * The operations of {@link Tensor} that need not know how it is stored: arrangement, arithmetic, reductions, comparison.
 */
abstract sealed class TensorOperations permits Tensor {

  TensorOperations() {}

  /** This tensor. */
  abstract Tensor self();

  /**
   * The same elements under another shape, sharing memory; one extent may be −1 and is inferred.
   *
   * @throws IllegalArgumentException if the number of elements is not that of the shape
   */
  public Tensor reshape(int... dims) {
    return self().reshape(Rearrange.inferred(self().shape(), dims));
  }

  /** This tensor with a new axis of extent 1, number {@code axis} of the result, sharing memory. */
  public Tensor expandDims(int axis) {
    return self().reshape(Rearrange.expanded(self().shape(), axis));
  }

  /**
   * This tensor without an axis of extent 1, sharing memory.
   *
   * @throws IllegalArgumentException if the axis has another extent
   */
  public Tensor squeeze(int axis) {
    return self().reshape(Rearrange.squeezed(self().shape(), axis));
  }

  /**
   * Positions {@code [from, to)} of any axis, copied.
   *
   * @throws IllegalArgumentException if there are no such positions
   */
  public Tensor slice(int axis, int from, int to) {
    return Rearrange.slice(self(), axis, from, to);
  }

  /**
   * Position i of the first axis without that axis, sharing memory: one image of a batch, one row of a matrix.
   *
   * @throws IllegalArgumentException if there is no such position
   */
  public Tensor at(int i) {
    return self().slice(i, i + 1).reshape(self().shape().dropFirst());
  }

  /**
   * This tensor with its axes in the order given, or reversed if none is given, copied: axis i of the result is axis
   * {@code axes[i]} of this tensor.
   *
   * @throws IllegalArgumentException if not every axis is given once
   */
  public Tensor transpose(int... axes) {
    return Rearrange.transpose(self(), axes);
  }

  /** The sum, broadcast. */
  public Tensor plus(Tensor other) {
    return combine(other, (a, b) -> a + b);
  }

  /** The sum of each element and a number. */
  public Tensor plus(float number) {
    return map(a -> a + number);
  }

  /** The difference, broadcast. */
  public Tensor minus(Tensor other) {
    return combine(other, (a, b) -> a - b);
  }

  /** The difference of each element and a number. */
  public Tensor minus(float number) {
    return map(a -> a - number);
  }

  /** The element-wise product, broadcast; {@link #matmul} is the matrix product. */
  public Tensor times(Tensor other) {
    return combine(other, (a, b) -> a * b);
  }

  /** The product of each element and a number. */
  public Tensor times(float number) {
    return map(a -> a * number);
  }

  /** The quotient, broadcast; division by zero gives an infinity or NaN. */
  public Tensor dividedBy(Tensor other) {
    return combine(other, (a, b) -> a / b);
  }

  /** The quotient of each element and a number; division by zero gives an infinity or NaN. */
  public Tensor dividedBy(float number) {
    return map(a -> a / number);
  }

  /**
   * A function of pairs of elements, broadcast.
   *
   * @throws IllegalArgumentException if the shapes do not broadcast to a common one
   */
  public Tensor combine(Tensor other, FloatBinaryOperator operator) {
    return Broadcast.combine(self(), other, operator);
  }

  /** A function of each element. */
  public Tensor map(FloatUnaryOperator operator) {
    Tensor result = self().copy();
    float[] values = result.array();
    for (int i = 0; i < values.length; i++) {
      values[i] = operator.apply(values[i]);
    }
    return result;
  }

  /** Each element negated; 0 becomes −0. */
  public Tensor negate() {
    return map(a -> -a);
  }

  /** The absolute value of each element. */
  public Tensor abs() {
    return map(Math::abs);
  }

  /** e to the power of each element. */
  public Tensor exp() {
    return map(a -> (float) Math.exp(a));
  }

  /** The natural logarithm of each element: −∞ of 0, NaN of negative numbers. */
  public Tensor log() {
    return map(a -> (float) Math.log(a));
  }

  /** The square root of each element, NaN of negative numbers. */
  public Tensor sqrt() {
    return map(a -> (float) Math.sqrt(a));
  }

  /**
   * The matrix product {@code C[i, j] = Σₗ A[i, l] B[l, j]}.
   *
   * <p>Shapes: (m, k) × (k, n) → (m, n). Axes in front of the last two are a batch and are broadcast: (b, m, k) × (k, n)
   * → (b, m, n). A vector on the left is a row, a vector on the right a column, and the result lacks that axis:
   * (m, k) × (k,) → (m,), (k,) × (k,) → ().
   *
   * @throws IllegalArgumentException if the inner extents differ, the batches do not broadcast, or a factor is a scalar
   */
  public Tensor matmul(Tensor other) {
    return MatrixProduct.matmul(self(), other);
  }

  /**
   * This tensor and axes to reduce it along: {@code x.along(0, 1).keepDims().mean()}.
   *
   * @throws IllegalArgumentException if there is no such axis or one is given twice
   */
  public Reduction along(int... axes) {
    return Reduction.of(self(), axes);
  }

  /** The sum of all elements; 0 of none. */
  public float sum() {
    return Reduction.ofAll(self()).sum().item();
  }

  /** The sums along axes, which disappear; as {@link Reduction#sum}. */
  public Tensor sum(int... axes) {
    return along(axes).sum();
  }

  /** The mean of all elements; NaN of none. */
  public float mean() {
    return Reduction.ofAll(self()).mean().item();
  }

  /** The means along axes, which disappear; as {@link Reduction#mean}. */
  public Tensor mean(int... axes) {
    return along(axes).mean();
  }

  /** The variance {@code Σ (x − mean)² / n} of all elements; NaN of none. */
  public float variance() {
    return Reduction.ofAll(self()).variance().item();
  }

  /** The variances along axes, which disappear; as {@link Reduction#variance}. */
  public Tensor variance(int... axes) {
    return along(axes).variance();
  }

  /**
   * The largest element, NaN if there is a NaN.
   *
   * @throws IllegalArgumentException if there is no element
   */
  public float max() {
    return Reduction.ofAll(self()).max().item();
  }

  /** The largest elements along axes, which disappear; as {@link Reduction#max}. */
  public Tensor max(int... axes) {
    return along(axes).max();
  }

  /**
   * The smallest element, NaN if there is a NaN.
   *
   * @throws IllegalArgumentException if there is no element
   */
  public float min() {
    return Reduction.ofAll(self()).min().item();
  }

  /** The smallest elements along axes, which disappear; as {@link Reduction#min}. */
  public Tensor min(int... axes) {
    return along(axes).min();
  }

  /**
   * The place of the largest element in row-major order. Of equal elements the first wins, 0 and −0 are equal, and NaN
   * is larger than every number.
   *
   * @throws IllegalArgumentException if there is no element
   */
  public int argmax() {
    return ArgMax.along(self().reshape(-1), 0)[0];
  }

  /**
   * The places along one axis of the largest elements, in row-major order of the other axes: of (n, classes) along −1,
   * the class of each of n examples. Of equal elements the first wins, 0 and −0 are equal, and NaN is larger than every
   * number.
   *
   * @throws IllegalArgumentException if there is no such axis or no element along it
   */
  public int[] argmax(int axis) {
    return ArgMax.along(self(), axis);
  }

  /**
   * Whether the shapes are equal and every pair of elements satisfies {@code |a − b| ≤ absolute + relative · |b|}, b being
   * the other's. Infinities are close to themselves, NaN to nothing.
   */
  public boolean allClose(Tensor other, double relative, double absolute) {
    Tensor mine = self();
    if (!mine.shape().equals(other.shape())) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      float a = mine.array()[mine.offset() + i];
      float b = other.array()[other.offset() + i];
      if (!close(a, b, relative, absolute)) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(float a, float b, double relative, double absolute) {
    if (!Float.isFinite(a) || !Float.isFinite(b)) {
      return a == b;
    }
    return Math.abs((double) a - b) <= absolute + relative * Math.abs(b);
  }
}
