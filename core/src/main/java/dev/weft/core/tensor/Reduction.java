package dev.weft.core.tensor;

import java.util.Arrays;

/**
 * A tensor and the axes to reduce it along, made by {@link Tensor#along}:
 *
 * {@snippet :
 * Tensor columnMeans = x.along(0).mean();                      // (m, n) → (n,)
 * Tensor centred = x.minus(x.along(1).keepDims().mean());      // (m, n) − (m, 1)
 * }
 *
 * <p>Elements are taken in row-major order and accumulated in double precision, then rounded once.
 */
public final class Reduction {

  private final Tensor tensor;
  private final boolean[] reduced;
  private final boolean keepDims;

  private Reduction(Tensor tensor, boolean[] reduced, boolean keepDims) {
    this.tensor = tensor;
    this.reduced = reduced;
    this.keepDims = keepDims;
  }

  static Reduction of(Tensor tensor, int... axes) {
    boolean[] reduced = new boolean[tensor.shape().rank()];
    for (int axis : axes) {
      int index = tensor.shape().axis(axis);
      if (reduced[index]) {
        throw new IllegalArgumentException("expected each axis once, got " + Arrays.toString(axes));
      }
      reduced[index] = true;
    }
    return new Reduction(tensor, reduced, false);
  }

  static Reduction ofAll(Tensor tensor) {
    boolean[] reduced = new boolean[tensor.shape().rank()];
    Arrays.fill(reduced, true);
    return new Reduction(tensor, reduced, false);
  }

  /** The same reduction, but reduced axes stay in the result with extent 1, so that it broadcasts with the tensor. */
  public Reduction keepDims() {
    return new Reduction(tensor, reduced, true);
  }

  /** The sums; 0 where there is nothing to sum. */
  public Tensor sum() {
    return result(sums());
  }

  /** The arithmetic means; NaN where there is nothing to average. */
  public Tensor mean() {
    return result(means());
  }

  /** The variances, {@code Σ (x − mean)² / n}, in two passes; NaN where there is nothing to average. */
  public Tensor variance() {
    return result(variances());
  }

  /** The standard deviations, {@code √(Σ (x − mean)² / n)}, in two passes; NaN where there is nothing to average. */
  public Tensor std() {
    return result(roots(variances()));
  }

  /** The Euclidean norms, {@code √(Σ x²)}; 0 where there is nothing to sum. */
  public Tensor norm() {
    return result(roots(accumulate(0, (sum, x, at) -> sum + x * x)));
  }

  /**
   * The largest values. A NaN among them makes the result NaN, and 0 is greater than −0, as {@link Math#max} has it.
   *
   * @throws IllegalArgumentException if there is nothing to choose from
   */
  public Tensor max() {
    requireElements("max");
    return result(accumulate(Double.NEGATIVE_INFINITY, (best, x, at) -> Math.max(best, x)));
  }

  /**
   * The smallest values. A NaN among them makes the result NaN, and −0 is less than 0, as {@link Math#min} has it.
   *
   * @throws IllegalArgumentException if there is nothing to choose from
   */
  public Tensor min() {
    requireElements("min");
    return result(accumulate(Double.POSITIVE_INFINITY, (best, x, at) -> Math.min(best, x)));
  }

  private double[] sums() {
    return accumulate(0, (sum, x, at) -> sum + x);
  }

  private double[] means() {
    return dividedByCount(sums());
  }

  private double[] variances() {
    double[] means = means();
    return dividedByCount(accumulate(0, (sum, x, at) -> sum + (x - means[at]) * (x - means[at])));
  }

  private static double[] roots(double[] squares) {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
    return squares;
  }

  private double[] dividedByCount(double[] totals) {
    int count = count();
    for (int i = 0; i < totals.length; i++) {
      totals[i] /= count;
    }
    return totals;
  }

  /** How many elements make one element of the result. */
  private int count() {
    int count = 1;
    for (int axis = 0; axis < reduced.length; axis++) {
      count *= reduced[axis] ? tensor.shape().dim(axis) : 1;
    }
    return count;
  }

  private void requireElements(String operation) {
    if (count() == 0 && resultShape(false).size() > 0) {
      throw new IllegalArgumentException(
          "expected at least one element for " + operation + ", got shape " + tensor.shape());
    }
  }

  /** One step of a reduction: the value so far, the next element and the place of the result it belongs to. */
  @FunctionalInterface
  private interface Step {
    double apply(double soFar, double element, int at);
  }

  private double[] accumulate(double start, Step step) {
    double[] totals = new double[resultShape(false).size()];
    Arrays.fill(totals, start);
    if (tensor.size() > 0) {
      new Walk(tensor, resultStrides(), totals, step).visit(0, 0);
    }
    return totals;
  }

  /** The distance in the result between neighbours along each axis of the tensor: 0 along a reduced axis. */
  private int[] resultStrides() {
    int[] strides = new int[reduced.length];
    int stride = 1;
    for (int axis = reduced.length - 1; axis >= 0; axis--) {
      if (!reduced[axis]) {
        strides[axis] = stride;
        stride *= tensor.shape().dim(axis);
      }
    }
    return strides;
  }

  private Shape resultShape(boolean keep) {
    int[] dims = new int[reduced.length];
    int rank = 0;
    for (int axis = 0; axis < reduced.length; axis++) {
      if (!reduced[axis]) {
        dims[rank++] = tensor.shape().dim(axis);
      } else if (keep) {
        dims[rank++] = 1;
      }
    }
    return Shape.of(Arrays.copyOf(dims, rank));
  }

  private Tensor result(double[] totals) {
    float[] values = new float[totals.length];
    for (int i = 0; i < totals.length; i++) {
      values[i] = (float) totals[i];
    }
    return Tensor.wrap(values, 0, resultShape(keepDims));
  }

  /** Visits every element in row-major order, with the place in the result it belongs to. */
  private static final class Walk {
    private final float[] array;
    private final Shape shape;
    private final int[] strides;
    private final double[] totals;
    private final Step step;
    private int at;

    Walk(Tensor tensor, int[] strides, double[] totals, Step step) {
      this.array = tensor.array();
      this.at = tensor.offset();
      this.shape = tensor.shape();
      this.strides = strides;
      this.totals = totals;
      this.step = step;
    }

    void visit(int axis, int place) {
      if (axis == shape.rank()) {
        totals[place] = step.apply(totals[place], array[at++], place);
        return;
      }
      int extent = shape.dim(axis);
      for (int i = 0, next = place; i < extent; i++, next += strides[axis]) {
        visit(axis + 1, next);
      }
    }
  }
}
