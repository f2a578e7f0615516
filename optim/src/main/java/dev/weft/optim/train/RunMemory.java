package dev.weft.optim.train;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run remembers beside its {@link TrainingState.Position}, under the name of a callback of its own: metrics and sums of gradients in
 * the middle of an epoch, and the factor of the learning rate. Accuracy is a count in the position, as long as that tells all of it.
 */
final class RunMemory {

  /** Not to be the name of a callback. */
  static final String NAME = "the run itself";

  private static final String METRIC = "metric ";
  private static final String FACTOR = "learningRateFactor";
  private static final String ADDED = "addedBatches";
  private static final String SUM = "gradients";

  private final Tally tally;
  private final GradientSum gradients;
  private double learningRateFactor = 1;

  RunMemory(Tally tally, GradientSum gradients) {
    this.tally = tally;
    this.gradients = gradients;
  }

  double learningRateFactor() {
    return learningRateFactor;
  }

  void multiplyLearningRate(double factor) {
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite factor above 0, got " + factor);
    }
    learningRateFactor *= factor;
  }

  /** How many of the epoch's examples were predicted right; 0 without accuracy. */
  long correct() {
    return tally.has(Tally.ACCURACY) ? (long) tally.measure(Tally.ACCURACY).state()[0] : 0;
  }

  /** What must be remembered between two steps, of an epoch of which so many examples were seen. */
  CallbackState save(long seen, int addedBatches) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, float[]> arrays = new HashMap<>();
    if (learningRateFactor != 1) {
      values.put(FACTOR, Double.toString(learningRateFactor));
    }
    for (String name : tally.names()) {
      double[] state = tally.measure(name).state();
      boolean counted = name.equals(Tally.ACCURACY) && state[1] == seen && state[0] == correct();
      if (seen > 0 && !counted) {
        values.put(METRIC + name, text(state));
      }
    }
    if (!gradients.isEmpty()) {
      values.put(ADDED, Integer.toString(addedBatches));
      arrays.put(SUM, gradients.copy());
    }
    return new CallbackState(values, arrays);
  }

  /**
   * Gives everything back.
   *
   * @param seen how many examples of the epoch there were
   * @param addedBatches how many batches since the last update
   * @param addedExamples how many examples they had
   * @throws IllegalArgumentException if something is missing or wrong
   */
  void restore(CallbackState state, long correct, long seen, int addedBatches, int addedExamples) {
    if (state.values().containsKey(FACTOR)) {
      multiplyLearningRate(Double.parseDouble(state.value(FACTOR)));
    }
    for (String name : tally.names()) {
      if (seen > 0) {
        tally.measure(name).restore(measured(name, state, correct, seen));
      }
    }
    if (addedBatches > 0) {
      gradients.restore(state.arrays().getOrDefault(SUM, new float[0]), addedBatches, addedExamples);
    }
  }

  private static double[] measured(String name, CallbackState state, long correct, long seen) {
    String text = state.values().get(METRIC + name);
    if (text != null) {
      return numbers(text);
    }
    if (name.equals(Tally.ACCURACY)) {
      return new double[] {correct, seen};
    }
    throw new IllegalArgumentException("expected a state in the middle of an epoch to tell the metric '" + name
        + "' of it, got one that does not; resume with the metrics it was saved with");
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
