package dev.weft.core.tensor;

/** The operations of {@link Tensor} in which an element of the result depends on many: products, sums, order, comparison. */
abstract sealed class TensorReductions extends TensorInPlace permits Tensor {

  TensorReductions() {}

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

  /** The standard deviation {@code √(Σ (x − mean)² / n)} of all elements; NaN of none. */
  public float std() {
    return Reduction.ofAll(self()).std().item();
  }

  /** The standard deviations along axes, which disappear; as {@link Reduction#std}. */
  public Tensor std(int... axes) {
    return along(axes).std();
  }

  /** The Euclidean norm {@code √(Σ x²)} of all elements; 0 of none. */
  public float norm() {
    return Reduction.ofAll(self()).norm().item();
  }

  /** The Euclidean norms along axes, which disappear; as {@link Reduction#norm}. */
  public Tensor norm(int... axes) {
    return along(axes).norm();
  }

  /**
   * The sums of each element and those before it along one axis, accumulated in double precision.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public Tensor cumsum(int axis) {
    return Lines.of(self(), axis).cumsum();
  }

  /**
   * Softmax along one axis, {@code exp(xᵢ − max) / Σⱼ exp(xⱼ − max)}: positive numbers whose sum along it is 1. A line with a NaN or with ∞
   * is all NaN, and so is one of −∞ only.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public Tensor softmax(int axis) {
    return Lines.of(self(), axis).softmax();
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
    return Order.argmax(self().reshape(-1), 0)[0];
  }

  /**
   * The places along one axis of the largest elements, in row-major order of the other axes: of (n, classes) along −1,
   * the class of each of n examples. Of equal elements the first wins, 0 and −0 are equal, and NaN is larger than every
   * number.
   *
   * @throws IllegalArgumentException if there is no such axis or no element along it
   */
  public int[] argmax(int axis) {
    return Order.argmax(self(), axis);
  }

  /** The place of the smallest element in row-major order, or of the first NaN; of equal elements the first wins. */
  public int argmin() {
    return Order.argmin(self().reshape(-1), 0)[0];
  }

  /**
   * The places along one axis of the smallest elements, or of the first NaN, in row-major order of the other axes. Of equal elements
   * the first wins, and 0 and −0 are equal.
   *
   * @throws IllegalArgumentException if there is no such axis or no element along it
   */
  public int[] argmin(int axis) {
    return Order.argmin(self(), axis);
  }

  /**
   * The places of the elements along one axis from the smallest to the largest, in the layout of this tensor. Equal elements stay in
   * order, 0 and −0 are equal, and NaN is larger than every number.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public int[] argsort(int axis) {
    return Order.argsort(self(), axis);
  }

  /** The elements along one axis from the smallest to the largest, in the order of {@link #argsort}; NaN is last. */
  public Tensor sort(int axis) {
    return gather(axis, argsort(axis));
  }

  /**
   * The k largest elements along one axis, the largest first, and their places. Of equal elements the first comes first, 0 and −0 are
   * equal, and NaN is larger than every number.
   *
   * <pre>{@code
   * TopK best = probabilities.topK(3, 1);         // (n, classes): values (n, 3), places of n × 3 classes
   * }</pre>
   *
   * @throws IllegalArgumentException if there is no such axis or there are fewer elements along it
   */
  public TopK topK(int k, int axis) {
    return Order.top(self(), k, axis);
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
