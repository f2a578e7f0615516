package dev.weft.layers;

import java.util.Arrays;

/** Functions that several losses share. */
final class LossMath {

  private static final double SUM_TOLERANCE = 1e-3;

  private LossMath() {}

  /** {@code log(1 + eˣ)}, exact at both ends. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x));
  }

  /** Sigmoid of each output, in place. */
  static void sigmoid(float[] z, int zOffset, int size) {
    for (int j = 0; j < size; j++) {
      z[zOffset + j] = (float) sigmoid(z[zOffset + j]);
    }
  }

  /** {@code log Σ exp(z / temperature)}. */
  static double logSumExp(float[] z, int zOffset, int size, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < size; j++) {
      max = Math.max(max, z[zOffset + j] / temperature);
    }
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += Math.exp(z[zOffset + j] / temperature - max);
    }
    return max + Math.log(sum);
  }

  /** Refuses targets of labels that are not from 0 to 1. */
  static void requireShares(float[] t, int tOffset, int size) {
    for (int j = 0; j < size; j++) {
      if (!(t[tOffset + j] >= 0 && t[tOffset + j] <= 1)) {
        throw new IllegalArgumentException("expected 1 or 0 for each label, got "
            + Arrays.toString(Arrays.copyOfRange(t, tOffset, tOffset + size)));
      }
    }
  }

  /** Refuses targets that are not shares of the classes. */
  static void requireDistribution(float[] t, int tOffset, int size, String remedy) {
    double sum = 0;
    boolean negative = false;
    for (int j = 0; j < size; j++) {
      sum += t[tOffset + j];
      negative |= t[tOffset + j] < 0;
    }
    if (negative || Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("expected shares of 0 or more whose sum is 1, got "
          + Arrays.toString(Arrays.copyOfRange(t, tOffset, tOffset + size)) + remedy);
    }
  }

  static float requirePositive(String name, float value) {
    if (!(value > 0 && value < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite " + name + " above 0, got " + value);
    }
    return value;
  }
}
