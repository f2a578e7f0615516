package dev.weft.layers.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Supplier;

/** Checks the gradients of a tape by moving every number of every input a little, both ways. */
final class FiniteDifferences {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-8;

  private FiniteDifferences() {}

  /**
   * Asserts {@code (L(v + h) − L(v − h)) / 2h = dL/dv} for every number v of the inputs, where L is the product of the
   * function's result with a random gradient.
   */
  static void assertGradients(Supplier<Value> function, Value... inputs) {
    Value y = function.get();
    double[] dy = new Random(7).doubles(y.size(), -1, 1).toArray();
    y.backward(dy);
    for (int input = 0; input < inputs.length; input++) {
      double[] v = inputs[input].data();
      double[] gradient = inputs[input].grad().clone();
      for (int i = 0; i < v.length; i++) {
        double before = v[i];
        v[i] = before + STEP;
        double above = product(dy, function.get());
        v[i] = before - STEP;
        double below = product(dy, function.get());
        v[i] = before;
        assertThat(gradient[i])
            .as("gradient of element %d of input %d", i, input)
            .isCloseTo((above - below) / (2 * STEP), within(TOLERANCE * (1 + Math.abs(gradient[i]))));
      }
    }
  }

  private static double product(double[] dy, Value y) {
    double sum = 0;
    for (int i = 0; i < dy.length; i++) {
      sum += dy[i] * y.data()[i];
    }
    return sum;
  }
}
