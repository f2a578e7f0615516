package dev.weft.benchmarks.conv;

import dev.weft.core.random.CounterRandom;

/**
 * Inputs of a convolution: small integers, for which every order of summation gives the same floats, so that
 * implementations can be compared bit for bit.
 *
 * @param x inputs (N, H, W, C)
 * @param weights (3, 3, C, K)
 * @param bias (K,)
 * @param dy gradients of the outputs: of the convolution, or of the pool behind it
 */
record ConvData(ConvShape shape, int batch, float[] x, float[] weights, float[] bias, float[] dy) {

  private static final int LIMIT = 2;
  private static final int DROPPED_IN = 4;
  private static final long SEED = 2023;

  /** Data for a convolution alone. */
  static ConvData plain(ConvShape shape, int batch) {
    return new ConvData(shape, batch, integers(batch * shape.inputSize(), 1),
        integers(shape.patch() * shape.filters(), 2), integers(shape.filters(), 3),
        integers(batch * shape.pixels() * shape.filters(), 4));
  }

  /** Data for convolution, ReLU and pool; one gradient in four is 0, as behind the reference network's dropout. */
  static ConvData pooled(ConvShape shape, int batch) {
    ConvData data = plain(shape, batch);
    int size = batch * shape.pooledSide() * shape.pooledSide() * shape.filters();
    float[] dy = integers(size, 4);
    long key = CounterRandom.key(SEED, 5);
    for (int i = 0; i < size; i++) {
      boolean dropped = CounterRandom.below(key, i, DROPPED_IN) == 0;
      dy[i] = dropped ? 0 : dy[i] >= 0 ? dy[i] + 1 : dy[i];
    }
    return new ConvData(shape, batch, data.x, data.weights, data.bias, dy);
  }

  private static float[] integers(int count, long stream) {
    float[] values = new float[count];
    long key = CounterRandom.key(SEED, stream);
    for (int i = 0; i < count; i++) {
      values[i] = CounterRandom.below(key, i, 2 * LIMIT + 1) - LIMIT;
    }
    return values;
  }
}
