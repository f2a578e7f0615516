package dev.weft.book.tape;

import dev.weft.book.Print;
import dev.weft.core.random.CounterRandom;

/** A network of three hidden neurons and one output, trained on the four cases of XOR with a {@link Tape}. */
public final class Xor {

  private static final double[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[] TARGETS = {-1, 1, 1, -1};
  private static final int HIDDEN = 3;
  private static final long SEED = 7;

  private final Tape tape = new Tape();
  private final Tape.Value[] weights = new Tape.Value[4 * HIDDEN + 1];

  /** Draws the first weights. */
  public Xor() {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = tape.value(2 * CounterRandom.uniform(SEED, i) - 1);
    }
  }

  /** The network's output: {@code tanh(b + Σ_h v_h · tanh(b_h + w_h1 x1 + w_h2 x2))}. */
  private Tape.Value output(double[] x) {
    Tape.Value sum = weights[4 * HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      Tape.Value z = weights[4 * h]
          .plus(weights[4 * h + 1].times(tape.value(x[0])))
          .plus(weights[4 * h + 2].times(tape.value(x[1])));
      sum = sum.plus(weights[4 * h + 3].times(z.tanh()));
    }
    return sum.tanh();
  }

  /** The squared error, summed over the four cases. */
  private Tape.Value loss() {
    Tape.Value loss = tape.value(0);
    for (int n = 0; n < INPUTS.length; n++) {
      Tape.Value error = output(INPUTS[n]).minus(tape.value(TARGETS[n]));
      loss = loss.plus(error.times(error));
    }
    return loss;
  }

  /** One step of gradient descent; returns the loss before it. */
  public double step(double learningRate) {
    Tape.Value loss = loss();
    tape.backward(loss);
    for (Tape.Value weight : weights) {
      weight.set(weight.data() - learningRate * weight.gradient());
    }
    tape.rewind(weights.length);
    return loss.data();
  }

  /** The output for one case as a number. */
  public double predict(double... x) {
    double y = output(x).data();
    tape.rewind(weights.length);
    return y;
  }

  /** Trains, and prints the loss and what the network then says. */
  public static void main(String[] args) {
    Xor xor = new Xor();
    for (int step = 0; step <= 500; step++) {
      double loss = xor.step(0.1);
      if (step % 100 == 0) {
        Print.line("step %3d  loss %6.3f", step, loss);
      }
    }
    for (double[] x : INPUTS) {
      Print.line("%.0f xor %.0f: %6.2f", x[0], x[1], xor.predict(x));
    }
  }
}
