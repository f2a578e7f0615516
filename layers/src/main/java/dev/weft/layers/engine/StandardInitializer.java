package dev.weft.layers.engine;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;

/** The initialisers that need no number; what each is stands at its constant in {@link Initializer}. */
enum StandardInitializer implements Initializer {
  ZEROS, ONES, GLOROT_UNIFORM, GLOROT_NORMAL, HE_UNIFORM, HE_NORMAL;

  /** Standard deviation of a standard normal truncated at ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  /** The one of this name in files. */
  static Initializer named(String id) {
    for (StandardInitializer initializer : values()) {
      if (initializer.configValue().equals(id)) {
        return initializer;
      }
    }
    throw new IllegalArgumentException("expected one of "
        + Arrays.stream(values()).map(StandardInitializer::configValue).toList()
        + ", constant(…), uniform(…), normal(…),"
        + " truncated_normal(…) and orthogonal(…), got '" + id + "'; see LayerKinds.withInitializer");
  }

  @Override
  public String configValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void fill(float[] values, int offset, Shape shape, int fanIn, int fanOut, long key) {
    double variance =
        switch (this) {
          case ZEROS, ONES -> 0;
          case GLOROT_UNIFORM, GLOROT_NORMAL -> 2.0 / (fanIn + fanOut);
          case HE_UNIFORM, HE_NORMAL -> 2.0 / fanIn;
        };
    for (int i = 0; i < shape.size(); i++) {
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

  /** A standard normal number within two deviations. */
  static double truncatedNormal(long key, int index) {
    for (int attempt = 0;; attempt++) {
      double draw = CounterRandom.gaussian(CounterRandom.key(key, attempt), index);
      if (Math.abs(draw) <= 2) {
        return draw;
      }
    }
  }
}
