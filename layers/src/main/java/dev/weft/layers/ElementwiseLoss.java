package dev.weft.layers;

import dev.weft.layers.engine.Loss;

/**
 * A loss that is the mean over an example's outputs of a function of one output and its target, {@code loss = 1/K Σⱼ f(yⱼ, tⱼ)}: a
 * record with a value and a slope is a whole loss.
 *
 * {@snippet :
 * record Quartic() implements ElementwiseLoss {
 *   public String name() { return "quartic"; }
 *   public double value(double y, double t) { return Math.pow(y - t, 4); }
 *   public double slope(double y, double t) { return 4 * Math.pow(y - t, 3); }
 * }
 * }
 *
 * <p>Gradient: {@code dyⱼ = 1/K f′(yⱼ, tⱼ)}. Shapes: y, t (K,). {@code GradientCheck} compares the two.
 */
public interface ElementwiseLoss extends Loss {

  /** The function f. */
  double value(double y, double t);

  /** Its derivative with respect to y; at a kink, one of the two. */
  double slope(double y, double t);

  @Override
  default float loss(float[] y, int yOffset, float[] t, int tOffset, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += value(y[yOffset + j], t[tOffset + j]);
    }
    return (float) (sum / size);
  }

  @Override
  default void gradient(
      float[] dy, int dyOffset, float[] y, int yOffset, float[] t, int tOffset, int size, float scale) {
    for (int j = 0; j < size; j++) {
      dy[dyOffset + j] = (float) (scale / size * slope(y[yOffset + j], t[tOffset + j]));
    }
  }
}
