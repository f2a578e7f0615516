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
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride,
      float[] x, int xOffset, int[] rows, int firstRow, int rowCount, int[] taps, int tapLength,
      float[] packed, int packedOffset, int n) {
    for (int r = 0; r < rowCount; r++) {
      int yRow = yOffset + r * yStride;
      System.arraycopy(init, initOffset + r * initStride, y, yRow, n);
      int bRow = packedOffset;
      for (int tap : taps) {
        for (int l = 0; l < tapLength; l++, bRow += n) {
          axpy(y, yRow, x[xOffset + rows[firstRow + r] + tap + l], packed, bRow, n);
        }
      }
    }
  }

  @Override
  public void multiplyTransposed(
      float[] dW, int dWOffset, int[] offsets, int from, int to, float[] x, int xOffset, int[] rows, int firstRow,
      int rowCount, float[] dy, int dyOffset, int n) {
    for (int l = from; l < to; l++) {
      for (int r = 0; r < rowCount; r++) {
        axpy(dW, dWOffset + l * n, x[xOffset + rows[firstRow + r] + offsets[l]], dy, dyOffset + r * n, n);
      }
    }
  }

  @Override
  public void addScaledPatches(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, int taps, int tapLength,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count) {
    for (int e = 0; e < count; e++) {
      int patch = xOffset + (int) start[startOffset + e];
      for (int t = 0; t < taps; t++) {
        axpy(y, yOffset + t * yStride, scale[scaleOffset + e], x, patch + t * xStride, tapLength);
      }
    }
  }

  @Override
  public void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        float best = 0;
        int chosen = 4;
        for (int q = 0; q < 4; q++) {
          float value = x[xOffset + (4 * w + q) * n + j];
          if (value > best) {
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
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int[] corners,
      int firstCorner, int windows, int rowStride, float[] weights, int weightsOffset, float[] bias, int biasOffset,
      int n) {
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        float best = 0;
        int chosen = 4;
        for (int q = 0; q < 4; q++) {
          int pixel = xOffset + corners[firstCorner + 4 * w] + q / 2 * rowStride + q % 2;
          float value = bias[biasOffset + j];
          for (int t = 0; t < 9; t++) {
            value += x[pixel + t / 3 * rowStride + t % 3] * weights[weightsOffset + t * n + j];
          }
          if (value > best) {
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
      int[] corners, int firstCorner, int windows, int rowStride, int n) {
    for (int w = 0; w < windows; w++) {
      for (int j = 0; j < n; j++) {
        int q = (int) choice[choiceOffset + w * n + j];
        if (q == 4) {
          continue;
        }
        float gradient = dy[dyOffset + w * n + j];
        int pixel = xOffset + corners[firstCorner + 4 * w] + q / 2 * rowStride + q % 2;
        for (int t = 0; t < 9; t++) {
          dW[dWOffset + t * n + j] += gradient * x[pixel + t / 3 * rowStride + t % 3];
        }
        dW[dWOffset + 9 * n + j] += gradient;
      }
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
      y[yOffset + i] = value > 0 ? value : 0;
    }
  }

  @Override
  public void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    for (int i = 0; i < count; i++) {
      dx[dxOffset + i] = y[yOffset + i] > 0 ? dy[dyOffset + i] : 0;
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
}
