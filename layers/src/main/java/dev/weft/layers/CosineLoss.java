package dev.weft.layers;

import dev.weft.layers.engine.Loss;

/**
 * How little the outputs point where the target does: {@code loss = 1 − cos(y, t) = 1 − Σ yⱼ tⱼ / (|y| |t|)}, from 0 to 2 whatever the
 * lengths are. For embeddings.
 *
 * <p>Gradient: {@code dy = (cos(y, t) y / |y| − t / |t|) / |y|}. Lengths below 1e-8 count as that. Shapes: y, t (K,). It is PyTorch's
 * {@code CosineEmbeddingLoss} for pairs that belong together.
 *
 * {@snippet :
 * var towards = Sequential.input(4).add(dense(4)).build(1);
 * Trainer.of(towards, Losses.cosine(), adam(1e-3f)).fit(Examples.of(x, x));
 * }
 */
public record CosineLoss() implements Loss {

  private static final double LEAST = 1e-8;

  @Override
  public String name() {
    return "cosine";
  }

  private static double dot(float[] a, int aOffset, float[] b, int bOffset, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += (double) a[aOffset + j] * b[bOffset + j];
    }
    return sum;
  }

  private static double length(float[] a, int aOffset, int size) {
    return Math.max(LEAST, Math.sqrt(dot(a, aOffset, a, aOffset, size)));
  }

  @Override
  public void checkTarget(float[] t, int tOffset, int size) {
    if (dot(t, tOffset, t, tOffset, size) == 0) {
      throw new IllegalArgumentException("expected a direction, got only zeros");
    }
  }

  @Override
  public float loss(float[] y, int yOffset, float[] t, int tOffset, int size) {
    return (float) (1
        - dot(y, yOffset, t, tOffset, size) / (length(y, yOffset, size) * length(t, tOffset, size)));
  }

  @Override
  public void gradient(
      float[] dy, int dyOffset, float[] y, int yOffset, float[] t, int tOffset, int size, float scale) {
    double length = length(y, yOffset, size);
    double target = length(t, tOffset, size);
    double cosine = dot(y, yOffset, t, tOffset, size) / (length * target);
    for (int j = 0; j < size; j++) {
      dy[dyOffset + j] = (float) (scale * (cosine * y[yOffset + j] / length - t[tOffset + j] / target) / length);
    }
  }

  @Override
  public String toString() {
    return "cosine loss";
  }
}
