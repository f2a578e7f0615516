package dev.weft.book.neuron;

/**
 * A sigmoid neuron with two inputs, {@code a = σ(w1 x1 + w2 x2 + b)}, and the loss {@code L = (a − t)² / 2}.
 *
 * @param w1 weight of the first input
 * @param w2 weight of the second input
 * @param b bias
 */
public record Neuron(double w1, double w2, double b) {

  /** The weighted sum. */
  public double sum(double x1, double x2) {
    return w1 * x1 + w2 * x2 + b;
  }

  /** 1 / (1 + e⁻ᶻ). */
  public static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** The loss on one example. */
  public double loss(double x1, double x2, double target) {
    double a = sigmoid(sum(x1, x2));
    return (a - target) * (a - target) / 2;
  }

  /** The derivatives of the loss with respect to w1, w2 and b, in the place of each. */
  public Neuron gradient(double x1, double x2, double target) {
    double a = sigmoid(sum(x1, x2));
    double da = a - target;
    double dz = da * a * (1 - a);
    return new Neuron(dz * x1, dz * x2, dz);
  }

  /** One step of gradient descent: against the gradient. */
  public Neuron minus(Neuron gradient, double learningRate) {
    return new Neuron(
        w1 - learningRate * gradient.w1, w2 - learningRate * gradient.w2, b - learningRate * gradient.b);
  }
}
