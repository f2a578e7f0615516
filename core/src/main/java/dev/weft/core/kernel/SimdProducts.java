package dev.weft.core.kernel;

/**
 * The products in vectors, panel by panel of the right operand: {@link Panels}.
 *
 * <p>From a plain loop to vectors, step by step: docs/book/12-simd.md, then docs/performance.
 */
interface SimdProducts extends ProductKernels {

  @Override
  default int panelWidth() {
    return Panels.TILE_VECTORS * Panels.L;
  }

  @Override
  default int packedSize(int k, int n) {
    return k * ((n + Panels.L - 1) / Panels.L * Panels.L);
  }

  @Override
  default void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    Panels.pack(packed, packedOffset, b, bOffset, rowStride, columnStride, k, n, columnFrom, columnTo);
  }

  @Override
  default void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product) {
    int[] taps = product.taps();
    int tapLength = product.tapLength();
    int n = product.n();
    int yStride = product.rowStride();
    int initStride = product.initStride();
    if (n < Panels.L) {
      NarrowColumns.multiply(
          y, yOffset, init, initOffset, x, xOffset, rows, firstRow, rowCount, packed, packedOffset, product);
      return;
    }
    int k = taps.length * tapLength;
    int last = rowCount - 1;
    for (int column = 0; column < n;) {
      int vectors = Panels.vectorsAt(column, n);
      int end = Panels.endOf(vectors, column, n);
      int panel = packedOffset + k * column;
      int yAt = yOffset + column;
      int initAt = initOffset + column;
      int tileRows = vectors == 1 ? Panels.NARROW_TILE_ROWS : PRODUCT_ROWS;
      int blocked = vectors == 4 && rowCount % PRODUCT_ROWS == 1 ? last : rowCount;
      if (blocked < rowCount) {
        MultiplyTiles.tile1x4(y, yAt + last * yStride, init, initAt + last * initStride,
            x, xOffset + rows[firstRow + last], taps, tapLength, packed, panel, end);
      }
      for (int r = 0; r < blocked; r += tileRows) {
        switch (vectors) {
          case 4 -> MultiplyTiles.tile6x4(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel, end);
          case 3 -> MultiplyTiles.tile6x3(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel, end);
          case 2 -> MultiplyTiles.tile6x2(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel, end);
          default -> MultiplyTiles.tile8x1(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel);
        }
      }
      column += vectors * Panels.L;
    }
  }

  @Override
  default void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product) {
    int[] elements = product.elements();
    int n = product.n();
    int dyStride = product.rowStride();
    if (n < Panels.L) {
      NarrowColumns.multiplyTransposed(
          dW, dWOffset, from, to, x, xOffset, rows, firstRow, rowCount, dy, dyOffset, product);
      return;
    }
    int last = to - 1;
    for (int column = 0; column < n;) {
      int vectors = Panels.vectorsAt(column, n);
      int end = Panels.endOf(vectors, column, n);
      int tileRows = vectors == 1 ? Panels.NARROW_TILE_ROWS : PRODUCT_ROWS;
      int dWAt = dWOffset + column;
      int dyAt = dyOffset + column;
      for (int l = from; l < to; l += tileRows) {
        switch (vectors) {
          case 4 -> OuterTiles.tile6x4(
              dW, dWAt, n, elements, l, last, x, xOffset, rows, firstRow, rowCount, dy, dyAt, dyStride, end);
          case 3 -> OuterTiles.tile6x3(
              dW, dWAt, n, elements, l, last, x, xOffset, rows, firstRow, rowCount, dy, dyAt, dyStride, end);
          case 2 -> OuterTiles.tile6x2(
              dW, dWAt, n, elements, l, last, x, xOffset, rows, firstRow, rowCount, dy, dyAt, dyStride, end);
          default -> OuterTiles.tile8x1(
              dW, dWAt, n, elements, l, last, x, xOffset, rows, firstRow, rowCount, dy, dyAt, dyStride);
        }
      }
      column += vectors * Panels.L;
    }
  }

  @Override
  default void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch) {
    if (count > 0) {
      Patches.add(y, yOffset, x, xOffset, start, startOffset, scale, scaleOffset, count, patch);
    }
  }

  @Override
  default void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n) {
    DepthwiseLoops.addProducts(y, yOffset, a, aOffset, aStarts, b, bOffset, bStarts, from, to, n);
  }
}
