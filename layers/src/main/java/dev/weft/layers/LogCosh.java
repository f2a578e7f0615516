package dev.weft.layers;

/**
 * The mean over the K outputs of {@code log cosh(y − t)}: near {@code e²/2} for small errors and {@code |e| − log 2} for large ones, and
 * smooth everywhere.
 *
 * <p>Gradient: {@code dy = 1/K tanh(y − t)}. Shapes: y, t (K,).
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, logCosh(), adam(1e-3f)).fit(Examples.of(x, y));
 * }
 */
public record LogCosh() implements ElementwiseLoss {

  private static final double LOG_2 = Math.log(2);

  @Override
  public String name() {
    return "log_cosh";
  }

  @Override
  public double value(double y, double t) {
    double error = Math.abs(y - t);
    return error + Math.log1p(Math.exp(-2 * error)) - LOG_2;
  }

  @Override
  public double slope(double y, double t) {
    return Math.tanh(y - t);
  }

  @Override
  public String toString() {
    return "log-cosh";
  }
}
