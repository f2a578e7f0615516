package dev.weft.book.initialization;

import dev.weft.book.Print;
import java.util.Locale;

/** Trains a network of two hidden units, which stay equal if they begin equal. */
public final class Symmetry {

  private static final double RATE = 0.1;

  private final double[][] hidden; // hidden[i]: the weights of unit i for the two inputs
  private final double[] output;

  /** A network with these first weights. */
  Symmetry(double[][] hidden, double[] output) {
    this.hidden = new double[][] {hidden[0].clone(), hidden[1].clone()};
    this.output = output.clone();
  }

  /** One step of gradient descent on the loss (y − t)² / 2 of one example. */
  void step(double[] x, double target) {
    double[] a = new double[2];
    double y = 0;
    for (int i = 0; i < 2; i++) {
      a[i] = Math.max(0, hidden[i][0] * x[0] + hidden[i][1] * x[1]);
      y += output[i] * a[i];
    }
    double dy = y - target;
    for (int i = 0; i < 2; i++) {
      double da = a[i] > 0 ? dy * output[i] : 0;
      output[i] -= RATE * dy * a[i];
      hidden[i][0] -= RATE * da * x[0];
      hidden[i][1] -= RATE * da * x[1];
    }
  }

  /** Whether both hidden units have the same weights. */
  boolean symmetric() {
    return hidden[0][0] == hidden[1][0] && hidden[0][1] == hidden[1][1] && output[0] == output[1];
  }

  private String weights() {
    return String.format(Locale.ROOT, "unit 0 (%.4f, %.4f) -> %.4f   unit 1 (%.4f, %.4f) -> %.4f",
        hidden[0][0], hidden[0][1], output[0], hidden[1][0], hidden[1][1], output[1]);
  }

  /** Prints the weights after a step and after a hundred, from three beginnings. */
  public static void main(String[] args) {
    report("all 0", new Symmetry(new double[2][2], new double[2]));
    report("all 0.5", new Symmetry(new double[][] {{0.5, 0.5}, {0.5, 0.5}}, new double[] {0.5, 0.5}));
    report("different", new Symmetry(new double[][] {{0.5, 0.4}, {0.6, 0.5}}, new double[] {0.5, 0.4}));
  }

  private static void report(String name, Symmetry network) {
    double[][] inputs = {{1, 2}, {2, 1}};
    double[] targets = {1, 3};
    System.out.println(name);
    for (int step = 1; step <= 100; step++) {
      network.step(inputs[step % 2], targets[step % 2]);
      if (step == 1 || step == 100) {
        Print.line("  step %3d: %s", step, network.weights());
      }
    }
  }
}
