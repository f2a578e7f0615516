package dev.weft.book.neuron;

import dev.weft.book.Print;

/** Gradient descent on one example. */
public final class Descent {

  private Descent() {}

  /** Prints weights, output and loss along the way. */
  public static void main(String[] args) {
    Neuron neuron = new Neuron(0.5, -0.5, 0.1);
    Print.line("step      w1      w2       b       a       L");
    for (int step = 0; step <= 20; step++) {
      if (step <= 4 || step % 10 == 0) {
        double a = Neuron.sigmoid(neuron.sum(1, 2));
        Print.line(
            "%4d %7.4f %7.4f %7.4f %7.4f %7.4f", step, neuron.w1(), neuron.w2(), neuron.b(), a, neuron.loss(1, 2, 1));
      }
      neuron = neuron.minus(neuron.gradient(1, 2, 1), 1);
    }
  }
}
