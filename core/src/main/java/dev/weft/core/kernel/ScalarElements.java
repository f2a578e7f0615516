package dev.weft.core.kernel;

import dev.weft.core.random.CounterRandom;

/** What is done element by element, in plain loops. */
interface ScalarElements extends ElementKernels {

  @Override
  default void relu(float[] y, int yOffset, float[] x, int xOffset, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[xOffset + i];
      y[yOffset + i] = value <= 0 ? 0 : value;
    }
  }

  @Override
  default void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    for (int i = 0; i < count; i++) {
      dx[dxOffset + i] = y[yOffset + i] <= 0 ? 0 : dy[dyOffset + i];
    }
  }

  @Override
  default void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale) {
    for (int i = 0; i < count; i++) {
      y[yOffset + i] = CounterRandom.uniform(key, first + i) < rate ? 0 : x[xOffset + i] * scale;
    }
  }

  @Override
  default void add(float[] y, int yOffset, float[] x, int xOffset, int count) {
    for (int i = 0; i < count; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  default void sumRows(float[] sums, int sumsOffset, float[] x, int xOffset, int stride, int rowCount, int columns) {
    for (int r = 0; r < rowCount; r++) {
      add(sums, sumsOffset, x, xOffset + r * stride, columns);
    }
  }
}
