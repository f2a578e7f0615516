package dev.weft.optim.train;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What metrics remember within an epoch, for a state: accuracy is a count in the {@link TrainingState.Position}, others are texts
 * under a callback's name of their own.
 */
final class TallyMemory {

  /** Not to be the name of a callback. */
  static final String NAME = "metrics of the epoch";

  private TallyMemory() {}

  /** What all metrics remember, but for an accuracy that {@link #correct} tells. */
  static CallbackState save(Tally tally, long seen) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : tally.names()) {
      double[] state = tally.measure(name).state();
      if (!name.equals(Tally.ACCURACY) || state[1] != seen || state[0] != correct(tally)) {
        values.put(name, text(state));
      }
    }
    return new CallbackState(values, Map.of());
  }

  /** How many of the epoch's examples were predicted right; 0 without accuracy. */
  static long correct(Tally tally) {
    return tally.has(Tally.ACCURACY) ? (long) tally.measure(Tally.ACCURACY).state()[0] : 0;
  }

  /**
   * Gives everything back in the middle of an epoch.
   *
   * @throws IllegalArgumentException if something of a metric is missing or wrong
   */
  static void restore(Tally tally, CallbackState state, long correct, long seen) {
    for (String name : tally.names()) {
      if (name.equals(Tally.ACCURACY) && !state.values().containsKey(name)) {
        tally.measure(name).restore(new double[] {correct, seen});
      } else {
        try {
          tally.measure(name).restore(numbers(state.value(name)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("metric '" + name + "' in the middle of an epoch: " + e.getMessage(), e);
        }
      }
    }
  }

  private static String text(double[] state) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * state.length);
    bytes.asDoubleBuffer().put(state);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static double[] numbers(String text) {
    DoubleBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asDoubleBuffer();
    double[] state = new double[buffer.remaining()];
    buffer.get(state);
    return state;
  }
}
