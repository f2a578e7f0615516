package dev.weft.core.kernel;

/** Products of matrices and convolutions, and other sums of products; a part of {@link Kernels}. */
public interface ProductKernels {

  /** The rows that {@link #multiply} computes at once: fewer take as long. */
  int PRODUCT_ROWS = 6;

  /** The number of columns in which packed matrices are stored side by side. */
  int panelWidth();

  /** The number of floats that {@link #pack} writes for a k × n matrix. */
  int packedSize(int k, int n);

  /**
   * Copies a matrix into the order in which {@link #multiply} reads its right operand.
   *
   * <p>Element (i, j) of the k × n matrix is {@code b[bOffset + i * rowStride + j * columnStride]}, so a transposed
   * matrix is packed by exchanging the strides. Only columns {@code [columnFrom, columnTo)} are written, so that several
   * threads can share the work; {@code columnFrom} must be a multiple of {@link #panelWidth()}, and {@code columnTo}
   * must be one too or n.
   */
  void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo);

  /**
   * Rows times packed matrix: {@code y[r, j] = init[r, j] + Σₜ Σₗ x[rows[r] + taps[t] + l] · B[t · tapLength + l, j]}.
   *
   * <p>The sum runs over t, then l, in this order for every element. Any element of {@code init} is read before the same element
   * of y is written, so that y itself may be {@code init}.
   *
   * @param y result, row r at {@code yOffset + r * product.rowStride()}
   * @param init what the sums start with, row r at {@code initOffset + r * product.initStride()}
   * @param x left operand, see {@link Product}
   * @param rows where each row starts; row r of the result belongs to {@code rows[firstRow + r]}
   * @param rowCount number of rows m, at least 1
   * @param packed right operand B, k × n, written by {@link #pack}
   */
  void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product);

  /**
   * Transposed rows times matrix, accumulated: {@code dW[l, j] += Σᵣ x[rows[firstRow + r] + elements[l]] · dy[r, j]} for l in
   * {@code [from, to)}.
   *
   * <p>The gradient of {@link #multiply} with respect to B. The sum runs over r in order, so the bits of an element do not depend
   * on how the result is split into calls.
   *
   * @param dW result, row l at {@code dWOffset + l * n}
   * @param x left operand, see {@link Product}
   * @param rows where each row starts
   * @param rowCount number of rows m, at least 1
   * @param dy right operand, row r at {@code dyOffset + r * product.rowStride()}
   */
  void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product);

  /**
   * Weighted sum of patches, accumulated: {@code y[t · yStride + l] += Σₑ scale[e] · x[start[e] + t · xStride + l]} for
   * {@code t < taps}, {@code l < tapLength} of the {@link Patch}.
   *
   * <p>A convolution behind a max-pool has few output gradients that are not zero. For one filter this adds the patches of
   * the input that they saw to the filter's gradient; for one pixel it adds the filters to the gradient of its patch. The sum
   * runs over e in order.
   *
   * @param start where each patch starts after {@code xOffset}: whole numbers held in floats
   * @param count number of patches e, may be 0
   */
  void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch);

  /**
   * Element by element products of rows, accumulated: {@code y[l] += Σₑ a[aStarts[e] + l] · b[bStarts[e] + l]} for e in {@code
   * [from, to)}, in order, and {@code l < n}.
   *
   * <p>What a depthwise convolution is made of. On a row of the image channels and pixels lie side by side, so a row of outputs
   * is such a sum over the taps, with the weights repeated for each pixel; and so are both gradients.
   *
   * @param aStarts where the rows of a start after {@code aOffset}
   * @param bStarts where the rows of b start after {@code bOffset}
   */
  void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n);
}
