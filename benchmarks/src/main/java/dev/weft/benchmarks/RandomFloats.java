package dev.weft.benchmarks;

import dev.weft.core.random.CounterRandom;

/** Data for benchmarks whose speed may depend on it. */
final class RandomFloats {

  private static final long KEY = CounterRandom.key(2023, 1);

  private RandomFloats() {}

  /** Normally distributed numbers, always the same. */
  static float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) CounterRandom.gaussian(KEY, i);
    }
    return values;
  }
}
