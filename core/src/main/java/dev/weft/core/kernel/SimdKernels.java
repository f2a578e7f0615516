package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The operations on {@code jdk.incubator.vector}, output columns in the lanes.
 *
 * <p>Packed matrices are stored in panels: as many panels of {@link #TILE_VECTORS} vectors as fit, then one of two
 * vectors and one of one vector as the remaining columns need. A panel holds its k rows one after the other, the last
 * one padded with zeros, so the panel of columns c… starts at {@code k * c}.
 *
 * <p>From a plain loop to vectors, step by step: docs/book/12-simd.md, then docs/performance.
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
    for (int column = columnFrom; column < columnTo;) {
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
      float[] x, int xOffset, int[] rows, int firstRow, int rowCount, int[] taps, int tapLength,
      float[] packed, int packedOffset, int n) {
    int k = taps.length * tapLength;
    int last = rowCount - 1;
    for (int column = 0; column < n;) {
      int vectors = vectorsAt(column, n);
      int panel = packedOffset + k * column;
      int yAt = yOffset + column;
      int initAt = initOffset + column;
      int blocked = vectors == 4 && rowCount % TILE_ROWS == 1 ? last : rowCount;
      if (blocked < rowCount) {
        MultiplyTiles.tile1x4(y, yAt + last * yStride, init, initAt + last * initStride,
            x, xOffset + rows[firstRow + last], taps, tapLength, packed, panel);
      }
      for (int r = 0; r < blocked; r += TILE_ROWS) {
        switch (vectors) {
          case 4 -> MultiplyTiles.tile6x4(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel);
          case 2 -> MultiplyTiles.tile6x2(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel);
          default -> MultiplyTiles.tile6x1(y, yAt, yStride, init, initAt, initStride, r, last,
              x, xOffset, rows, firstRow, taps, tapLength, packed, panel, n - column);
        }
      }
      column += vectors * L;
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dW, int dWOffset, int[] offsets, int from, int to, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] dy, int dyOffset, int n) {
    for (int column = 0; column < n;) {
      int vectors = vectorsAt(column, n);
      int dWAt = dWOffset + column;
      int dyAt = dyOffset + column;
      for (int l = from; l < to; l += TILE_ROWS) {
        switch (vectors) {
          case 4 -> OuterTiles.tile6x4(dW, dWAt, n, offsets, l, to - 1, x, xOffset, rows, firstRow, rowCount, dy, dyAt);
          case 2 -> OuterTiles.tile6x2(dW, dWAt, n, offsets, l, to - 1, x, xOffset, rows, firstRow, rowCount, dy, dyAt);
          default ->
              OuterTiles.tile6x1(dW, dWAt, n, offsets, l, to - 1, x, xOffset, rows, firstRow, rowCount, dy, dyAt,
                  n - column);
        }
      }
      column += vectors * L;
    }
  }

  @Override
  public void addScaledPatches(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, int taps, int tapLength,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count) {
    if (count == 0) {
      return;
    }
    int wide = taps == PatchTiles.TAPS ? tapLength / PatchTiles.WIDTH * PatchTiles.WIDTH : 0;
    for (int l = 0; l < wide; l += PatchTiles.WIDTH) {
      PatchTiles.wide(
          y, yOffset + l, yStride, x, xOffset + l, xStride, start, startOffset, scale, scaleOffset, count);
    }
    for (int t = 0; t < taps; t++) {
      for (int l = wide; l < tapLength; l += L) {
        PatchTiles.narrow(
            y, yOffset + t * yStride + l, x, xOffset + t * xStride + l, start, startOffset, scale, scaleOffset,
            count, tapLength - l);
      }
    }
  }

  @Override
  public void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    ElementLoops.reluMaxPool(y, yOffset, choice, choiceOffset, x, xOffset, windows, n);
  }

  @Override
  public void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n) {
    ElementLoops.unpool(dx, dxOffset, dy, dyOffset, choice, choiceOffset, windows, n);
  }

  @Override
  public void convolve3x3ReluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int[] corners,
      int firstCorner, int windows, int rowStride, float[] weights, int weightsOffset, float[] bias, int biasOffset,
      int n) {
    if (n % L == 0) {
      SingleChannelTiles.forward(y, yOffset, choice, choiceOffset, x, xOffset, corners, firstCorner, windows, rowStride,
          weights, weightsOffset, bias, biasOffset, n);
    } else {
      ScalarKernels.INSTANCE.convolve3x3ReluMaxPool(y, yOffset, choice, choiceOffset, x, xOffset, corners,
          firstCorner, windows, rowStride, weights, weightsOffset, bias, biasOffset, n);
    }
  }

  @Override
  public void convolve3x3Gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int[] corners, int firstCorner, int windows, int rowStride, int n) {
    if (n % L == 0) {
      SingleChannelTiles.gradient(dW, dWOffset, dy, dyOffset, choice, choiceOffset, x, xOffset, corners, firstCorner,
          windows, rowStride, n);
    } else {
      ScalarKernels.INSTANCE.convolve3x3Gradient(dW, dWOffset, dy, dyOffset, choice, choiceOffset, x, xOffset,
          corners, firstCorner, windows, rowStride, n);
    }
  }

  @Override
  public int listChosen(
      float[] starts, int startsOffset, float[] scales, int scalesOffset, float[] choice, int choiceOffset,
      float[] dy, int dyOffset, int n, int q, int step) {
    return ElementLoops.listChosen(
        starts, startsOffset, scales, scalesOffset, choice, choiceOffset, dy, dyOffset, n, q, step);
  }

  @Override
  public void relu(float[] y, int yOffset, float[] x, int xOffset, int count) {
    ElementLoops.relu(y, yOffset, x, xOffset, count);
  }

  @Override
  public void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    ElementLoops.reluGradient(dx, dxOffset, dy, dyOffset, y, yOffset, count);
  }

  @Override
  public void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale) {
    ElementLoops.dropout(y, yOffset, x, xOffset, count, key, first, rate, scale);
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

  @Override
  public void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n) {
    DepthwiseLoops.addProducts(y, yOffset, a, aOffset, aStarts, b, bOffset, bStarts, from, to, n);
  }

  @Override
  public void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels) {
    if (channels < L) {
      ScalarKernels.INSTANCE.channelMoments(moments, momentsOffset, x, xOffset, rows, channels);
    } else {
      ChannelLoops.moments(moments, momentsOffset, x, xOffset, rows, channels);
    }
  }

  @Override
  public void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] k, int mean, int scale, float[] b,
      int beta, boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normalise(y, yOffset, x, xOffset, rows, channels, k, mean, scale, b, beta, relu);
    } else {
      ChannelLoops.normalise(y, yOffset, x, xOffset, rows, channels, k, mean, scale, b, beta, relu);
    }
  }

  @Override
  public void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, float[] y, int yOffset, int rows,
      int channels, float[] k, int mean, boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normaliseGradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, y, yOffset, rows, channels, k, mean, relu);
    } else {
      ChannelLoops.gradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, y, yOffset, rows, channels, k, mean, relu);
    }
  }

  @Override
  public void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, float[] y, int yOffset, int rows,
      int channels, float[] k, int mean, int a, int b, int shift, boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, y, yOffset, rows, channels, k, mean, a, b, shift, relu);
    } else {
      ChannelLoops.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, y, yOffset, rows, channels, k, mean, a, b, shift, relu);
    }
  }
}
