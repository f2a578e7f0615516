package dev.weft.core.kernel;

/** Pooled convolutions as they are defined. */
interface ScalarPooledConvolutions extends PooledConvolutionKernels {

  @Override
  default void reluMaxPool(
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
  default void unpool(
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
  default void convolve3x3ReluMaxPool(
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
  default void convolve3x3Gradient(
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
  default int listChosen(
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
  default boolean prefersPooledTiles() {
    return false;
  }

  @Override
  default void pooledTileInput(
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
  default void pooledTileOutput(
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
}
