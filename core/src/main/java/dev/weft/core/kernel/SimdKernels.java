package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The operations on {@code jdk.incubator.vector}, output columns in the lanes.
 *
 * <p>Packed matrices are stored in panels: as many panels of {@link #TILE_VECTORS} vectors as fit, then one of two
 * vectors and one of one vector as the remaining columns need. A panel holds its k rows one after the other, the last
 * one padded with zeros, so the panel of columns c… starts at {@code k * c}.
 */
final class SimdKernels implements Kernels {

  /** The vector shape, fixed when the class is loaded: C2 compiles for constant species only. */
  static final VectorSpecies<Float> SPECIES = VectorProbe.requestedSpecies();

  static final SimdKernels INSTANCE = new SimdKernels();

  private static final int L = SPECIES.length();

  /** Four vectors wide where there are 32 registers; two for AVX2's 256 bits, which has 16. */
  private static final int TILE_VECTORS = L == 8 ? 2 : 4;

  private static final int TILE_ROWS = 6;

  private SimdKernels() {}

  @Override
  public String name() {
    return "simd-" + SPECIES.vectorBitSize();
  }

  @Override
  public int lanes() {
    return L;
  }

  @Override
  public int panelWidth() {
    return TILE_VECTORS * L;
  }

  @Override
  public int packedSize(int k, int n) {
    return k * ((n + L - 1) / L * L);
  }

  /** How many vectors wide the panel that starts at a column is; a panel of one vector may be partly filled. */
  private static int vectorsAt(int column, int n) {
    int whole = (n - column) / L;
    return whole >= TILE_VECTORS ? TILE_VECTORS : whole >= 2 ? 2 : 1;
  }

  @Override
  public void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    for (int column = columnFrom; column < columnTo; ) {
      int width = vectorsAt(column, n) * L;
      int panel = packedOffset + k * column;
      packPanel(packed, panel, width, b, bOffset + column * columnStride, rowStride, columnStride, k,
          Math.min(width, n - column));
      column += width;
    }
  }

  private static void packPanel(
      float[] packed, int panel, int width, float[] b, int bOffset, int rowStride, int columnStride, int k,
      int filled) {
    for (int i = 0; i < k; i++) {
      int to = panel + i * width;
      int from = bOffset + i * rowStride;
      if (columnStride == 1) {
        System.arraycopy(b, from, packed, to, filled);
      } else {
        for (int j = 0; j < filled; j++) {
          packed[to + j] = b[from + j * columnStride];
        }
      }
      for (int j = filled; j < width; j++) {
        packed[to + j] = 0;
      }
    }
  }

  @Override
  public void multiply(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride,
      float[] x, int xOffset, int[] rows, int rowCount, int[] taps, int tapLength,
      float[] packed, int packedOffset, int n) {
    int k = taps.length * tapLength;
    int last = rowCount - 1;
    for (int column = 0; column < n; ) {
      int vectors = vectorsAt(column, n);
      int panel = packedOffset + k * column;
      int yAt = yOffset + column;
      int initAt = initOffset + column;
      VectorMask<Float> mask = SPECIES.indexInRange(0, n - column);
      for (int r = 0; r < rowCount; r += TILE_ROWS) {
        switch (vectors) {
          case 4 -> MultiplyTiles.tile6x4(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, taps, tapLength, packed, panel);
          case 2 -> MultiplyTiles.tile6x2(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, taps, tapLength, packed, panel);
          default -> MultiplyTiles.tile6x1(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, taps, tapLength, packed, panel, mask);
        }
      }
      column += vectors * L;
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dW, int dWOffset, int dWStride, int height, float[] x, int xOffset, int[] rows, int rowCount,
      float[] dy, int dyOffset, int dyStride, int n) {
    for (int column = 0; column < n; ) {
      int vectors = vectorsAt(column, n);
      int dyAt = dyOffset + column;
      VectorMask<Float> mask = SPECIES.indexInRange(0, n - column);
      for (int l = 0; l < height; l += TILE_ROWS) {
        int rowsLeft = Math.min(TILE_ROWS, height - l);
        int dWAt = dWOffset + l * dWStride + column;
        int xAt = xOffset + l;
        switch (vectors) {
          case 4 -> OuterTiles.tile6x4(dW, dWAt, dWStride, rowsLeft, x, xAt, rows, rowCount, dy, dyAt, dyStride);
          case 2 -> OuterTiles.tile6x2(dW, dWAt, dWStride, rowsLeft, x, xAt, rows, rowCount, dy, dyAt, dyStride);
          default -> OuterTiles.tile6x1(
              dW, dWAt, dWStride, rowsLeft, x, xAt, rows, rowCount, dy, dyAt, dyStride, mask);
        }
      }
      column += vectors * L;
    }
  }

  @Override
  public void add(float[] y, int yOffset, float[] x, int xOffset, int count) {
    int whole = SPECIES.loopBound(count);
    int i = 0;
    for (; i < whole; i += L) {
      FloatVector.fromArray(SPECIES, y, yOffset + i)
          .add(FloatVector.fromArray(SPECIES, x, xOffset + i))
          .intoArray(y, yOffset + i);
    }
    for (; i < count; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  public void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    int column = 0;
    for (; column <= columns - L; column += L) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, sumsOffset + column);
      for (int r = 0; r < rowCount; r++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, xOffset + column + r * stride));
      }
      sum.intoArray(sums, sumsOffset + column);
    }
    ScalarKernels.INSTANCE.sumRows(
        sums, sumsOffset + column, x, xOffset + column, stride, rowCount, columns - column);
  }
}
