package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.neuron.Neuron;

/** Answers of chapter 2. */
public final class NeuronAnswers {

  private NeuronAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    Neuron neuron = new Neuron(0.5, -0.5, 0.1);
    switch (args[0]) {
      case "1" -> {
        double z = neuron.sum(1, -1);
        Print.line("z   = %7.4f, a = %.4f, L = %.4f", z, Neuron.sigmoid(z), neuron.loss(1, -1, 0));
        print(neuron.gradient(1, -1, 0));
      }
      case "2" -> print(reluGradient(neuron, 1, 2, 1));
      default -> {
        Neuron first = neuron.gradient(1, 2, 1);
        Neuron second = neuron.gradient(1, -1, 0);
        print(new Neuron(
            (first.w1() + second.w1()) / 2, (first.w2() + second.w2()) / 2, (first.b() + second.b()) / 2));
        double h = 1e-4;
        double slope = (meanLoss(0.5 + h) - meanLoss(0.5 - h)) / (2 * h);
        Print.line("slope of the mean loss along w1 = %.4f", slope);
      }
    }
  }

  /** The gradient of a neuron with ReLU in place of the sigmoid. */
  static Neuron reluGradient(Neuron neuron, double x1, double x2, double target) {
    double z = neuron.sum(x1, x2);
    double a = Math.max(0, z);
    double da = a - target;
    double dz = z > 0 ? da : 0;
    return new Neuron(dz * x1, dz * x2, dz);
  }

  private static double meanLoss(double w1) {
    Neuron neuron = new Neuron(w1, -0.5, 0.1);
    return (neuron.loss(1, 2, 1) + neuron.loss(1, -1, 0)) / 2;
  }

  private static void print(Neuron gradient) {
    Print.line("dw1 = %7.4f", gradient.w1());
    Print.line("dw2 = %7.4f", gradient.w2());
    Print.line("db  = %7.4f", gradient.b());
  }
}
