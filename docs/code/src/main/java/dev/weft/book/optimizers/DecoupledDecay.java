package dev.weft.book.optimizers;

import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.adamW;
import static dev.weft.optim.Optimizers.sgd;

import dev.weft.book.Print;
import dev.weft.optim.Optimizer;

/**
 * Decays two weights whose gradients change their sign at every step, one with gradients of ±1, one of ±0.01. The loss
 * pulls neither of them anywhere, so what moves them in the long run is the decay.
 */
public final class DecoupledDecay {

  private static final double DECAY = 0.1;
  private static final int SOME = 100;
  private static final int MANY = 1000;

  private DecoupledDecay() {}

  /** The weights, 1 at first, after each step. */
  static float[][] decayed(Optimizer optimizer) {
    float[] sign = {1};
    Descent.Gradient gradient = (theta, g) -> {
      g[0] = sign[0];
      g[1] = 0.01f * sign[0];
      sign[0] = -sign[0];
    };
    return Descent.path(optimizer, gradient, new float[] {1, 1}, MANY);
  }

  /** Prints the table of chapter 9. */
  public static void main(String[] args) {
    Print.line("              after %d steps      after %d steps", SOME, MANY);
    Print.line("gradients of    1      0.01         1      0.01");
    print("sgd, L2", sgd(0.01f).withWeightDecay(DECAY));
    print("adam, L2", adam(0.01f).withWeightDecay(DECAY));
    print("adamW", adamW(0.01f, DECAY));
  }

  private static void print(String name, Optimizer optimizer) {
    float[][] weights = decayed(optimizer);
    Print.line("%-8s %10.4f %8.4f %10.4f %8.4f", name, weights[SOME][0], weights[SOME][1], weights[MANY][0],
        weights[MANY][1]);
  }
}
