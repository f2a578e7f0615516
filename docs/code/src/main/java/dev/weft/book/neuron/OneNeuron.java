package dev.weft.book.neuron;

import dev.weft.book.Print;

/** One forward and one backward pass of a neuron, every value printed. */
public final class OneNeuron {

  private OneNeuron() {}

  /** Prints the values of the chapter's example. */
  public static void main(String[] args) {
    Neuron neuron = new Neuron(0.5, -0.5, 0.1);
    double x1 = 1;
    double x2 = 2;
    double target = 1;
    double z = neuron.sum(x1, x2);
    double a = Neuron.sigmoid(z);
    Print.line("z   = %7.4f", z);
    Print.line("a   = %7.4f", a);
    Print.line("L   = %7.4f", neuron.loss(x1, x2, target));
    Print.line("da  = %7.4f", a - target);
    Neuron gradient = neuron.gradient(x1, x2, target);
    Print.line("dz  = %7.4f", gradient.b());
    Print.line("dw1 = %7.4f", gradient.w1());
    Print.line("dw2 = %7.4f", gradient.w2());
    Print.line("db  = %7.4f", gradient.b());
  }
}
