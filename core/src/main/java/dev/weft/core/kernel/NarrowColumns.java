package dev.weft.core.kernel;

/**
 * The products of matrices with fewer columns than a vector has lanes.
 *
 * <p>The tiles compute whole vectors, whose last lanes nobody wants, and leave them in a few rows of scratch memory of the
 * thread; from there the columns that exist are copied. What they read beyond a row is the next row, and where memory ends
 * there, a copy.
 */
final class NarrowColumns {

  private static final int L = SimdKernels.SPECIES.length();
  private static final int ROWS = Panels.NARROW_TILE_ROWS;

  /** In the scratch memory: the tile's rows, a row of init, and rows of dy with as much behind them as a vector reads. */
  private static final int INIT = ROWS * L;
  private static final int LAST_ROWS = INIT + L;

  private NarrowColumns() {}

  /** One panel of one vector, padded with zeros. */
  static void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n) {
    for (int i = 0; i < k; i++) {
      int to = packedOffset + i * L;
      for (int j = 0; j < L; j++) {
        packed[to + j] = j < n ? b[bOffset + i * rowStride + j * columnStride] : 0;
      }
    }
  }

  static void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product) {
    int n = product.n();
    int yStride = product.rowStride();
    int initStride = product.initStride();
    float[] scratch = Scratch.ofThisThread();
    boolean sameInit = initStride == 0;
    if (sameInit) {
      System.arraycopy(init, initOffset, scratch, INIT, n);
    }
    int last = rowCount - 1;
    for (int r = 0; r < rowCount; r += ROWS) {
      int count = Math.min(ROWS, rowCount - r);
      if (!sameInit) {
        Scratch.copyRows(scratch, 0, L, init, initOffset + r * initStride, initStride, count, n);
      }
      MultiplyTiles.tile8x1(scratch, -r * L, L, scratch, sameInit ? INIT : -r * L, sameInit ? 0 : L, r, last,
          x, xOffset, rows, firstRow, product.taps(), product.tapLength(), packed, packedOffset);
      Scratch.copyRows(y, yOffset + r * yStride, yStride, scratch, 0, L, count, n);
    }
  }

  /** The last rows of dy, behind which a vector would leave the array, come from the scratch memory. */
  static void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product) {
    int[] elements = product.elements();
    int n = product.n();
    int dyStride = product.rowStride();
    float[] scratch = Scratch.ofThisThread();
    int inside = Math.clamp((long) Math.floorDiv(dy.length - dyOffset - L, dyStride) + 1, 0, rowCount);
    int left = rowCount - inside;
    Scratch.copyRows(scratch, LAST_ROWS, n, dy, dyOffset + inside * dyStride, dyStride, left, n);
    for (int l = from; l < to; l += ROWS) {
      int count = Math.min(ROWS, to - l);
      int dWAt = dWOffset + l * n;
      Scratch.copyRows(scratch, 0, L, dW, dWAt, n, count, n);
      OuterTiles.tile8x1(scratch, -l * L, L, elements, l, to - 1, x, xOffset, rows, firstRow, inside, dy, dyOffset,
          dyStride);
      if (left > 0) {
        OuterTiles.tile8x1(
            scratch, -l * L, L, elements, l, to - 1, x, xOffset, rows, firstRow + inside, left, scratch, LAST_ROWS, n);
      }
      Scratch.copyRows(dW, dWAt, n, scratch, 0, L, count, n);
    }
  }
}
