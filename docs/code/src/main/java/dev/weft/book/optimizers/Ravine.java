package dev.weft.book.optimizers;

import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.sgd;

import dev.weft.book.Print;
import dev.weft.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Goes down the ravine (x² + 25 y²) / 2, which is 25 times as steep in one direction as in the other. */
public final class Ravine {

  /** How much steeper it is along y. */
  static final float STEEPNESS = 25;

  private static final float[] START = {-4, 1};

  private Ravine() {}

  /** Its gradient. */
  static void gradient(float[] theta, float[] gradient) {
    gradient[0] = theta[0];
    gradient[1] = STEEPNESS * theta[1];
  }

  /** Its height. */
  static double height(float[] theta) {
    return (theta[0] * (double) theta[0] + STEEPNESS * theta[1] * (double) theta[1]) / 2;
  }

  /** The optimisers of the chapter by name. */
  static Map<String, Optimizer> optimizers() {
    Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd 0.02", sgd(0.02f));
    optimizers.put("sgd 0.077", sgd(2f / 26));
    optimizers.put("sgd 0.081", sgd(0.081f));
    optimizers.put("momentum", sgd(0.1f).withMomentum(0.5));
    optimizers.put("both ends", sgd(1f / 9).withMomentum(4.0 / 9));
    optimizers.put("adam 0.3", adam(0.3f));
    return optimizers;
  }

  /** The way that an optimiser takes. */
  static float[][] path(Optimizer optimizer, int steps) {
    return Descent.path(optimizer, Ravine::gradient, START, steps);
  }

  /** The first step after which the height stays below the limit, or −1 if there is none in 1,000. */
  static int stepsTo(double limit, Optimizer optimizer) {
    float[][] path = path(optimizer, 1000);
    int step = path.length;
    while (step > 0 && height(path[step - 1]) < limit) {
      step--;
    }
    return step == path.length ? -1 : step;
  }

  /** Prints where each optimiser is after some steps, and when it has arrived. */
  public static void main(String[] args) {
    Print.line("              after 10 steps    after 40 steps   height below 1e-6");
    optimizers().forEach((name, optimizer) -> {
      float[][] path = path(optimizer, 40);
      int steps = stepsTo(1e-6, optimizer);
      Print.line("%-10s  (%6.2f, %6.2f)  (%6.2f, %6.2f)   %s", name, path[10][0], path[10][1], path[40][0], path[40][1],
          steps < 0 ? "never" : "after " + steps + " steps");
    });
  }
}
