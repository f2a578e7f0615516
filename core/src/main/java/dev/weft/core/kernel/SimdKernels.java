package dev.weft.core.kernel;

import jdk.incubator.vector.VectorSpecies;

/**
 * The operations on {@code jdk.incubator.vector}, output columns in the lanes.
 *
 * <p>Packed matrices are stored in panels: of {@link #TILE_VECTORS} vectors each, the last one or two of fewer as the remaining
 * columns need. A panel holds its k rows one after the other, so the panel of columns c… starts at {@code k * c}. Where the
 * columns are no multiple of the lanes, the last vector ends with the last column and shares columns with the vector before it.
 * A matrix narrower than a vector is padded with zeros; {@link NarrowColumns} has its products.
 *
 * <p>No kernel uses masks on memory: C1 cannot compile a loop with them, and what C1 cannot compile may stay slow for good
 * (docs/performance/10-warm-up.md).
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

  /** The rows of a tile of one vector. */
  static final int NARROW_TILE_ROWS = 8;

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

  /** How many vectors wide the panel that starts at a column is: never a lone one after others, which could not overlap. */
  private static int vectorsAt(int column, int n) {
    int left = (n - column + L - 1) / L;
    return left == TILE_VECTORS + 1 ? TILE_VECTORS - 1 : Math.min(left, TILE_VECTORS);
  }

  /** Where the last vector of a panel starts, counted from the panel's first column. */
  private static int endOf(int vectors, int column, int n) {
    return Math.min(vectors * L, n - column) - L;
  }

  @Override
  public void pack(
      float[] packed, int packedOffset, float[] b, int bOffset, int rowStride, int columnStride, int k, int n,
      int columnFrom, int columnTo) {
    if (n < L) {
      NarrowColumns.pack(packed, packedOffset, b, bOffset, rowStride, columnStride, k, n);
      return;
    }
    for (int column = 0; column < columnTo;) {
      int vectors = vectorsAt(column, n);
      if (column >= columnFrom) {
        packPanel(packed, packedOffset + k * column, vectors, endOf(vectors, column, n), b,
            bOffset + column * columnStride, rowStride, columnStride, k);
      }
      column += vectors * L;
    }
  }

  private static void packPanel(
      float[] packed, int panel, int vectors, int end, float[] b, int bOffset, int rowStride, int columnStride, int k) {
    int whole = (vectors - 1) * L;
    for (int i = 0; i < k; i++) {
      int to = panel + i * vectors * L;
      int from = bOffset + i * rowStride;
      packRow(packed, to, b, from, columnStride, whole);
      packRow(packed, to + whole, b, from + end * columnStride, columnStride, L);
    }
  }

  private static void packRow(float[] packed, int to, float[] b, int from, int columnStride, int count) {
    if (columnStride == 1) {
      System.arraycopy(b, from, packed, to, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      packed[to + j] = b[from + j * columnStride];
    }
  }

  @Override
  public void multiply(
      float[] y, int yOffset, float[] init, int initOffset, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] packed, int packedOffset, Product product) {
    int[] taps = product.taps();
    int tapLength = product.tapLength();
    int n = product.n();
    int yStride = product.rowStride();
    int initStride = product.initStride();
    if (n < L) {
      NarrowColumns.multiply(
          y, yOffset, init, initOffset, x, xOffset, rows, firstRow, rowCount, packed, packedOffset, product);
      return;
    }
    int k = taps.length * tapLength;
    int last = rowCount - 1;
    for (int column = 0; column < n;) {
      int vectors = vectorsAt(column, n);
      int end = endOf(vectors, column, n);
      int panel = packedOffset + k * column;
      int yAt = yOffset + column;
      int initAt = initOffset + column;
      int tileRows = vectors == 1 ? NARROW_TILE_ROWS : PRODUCT_ROWS;
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
      column += vectors * L;
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dW, int dWOffset, int from, int to, float[] x, int xOffset, int[] rows, int firstRow, int rowCount,
      float[] dy, int dyOffset, Product product) {
    int[] elements = product.elements();
    int n = product.n();
    int dyStride = product.rowStride();
    if (n < L) {
      NarrowColumns.multiplyTransposed(
          dW, dWOffset, from, to, x, xOffset, rows, firstRow, rowCount, dy, dyOffset, product);
      return;
    }
    int last = to - 1;
    for (int column = 0; column < n;) {
      int vectors = vectorsAt(column, n);
      int end = endOf(vectors, column, n);
      int tileRows = vectors == 1 ? NARROW_TILE_ROWS : PRODUCT_ROWS;
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
      column += vectors * L;
    }
  }

  @Override
  public void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch) {
    if (count > 0) {
      Patches.add(y, yOffset, x, xOffset, start, startOffset, scale, scaleOffset, count, patch);
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
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution) {
    SingleChannel.forward(y, yOffset, choice, choiceOffset, x, xOffset, weights, weightsOffset, bias, biasOffset,
        windows, convolution);
  }

  @Override
  public void convolve3x3Gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int windows, PooledConvolution convolution) {
    SingleChannel.gradient(
        dW, dWOffset, dy, dyOffset, choice, choiceOffset, x, xOffset, windows, convolution);
  }

  @Override
  public boolean prefersPooledTiles() {
    return true;
  }

  @Override
  public void pooledTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int first, int windows,
      PooledConvolution convolution) {
    if (convolution.channels() % L == 0) {
      WinogradTiles.input(v, vOffset, plane, x, xOffset, convolution.corners(), 4 * first, windows,
          convolution.rowStride(), convolution.channels());
    } else {
      ScalarKernels.INSTANCE.pooledTileInput(v, vOffset, plane, x, xOffset, first, windows, convolution);
    }
  }

  @Override
  public void pooledTileOutput(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int windows, PooledConvolution convolution) {
    if (convolution.filters() % L == 0) {
      WinogradTiles.output(y, yOffset, choice, choiceOffset, m, mOffset, plane, bias, biasOffset, windows,
          convolution.filters());
    } else {
      ScalarKernels.INSTANCE.pooledTileOutput(
          y, yOffset, choice, choiceOffset, m, mOffset, plane, bias, biasOffset, windows, convolution);
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
    ElementLoops.add(y, yOffset, x, xOffset, count);
  }

  @Override
  public void maxPool(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels) {
    PoolLoops.max(y, yOffset, places, placesOffset, x, xOffset, run, channels);
  }

  @Override
  public void meanPool(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels) {
    PoolLoops.mean(y, yOffset, x, xOffset, run, channels);
  }

  @Override
  public void meanPoolGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels) {
    PoolLoops.meanGradient(dx, dxOffset, dy, dyOffset, run, channels);
  }

  @Override
  public void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    RowSums.add(sums, sumsOffset, x, xOffset, stride, rowCount, columns);
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
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normalise(y, yOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.normalise(y, yOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }

  @Override
  public void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normaliseGradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.gradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }

  @Override
  public void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    if (channels < L) {
      ScalarKernels.INSTANCE.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }

  @Override
  public void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count) {
    LargeTileLoops.combine(y, yOffset, yStride, x, xOffset, xStride, matrix, rows, columns, count);
  }

  @Override
  public void largeTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset) {
    LargeTileLoops.input(v, vOffset, plane, x, xOffset, rowStride, channels, scratch, scratchOffset);
  }

  @Override
  public void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int channels, float[] scratch, int scratchOffset) {
    LargeTileLoops.output(
        y, yOffset, rowStride, rows, columns, m, mOffset, plane, bias, biasOffset, channels, scratch, scratchOffset);
  }

  @Override
  public void largeTileOutputGradient(
      float[] d, int dOffset, int plane, float[] dy, int dyOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset) {
    LargeTileLoops.outputGradient(
        d, dOffset, plane, dy, dyOffset, rowStride, channels, scratch, scratchOffset);
  }
}
