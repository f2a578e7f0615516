package dev.weft.layers;

/**
 * Mean absolute error: {@code loss = 1/K Σⱼ |yⱼ − tⱼ|}. Learns the median, and is not drawn by outliers.
 *
 * <p>Gradient: {@code dyⱼ = sign(yⱼ − tⱼ) / K}, 0 where they are equal. Shapes: y, t (K,). It is PyTorch's {@code L1Loss}.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, Losses.meanAbsoluteError(), adam(1e-3f)).fit(Examples.of(x, y));
 * }
 */
public record MeanAbsoluteError() implements ElementwiseLoss {

  @Override
  public String name() {
    return "mean_absolute_error";
  }

  @Override
  public double value(double y, double t) {
    return Math.abs(y - t);
  }

  @Override
  public double slope(double y, double t) {
    return Math.signum(y - t);
  }

  @Override
  public String toString() {
    return "mean absolute error";
  }
}
