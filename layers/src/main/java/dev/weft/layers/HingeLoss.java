package dev.weft.layers;

import java.util.Arrays;

/**
 * The loss of support vector machines: the mean over the K outputs of {@code max(0, 1 − s y)}, where s is 1 for a target of 1 and −1 for
 * one of 0; or of its square.
 *
 * <p>Gradient: {@code dy = −s / K} where {@code s y < 1}, else 0; for the square {@code −2 s (1 − s y) / K} there. Shapes: y, t (K,). An
 * output above 0 means yes; {@link #activate} gives 1 or 0. Default: not squared.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(1)).build(1);
 * Trainer.of(network, hinge().withSquare(), adam(1e-3f)).fit(Examples.of(x, yesOrNo));
 * }
 *
 * @param squared whether the square is taken, which has no kink
 */
public record HingeLoss(boolean squared) implements LabelLoss {

  /** A copy that takes the square. */
  public HingeLoss withSquare() {
    return new HingeLoss(true);
  }

  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public void checkTarget(float[] t, int tOffset, int size) {
    for (int j = 0; j < size; j++) {
      if (t[tOffset + j] != 0 && t[tOffset + j] != 1) { // a share has no side
        throw new IllegalArgumentException("expected 1 or 0 for each label, got "
            + Arrays.toString(Arrays.copyOfRange(t, tOffset, tOffset + size)));
      }
    }
  }

  @Override
  public double value(double y, double t) {
    double lack = Math.max(0, 1 - (2 * t - 1) * y);
    return squared ? lack * lack : lack;
  }

  @Override
  public double slope(double y, double t) {
    double side = 2 * t - 1;
    double lack = Math.max(0, 1 - side * y);
    return lack == 0 ? 0 : squared ? -2 * side * lack : -side;
  }

  @Override
  public void activate(float[] y, int yOffset, int size) {
    for (int j = 0; j < size; j++) {
      y[yOffset + j] = y[yOffset + j] > 0 ? 1 : 0;
    }
  }

  @Override
  public String toString() {
    return squared ? "squared hinge" : "hinge";
  }
}
