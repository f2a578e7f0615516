package dev.weft.book.gradients;

import dev.weft.book.Print;

/** Prints finite differences of x³ at 1, where the slope is 3, and of ReLU near its kink. */
public final class ByHand {

  private ByHand() {}

  /** Prints the tables of chapter 10. */
  public static void main(String[] args) {
    Print.line("x^3 at 1   forward  central");
    for (double h : new double[] {0.1, 0.01, 0.001}) {
      Print.line("h = %-5s  %7.4f  %7.4f", h, (cube(1 + h) - cube(1)) / h, (cube(1 + h) - cube(1 - h)) / (2 * h));
    }
    Print.line("");
    Print.line("ReLU, h = 0.01   derivative  central");
    for (double x : new double[] {0.02, 0.01, 0.005, 0, -0.005, -0.02}) {
      Print.line("x = %6.3f   %15d  %7.2f", x, x > 0 ? 1 : 0, centralRelu(x, 0.01));
    }
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** The central difference of ReLU. */
  static double centralRelu(double x, double h) {
    return (Math.max(0, x + h) - Math.max(0, x - h)) / (2 * h);
  }
}
