package dev.weft.core.kernel;

/** What is done element by element, and sums of rows; a part of {@link Kernels}. */
public interface ElementKernels {

  /** {@code y[i] = max(0, x[i])}, and NaN where x is NaN. x and y may be the same range. */
  void relu(float[] y, int yOffset, float[] x, int xOffset, int count);

  /** {@code dx[i] = y[i] <= 0 ? 0 : dy[i]}: where y is NaN, dy passes. dx and dy may be the same range. */
  void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count);

  /**
   * {@code y[i] = keep(i) ? x[i] · scale : 0}, where keep(i) means that {@link
   * dev.weft.core.random.CounterRandom#uniform(long, int) uniform(key, first + i)} is not below the rate.
   */
  void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale);

  /** {@code y[i] += x[i]} for count elements. */
  void add(float[] y, int yOffset, float[] x, int xOffset, int count);

  /**
   * Column sums, accumulated: {@code sums[j] += Σᵣ x[r, j]}, r in order, for {@code columns} columns.
   *
   * @param x row r at {@code xOffset + r * stride}
   */
  void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns);
}
