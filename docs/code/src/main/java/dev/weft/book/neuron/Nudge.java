package dev.weft.book.neuron;

import dev.weft.book.Print;

/** The derivative with respect to w2 without calculus: change w2 a little and see what the loss does. */
public final class Nudge {

  private Nudge() {}

  /** Prints the slope between two points that get closer. */
  public static void main(String[] args) {
    double exact = new Neuron(0.5, -0.5, 0.1).gradient(1, 2, 1).w2();
    Print.line("    h      slope     error");
    for (double h = 1; h > 1e-4; h /= 10) {
      double slope = slope(h);
      Print.line("%6.3f  %9.6f  %8.6f", h, slope, Math.abs(slope - exact));
    }
    Print.line("exact   %9.6f", exact);
  }

  private static double slope(double h) {
    double above = new Neuron(0.5, -0.5 + h, 0.1).loss(1, 2, 1);
    double below = new Neuron(0.5, -0.5 - h, 0.1).loss(1, 2, 1);
    return (above - below) / (2 * h);
  }
}
