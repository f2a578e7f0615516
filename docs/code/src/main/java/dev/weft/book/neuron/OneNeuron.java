package dev.weft.book.neuron;

import dev.weft.book.Print;

/** A sigmoid neuron with two inputs, its loss and its gradient, step by step. */
public final class OneNeuron {

  private OneNeuron() {}

  /** Prints every intermediate value of one forward and one backward pass. */
  public static void main(String[] args) {
    double x1 = 1.0;
    double x2 = 2.0;
    double target = 1.0;
    double w1 = 0.5;
    double w2 = -0.5;
    double b = 0.1;

    double z = w1 * x1 + w2 * x2 + b;
    double a = sigmoid(z);
    double loss = (a - target) * (a - target) / 2;
    Print.line("z    = %7.4f", z);
    Print.line("a    = %7.4f", a);
    Print.line("L    = %7.4f", loss);

    double da = a - target;
    double dz = da * a * (1 - a);
    double dw1 = dz * x1;
    double dw2 = dz * x2;
    double db = dz;
    Print.line("da   = %7.4f", da);
    Print.line("dz   = %7.4f", dz);
    Print.line("dw1  = %7.4f", dw1);
    Print.line("dw2  = %7.4f", dw2);
    Print.line("db   = %7.4f", db);
  }

  /** 1 / (1 + e⁻ᶻ). */
  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
