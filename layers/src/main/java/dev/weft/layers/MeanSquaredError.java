package dev.weft.layers;

import dev.weft.layers.engine.Loss;

/**
 * Mean squared error: {@code loss = 1/K Σⱼ (yⱼ − tⱼ)²} over the K outputs of an example.
 *
 * <p>Gradient: {@code dyⱼ = 2/K (yⱼ − tⱼ)}. Shapes: y, t (K,).
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, meanSquaredError(), adam(1e-3f)).fit(Examples.of(x, y));
 * }
 */
public record MeanSquaredError() implements Loss {

  @Override
  public String name() {
    return "mean_squared_error";
  }

  @Override
  public float loss(float[] y, int yOffset, float[] t, int tOffset, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double error = (double) y[yOffset + j] - t[tOffset + j];
      sum += error * error;
    }
    return (float) (sum / size);
  }

  @Override
  public void gradient(
      float[] dy, int dyOffset, float[] y, int yOffset, float[] t, int tOffset, int size, float scale) {
    for (int j = 0; j < size; j++) {
      dy[dyOffset + j] = 2 * scale / size * (y[yOffset + j] - t[tOffset + j]);
    }
  }

  @Override
  public String toString() {
    return "mean squared error";
  }
}
