package dev.weft.book.optimizers;

import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.sgd;

import dev.weft.book.Print;
import dev.weft.optim.Optimizer;

/** Prints the first steps of three optimisers on θ² / 2, whose gradient is θ. */
public final class FirstSteps {

  private FirstSteps() {}

  /** Prints the table of chapter 9. */
  public static void main(String[] args) {
    Print.line("step           0       1       2       3");
    row("sgd", sgd(0.1f));
    row("momentum", sgd(0.1f).withMomentum(0.9));
    row("adam", adam(0.1f));
  }

  private static void row(String name, Optimizer optimizer) {
    float[][] path = Descent.path(optimizer, (theta, gradient) -> gradient[0] = theta[0], new float[] {1}, 3);
    Print.line("%-8s %7.4f %7.4f %7.4f %7.4f", name, path[0][0], path[1][0], path[2][0], path[3][0]);
  }
}
