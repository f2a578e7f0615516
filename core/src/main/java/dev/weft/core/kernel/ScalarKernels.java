package dev.weft.core.kernel;

import dev.weft.core.random.CounterRandom;

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
  public void multiplyTransposed(
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
  public void addScaledPatches(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch) {
    for (int t = 0; t < patch.taps(); t++) {
      addScaledTap(y, yOffset + t * patch.yStride(), x, xOffset + t * patch.xStride(), patch.tapLength(), start,
          startOffset, scale, scaleOffset, count);
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

  @Override
  public void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        float best = 0;
        int chosen = NONE;
        for (int q = 0; q < 4; q++) {
          float value = x[xOffset + (4 * w + q) * n + j];
          if (value > best || Float.isNaN(value)) {
            best = value;
            chosen = q;
          }
        }
        y[yOffset + w * n + j] = best;
        choice[choiceOffset + w * n + j] = chosen;
      }
    }
  }

  @Override
  public void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n) {
    for (int w = 0; w < windows; w++) {
      for (int q = 0; q < 4; q++) {
        for (int j = 0; j < n; j++) {
          dx[dxOffset + (4 * w + q) * n + j] = choice[choiceOffset + w * n + j] == q ? dy[dyOffset + w * n + j] : 0;
        }
      }
    }
  }

  @Override
  public void convolve3x3ReluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, float[] weights,
      int weightsOffset, float[] bias, int biasOffset, int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    int rowStride = convolution.rowStride();
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        float best = 0;
        int chosen = NONE;
        for (int q = 0; q < 4; q++) {
          int pixel = xOffset + convolution.corners()[4 * w] + q / 2 * rowStride + q % 2;
          float value = bias[biasOffset + j];
          for (int t = 0; t < 9; t++) {
            value += x[pixel + t / 3 * rowStride + t % 3] * weights[weightsOffset + t * n + j];
          }
          if (value > best || Float.isNaN(value)) {
            best = value;
            chosen = q;
          }
        }
        y[yOffset + w * n + j] = best;
        choice[choiceOffset + w * n + j] = chosen;
      }
    }
  }

  @Override
  public void convolve3x3Gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    int rowStride = convolution.rowStride();
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        int q = (int) choice[choiceOffset + w * n + j];
        if (q == NONE) {
          continue;
        }
        float gradient = dy[dyOffset + w * n + j];
        int pixel = xOffset + convolution.corners()[4 * w] + q / 2 * rowStride + q % 2;
        for (int t = 0; t < 9; t++) {
          dW[dWOffset + t * n + j] += gradient * x[pixel + t / 3 * rowStride + t % 3];
        }
        dW[dWOffset + 9 * n + j] += gradient;
      }
    }
  }

  @Override
  public boolean prefersPooledTiles() {
    return false;
  }

  @Override
  public void pooledTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int first, int windows,
      PooledConvolution convolution) {
    int channels = convolution.channels();
    for (int w = 0; w < windows; w++) {
      int corner = xOffset + convolution.corners()[4 * (first + w)];
      for (int c = 0; c < channels; c++) {
        for (int e = 0; e < Winograd.PLANES; e++) {
          v[vOffset + e * plane + w * channels + c] =
              Winograd.sandwich(
                  Winograd.B[e / 4], x, corner + c, convolution.rowStride(), channels, Winograd.B[e % 4]);
        }
      }
    }
  }

  @Override
  public void pooledTileOutput(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int windows, PooledConvolution convolution) {
    int n = convolution.filters();
    for (int i = 0; i < windows * n; i++) {
      float best = 0;
      int chosen = NONE;
      for (int q = 0; q < 4; q++) {
        float value = Winograd.sandwich(Winograd.A[q / 2], m, mOffset + i, 4 * plane, plane, Winograd.A[q % 2])
            + bias[biasOffset + i % n];
        if (value > best || Float.isNaN(value)) {
          best = value;
          chosen = q;
        }
      }
      y[yOffset + i] = best;
      choice[choiceOffset + i] = chosen;
    }
  }

  @Override
  public int listChosen(
      float[] starts, int startsOffset, float[] scales, int scalesOffset, float[] choice, int choiceOffset,
      float[] dy, int dyOffset, int n, int q, int step) {
    int count = 0;
    for (int j = 0; j < n; j++) {
      if (choice[choiceOffset + j] == q && dy[dyOffset + j] != 0) {
        starts[startsOffset + count] = j * step;
        scales[scalesOffset + count] = dy[dyOffset + j];
        count++;
      }
    }
    return count;
  }

  @Override
  public void relu(float[] y, int yOffset, float[] x, int xOffset, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[xOffset + i];
      y[yOffset + i] = value <= 0 ? 0 : value;
    }
  }

  @Override
  public void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    for (int i = 0; i < count; i++) {
      dx[dxOffset + i] = y[yOffset + i] <= 0 ? 0 : dy[dyOffset + i];
    }
  }

  @Override
  public void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale) {
    for (int i = 0; i < count; i++) {
      y[yOffset + i] = CounterRandom.uniform(key, first + i) < rate ? 0 : x[xOffset + i] * scale;
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
  public void maxPool(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels) {
    ScalarPools.max(y, yOffset, places, placesOffset, x, xOffset, run, 0, channels);
  }

  @Override
  public void meanPool(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels) {
    ScalarPools.mean(y, yOffset, x, xOffset, run, 0, channels);
  }

  @Override
  public void meanPoolGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels) {
    ScalarPools.meanGradient(dx, dxOffset, dy, dyOffset, run, 0, channels);
  }

  @Override
  public void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    for (int r = 0; r < rowCount; r++) {
      add(sums, sumsOffset, x, xOffset + r * stride, columns);
    }
  }

  @Override
  public void addProducts(
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

  @Override
  public void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels) {
    for (int c = 0; c < channels; c++) {
      float mean = interleavedSum(x, xOffset + c, rows, channels, 0, false) / rows;
      moments[momentsOffset + c] = mean;
      moments[momentsOffset + channels + c] = interleavedSum(x, xOffset + c, rows, channels, mean, true);
    }
  }

  /** The sum of a channel's values, or of their squared differences from the mean, in four interleaved parts. */
  private static float interleavedSum(float[] x, int from, int rows, int channels, float mean, boolean squared) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = rows / 4 * 4;
    for (int r = 0; r < rows; r++) {
      float difference = x[from + r * channels] - mean;
      float value = squared ? difference * difference : difference;
      int part = r < whole ? r % 4 : 0;
      if (part == 0) {
        s0 += value;
      } else if (part == 1) {
        s1 += value;
      } else if (part == 2) {
        s2 += value;
      } else {
        s3 += value;
      }
    }
    return s0 + s1 + (s2 + s3);
  }

  @Override
  public void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        float value = normalised(x[xOffset + r * channels + c], constants, constantsOffset + c, channels);
        y[yOffset + r * channels + c] = relu && value <= 0 ? 0 : value;
      }
    }
  }

  /** {@code (x − mean) · scale + shift} of a channel. */
  private static float normalised(float x, float[] constants, int mean, int channels) {
    return (x - constants[mean]) * constants[mean + channels] + constants[mean + 2 * channels];
  }

  @Override
  public void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    for (int c = 0; c < channels; c++) {
      float even = 0;
      float odd = 0;
      float evenProducts = 0;
      float oddProducts = 0;
      for (int r = 0; r < rows; r++) {
        int place = r * channels + c;
        float value = x[xOffset + place];
        boolean closed = relu && normalised(value, constants, constantsOffset + c, channels) <= 0;
        float gradient = closed ? 0 : dy[dyOffset + place];
        float product = (value - constants[constantsOffset + c]) * gradient;
        if (r % 2 == 0) {
          even += gradient;
          evenProducts += product;
        } else {
          odd += gradient;
          oddProducts += product;
        }
      }
      sums[sumsOffset + c] = even + odd;
      sums[sumsOffset + channels + c] = evenProducts + oddProducts;
    }
  }

  @Override
  public void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    int scale = constantsOffset + channels;
    int slope = scale + 2 * channels;
    int level = slope + channels;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        int place = r * channels + c;
        float value = x[xOffset + place];
        boolean closed = relu && normalised(value, constants, constantsOffset + c, channels) <= 0;
        float gradient = closed ? 0 : dy[dyOffset + place];
        float linear = (value - constants[constantsOffset + c]) * constants[slope + c] + constants[level + c];
        dx[dxOffset + place] = linear + gradient * constants[scale + c];
      }
    }
  }

  @Override
  public void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count) {
    for (int i = 0; i < rows; i++) {
      for (int l = 0; l < count; l++) {
        float sum = 0;
        for (int j = 0; j < columns; j++) {
          sum += matrix[i * columns + j] * x[xOffset + j * xStride + l];
        }
        y[yOffset + i * yStride + l] = sum;
      }
    }
  }

  @Override
  public void largeTileInput(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset) {
    int line = LargeTile.lineStride(channels);
    combine(scratch, scratchOffset, line, x, xOffset, rowStride, LargeTile.B_TRANSPOSED, LargeTile.IN, LargeTile.IN,
        LargeTile.IN * channels);
    for (int i = 0; i < LargeTile.IN; i++) {
      combine(v, vOffset + i * LargeTile.IN * plane, plane, scratch, scratchOffset + i * line, channels,
          LargeTile.B_TRANSPOSED, LargeTile.IN, LargeTile.IN, channels);
    }
  }

  @Override
  public void largeTileOutput(
      float[] y, int yOffset, int rowStride, int rows, int columns, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int channels, float[] scratch, int scratchOffset) {
    int line = LargeTile.lineStride(channels);
    for (int j = 0; j < LargeTile.IN; j++) {
      combine(scratch, scratchOffset + j * channels, line, m, mOffset + j * plane, LargeTile.IN * plane,
          LargeTile.A_TRANSPOSED, LargeTile.OUT, LargeTile.IN, channels);
    }
    for (int i = 0; i < rows; i++) {
      int pixels = yOffset + i * rowStride;
      combine(y, pixels, channels, scratch, scratchOffset + i * line, channels, LargeTile.A_TRANSPOSED, columns,
          LargeTile.IN, channels);
      for (int j = 0; j < columns; j++) {
        add(y, pixels + j * channels, bias, biasOffset, channels);
      }
    }
  }

  @Override
  public void largeTileOutputGradient(
      float[] d, int dOffset, int plane, float[] dy, int dyOffset, int rowStride, int channels, float[] scratch,
      int scratchOffset) {
    int line = LargeTile.lineStride(channels);
    combine(scratch, scratchOffset, line, dy, dyOffset, rowStride, LargeTile.A, LargeTile.IN, LargeTile.OUT,
        LargeTile.OUT * channels);
    for (int i = 0; i < LargeTile.IN; i++) {
      combine(d, dOffset + i * LargeTile.IN * plane, plane, scratch, scratchOffset + i * line, channels, LargeTile.A,
          LargeTile.IN, LargeTile.OUT, channels);
    }
  }
}
