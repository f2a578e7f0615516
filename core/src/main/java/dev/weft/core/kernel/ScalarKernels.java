package dev.weft.core.kernel;

/** Every operation in its textbook form: nested loops over plain arrays. */
final class ScalarKernels implements Kernels {

  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int panelWidth() {
    return 1;
  }

  @Override
  public int packedSize(int k, int n) {
    return k * n;
  }

  @Override
  public void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    for (int i = 0; i < k; i++) {
      for (int j = columnFrom; j < columnTo; j++) {
        packed[packedOffset + i * n + j] = b[bOffset + i * rowStride + j * columnStride];
      }
    }
  }

  @Override
  public void multiply(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride,
      float[] x, int xOffset, int[] rows, int rowCount, int[] taps, int tapLength,
      float[] packed, int packedOffset, int n) {
    for (int r = 0; r < rowCount; r++) {
      int yRow = yOffset + r * yStride;
      System.arraycopy(init, initOffset + r * initStride, y, yRow, n);
      int bRow = packedOffset;
      for (int tap : taps) {
        for (int l = 0; l < tapLength; l++, bRow += n) {
          axpy(y, yRow, x[xOffset + rows[r] + tap + l], packed, bRow, n);
        }
      }
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dW, int dWOffset, int dWStride, int height, float[] x, int xOffset, int[] rows, int rowCount,
      float[] dy, int dyOffset, int dyStride, int n) {
    for (int l = 0; l < height; l++) {
      for (int r = 0; r < rowCount; r++) {
        axpy(dW, dWOffset + l * dWStride, x[xOffset + rows[r] + l], dy, dyOffset + r * dyStride, n);
      }
    }
  }

  /** {@code y[j] += a · x[j]}, the one inner loop that both products share. */
  private static void axpy(float[] y, int yOffset, float a, float[] x, int xOffset, int count) {
    for (int j = 0; j < count; j++) {
      y[yOffset + j] += a * x[xOffset + j];
    }
  }

  @Override
  public void add(float[] y, int yOffset, float[] x, int xOffset, int count) {
    for (int i = 0; i < count; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  public void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    for (int r = 0; r < rowCount; r++) {
      add(sums, sumsOffset, x, xOffset + r * stride, columns);
    }
  }
}
