package dev.weft.core.kernel;

/** The products in their textbook form. */
interface ScalarProducts extends ProductKernels {

  @Override
  default int panelWidth() {
    return 1;
  }

  @Override
  default int packedSize(int k, int n) {
    return k * n;
  }

  @Override
  default void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    for (int i = 0; i < k; i++) {
      for (int j = columnFrom; j < columnTo; j++) {
        packed[packedOffset + i * n + j] = b[bOffset + i * rowStride + j * columnStride];
      }
    }
  }

  @Override
  default void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product) {
    int n = product.n();
    for (int r = 0; r < rowCount; r++) {
      int yRow = yOffset + r * product.rowStride();
      System.arraycopy(init, initOffset + r * product.initStride(), y, yRow, n);
      int bRow = packedOffset;
      for (int tap : product.taps()) {
        for (int l = 0; l < product.tapLength(); l++, bRow += n) {
          axpy(y, yRow, x[xOffset + rows[firstRow + r] + tap + l], packed, bRow, n);
        }
      }
    }
  }

  @Override
  default void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product) {
    int n = product.n();
    int[] elements = product.elements();
    for (int l = from; l < to; l++) {
      for (int r = 0; r < rowCount; r++) {
        float factor = x[xOffset + rows[firstRow + r] + elements[l]];
        axpy(dW, dWOffset + l * n, factor, dy, dyOffset + r * product.rowStride(), n);
      }
    }
  }

  @Override
  default void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch) {
    for (int t = 0; t < patch.taps(); t++) {
      addScaledTap(y, yOffset + t * patch.yStride(), x, xOffset + t * patch.xStride(), patch.tapLength(), start,
          startOffset, scale, scaleOffset, count);
    }
  }

  @Override
  default void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n) {
    for (int l = 0; l < n; l++) {
      float sum = y[yOffset + l];
      for (int e = from; e < to; e++) {
        sum += a[aOffset + aStarts[e] + l] * b[bOffset + bStarts[e] + l];
      }
      y[yOffset + l] = sum;
    }
  }

  /** One tap of some patches. */
  static void addScaledTap(
      float[] y, int yAt, float[] x, int xAt, int length, float[] start, int startOffset, float[] scale,
      int scaleOffset, int count) {
    for (int e = 0; e < count; e++) {
      axpy(y, yAt, scale[scaleOffset + e], x, xAt + (int) start[startOffset + e], length);
    }
  }

  /** {@code y[j] += a · x[j]}, the one inner loop that both products share. */
  static void axpy(float[] y, int yOffset, float a, float[] x, int xOffset, int count) {
    for (int j = 0; j < count; j++) {
      y[yOffset + j] += a * x[xOffset + j];
    }
  }
}
