package dev.weft.optim;

/** Checks that the optimisers and schedules share. */
final class Settings {

  private Settings() {}

  static void requireLearningRate(float learningRate) {
    if (!(learningRate >= 0 && learningRate < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite learning rate of 0 or more, got " + learningRate);
    }
  }

  static void requireDecayRate(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("expected " + name + " from 0 to below 1, got " + rate);
    }
  }

  /** ε is added to a float that may be 0, so it has to be more than 0 as a float. */
  static void requireEpsilon(double epsilon) {
    if (!((float) epsilon > 0 && (float) epsilon < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected an epsilon that is above 0 and finite as a float, such as 1e-7, got " + epsilon);
    }
  }

  static void requireNonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite " + name + " of 0 or more, got " + value);
    }
  }
}
