package dev.weft.layers;

/**
 * A parabola near 0 and straight lines beyond: the mean over the K outputs of {@code f(e) = e²/2} for {@code |e| ≤ δ}, else {@code δ (|e| −
 * δ/2)}, with the error {@code e = y − t}. Smooth as squared error where errors are small, and not drawn by outliers.
 *
 * <p>Gradient: {@code dy = 1/K max(−δ, min(e, δ))}. Shapes: y, t (K,). It is PyTorch's {@code HuberLoss(delta=δ)}.
 *
 * <p>Huber 1964, <a href="https://doi.org/10.1214/aoms/1177703732">Robust Estimation of a Location Parameter</a>.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, huber(1), adam(1e-3f)).fit(Examples.of(x, y));
 * }
 *
 * @param delta δ, above 0
 */
public record HuberLoss(float delta) implements ElementwiseLoss {

  /** Checks δ. */
  public HuberLoss {
    LossMath.requirePositive("delta", delta);
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public double value(double y, double t) {
    double error = Math.abs(y - t);
    return error <= delta ? error * error / 2 : delta * (error - delta / 2.0);
  }

  @Override
  public double slope(double y, double t) {
    return Math.max(-delta, Math.min(y - t, delta));
  }

  @Override
  public String toString() {
    return "Huber loss, delta " + delta;
  }
}
