package dev.weft.benchmarks.conv;

import java.util.Arrays;

/** One way to compute a convolution and its gradients for a batch, on one thread. */
interface Convolution extends AutoCloseable {

  /** y from x. */
  void forward();

  /** dx from dy. */
  void backwardData();

  /** dW and db from x and dy; after {@link #forward} and {@link #backwardData}, which may leave notes for it. */
  void backwardWeights();

  /** A copy of y. */
  float[] y();

  /** A copy of dx. */
  float[] dx();

  /** A copy of dW with db behind it. */
  float[] dW();

  /** Ends threads, if there are any. */
  @Override
  default void close() {}

  /**
   * Computes everything once with both and compares.
   *
   * @throws IllegalStateException if a single float differs
   */
  default void verifyAgainst(Convolution definition) {
    for (Convolution one : new Convolution[] {definition, this}) {
      one.forward();
      one.backwardData();
      one.backwardWeights();
    }
    requireEqual("y", definition.y(), y());
    requireEqual("dx", definition.dx(), dx());
    requireEqual("dW and db", definition.dW(), dW());
  }

  private void requireEqual(String what, float[] expected, float[] actual) {
    int i = Arrays.mismatch(plusZero(expected), plusZero(actual));
    if (i >= 0) {
      throw new IllegalStateException(
          getClass().getSimpleName() + ": expected " + what + " as the plain loops give it, got "
              + (i < actual.length ? actual[i] + " instead of " + expected[i] : "fewer values") + " at " + i);
    }
  }

  /** Turns −0 into 0, which is as good. */
  private static float[] plusZero(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += 0f;
    }
    return values;
  }
}
