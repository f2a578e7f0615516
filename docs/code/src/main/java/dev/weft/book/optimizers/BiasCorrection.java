package dev.weft.book.optimizers;

import static dev.weft.optim.Optimizers.adam;

import dev.weft.book.Print;

/** Prints the length of Adam's steps, in learning rates, under a gradient that is always 1. */
public final class BiasCorrection {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private BiasCorrection() {}

  /** The step lengths of Adam's averages as they are, without the correction. */
  static double[] uncorrected(int steps) {
    double[] lengths = new double[steps + 1];
    double m = 0;
    double v = 0;
    for (int t = 1; t <= steps; t++) {
      m = BETA1 * m + (1 - BETA1);
      v = BETA2 * v + (1 - BETA2);
      lengths[t] = m / Math.sqrt(v);
    }
    return lengths;
  }

  /** The step lengths of Weft's Adam. */
  static double[] corrected(int steps) {
    float[][] path = Descent.path(adam(1), (theta, gradient) -> gradient[0] = 1, new float[] {0}, steps);
    double[] lengths = new double[steps + 1];
    for (int t = 1; t <= steps; t++) {
      lengths[t] = path[t - 1][0] - path[t][0];
    }
    return lengths;
  }

  /** Prints the table of chapter 9. */
  public static void main(String[] args) {
    double[] plain = uncorrected(5000);
    double[] corrected = corrected(5000);
    Print.line("step      m       v   uncorrected  corrected");
    for (int t : new int[] {1, 2, 5, 12, 50, 500, 5000}) {
      Print.line("%4d  %5.3f  %6.4f  %10.2f  %10.2f",
          t, 1 - Math.pow(BETA1, t), 1 - Math.pow(BETA2, t), plain[t], corrected[t]);
    }
  }
}
