package dev.weft.book.answers;

import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.adamW;
import static dev.weft.optim.Optimizers.sgd;

import dev.weft.book.Print;
import dev.weft.optim.Optimizer;

/** Answers of chapter 9. */
public final class OptimizerAnswers {

  private static final float RATE = 0.1f;
  private static final float DECAY = 0.5f;
  private static final float GRADIENT = 2;

  private OptimizerAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        for (float gradient : new float[] {1e-7f, 0.001f, 1000}) {
          Print.line("gradient %8s: step %.5f", gradient, firstStep(gradient));
        }
      }
      case "2" -> {
        for (float rate : new float[] {0.079f, 0.081f}) {
          Print.line("learning rate %.3f: y = %.3f after 40 steps", rate, descend(rate));
        }
      }
      default -> {
        float shrunk = 1 - RATE * DECAY;
        Print.line("          in the optimiser   weight shrunk before");
        Print.line("sgd   %20.4f %22.4f", step(sgd(RATE).withWeightDecay(DECAY), 1), step(sgd(RATE), shrunk));
        Print.line("adam  %20.4f %22.4f", step(adam(RATE).withWeightDecay(DECAY), 1), step(adam(RATE), shrunk));
        Print.line("adamW %20.4f %22.4f", step(adamW(RATE, DECAY), 1), step(adam(RATE), shrunk));
      }
    }
  }

  /** How far Adam goes in its first step, with a learning rate of 0.1. */
  static float firstStep(float gradient) {
    float[] theta = {0};
    float[][] state = new float[2][1];
    adam(0.1f).update(theta, new float[] {gradient}, state, 0, 1, 1, 0.1f, 1);
    return -theta[0];
  }

  /** The steep coordinate of the ravine after 40 steps from 1. */
  static float descend(float rate) {
    float[] y = {1};
    for (int step = 1; step <= 40; step++) {
      sgd(rate).update(y, new float[] {25 * y[0]}, new float[0][], 0, 1, step, rate, 1);
    }
    return y[0];
  }

  /** A weight after the first step of an optimiser. */
  static float step(Optimizer optimizer, float theta) {
    float[] values = {theta};
    float[][] state = new float[optimizer.slots()][1];
    optimizer.update(values, new float[] {GRADIENT}, state, 0, 1, 1, RATE, 1);
    return values[0];
  }
}
