package dev.weft.layers.engine;

import dev.weft.core.random.CounterRandom;

/**
 * First values of parameters.
 *
 * <p>With fan_in inputs and fan_out outputs per unit, Glorot scales by their mean and He by fan_in:
 *
 * <ul>
 *   <li>{@link #GLOROT_UNIFORM}: uniform in ±√(6 / (fan_in + fan_out)). Glorot and Bengio 2010.
 *   <li>{@link #GLOROT_NORMAL}: normal with variance 2 / (fan_in + fan_out).
 *   <li>{@link #HE_UNIFORM}: uniform in ±√(6 / fan_in). He et al. 2015.
 *   <li>{@link #HE_NORMAL}: normal with variance 2 / fan_in.
 * </ul>
 *
 * The normal ones are truncated at two standard deviations and rescaled to keep the variance, as Keras does. Value i is a pure
 * function of the key and i. Derived in docs/book/08-initialisation.md.
 */
public enum Initializer {
  /** All zeros; the default of biases. */
  ZEROS,
  /** All ones; the default of BatchNorm's scale. */
  ONES,
  /** Uniform with variance 2 / (fan_in + fan_out); the default of weights. */
  GLOROT_UNIFORM,
  /** Truncated normal with variance 2 / (fan_in + fan_out). */
  GLOROT_NORMAL,
  /** Uniform with variance 2 / fan_in. */
  HE_UNIFORM,
  /** Truncated normal with variance 2 / fan_in. */
  HE_NORMAL;

  /** Standard deviation of a standard normal truncated at ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  /** Writes {@code count} values at {@code offset}. */
  void fill(float[] values, int offset, int count, int fanIn, int fanOut, long key) {
    double variance =
        switch (this) {
          case ZEROS, ONES -> 0;
          case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / (fanIn + fanOut);
          case HE_UNIFORM, HE_NORMAL -> 2.0 / fanIn;
        };
    for (int i = 0; i < count; i++) {
      values[offset + i] =
          switch (this) {
            case ZEROS -> 0;
            case ONES -> 1;
            case GLOROT_UNIFORM, HE_UNIFORM ->
                (float) ((2 * CounterRandom.uniform(key, i) - 1) * Math.sqrt(3 * variance));
            case GLOROT_NORMAL, HE_NORMAL ->
                (float) (truncatedNormal(key, i) * Math.sqrt(variance) / TRUNCATED_DEVIATION);
          };
    }
  }

  private static double truncatedNormal(long key, int index) {
    for (int attempt = 0;; attempt++) {
      double draw = CounterRandom.gaussian(CounterRandom.key(key, attempt), index);
      if (Math.abs(draw) <= 2) {
        return draw;
      }
    }
  }
}
