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

  static void requireNonNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite " + name + " of 0 or more, got " + value);
    }
  }
}
