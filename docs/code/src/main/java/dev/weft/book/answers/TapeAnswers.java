package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.tape.Tape;

/** Answers of chapter 3. */
public final class TapeAnswers {

  private static final double[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[] TARGETS = {-1, 1, 1, -1};

  private TapeAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        Tape tape = new Tape();
        Tape.Value x = tape.value(2);
        tape.backward(x.times(x).times(x));
        Print.line("derivative of x·x·x at 2: %.0f", x.gradient());
      }
      case "2" -> {
        Tape tape = new Tape();
        Tape.Value z = tape.value(-0.4);
        Tape.Value a = sigmoid(tape, z);
        tape.backward(a);
        Print.line("a = %.4f, da/dz = %.4f, a (1 - a) = %.4f", a.data(), z.gradient(), a.data() * (1 - a.data()));
      }
      default -> withoutHiddenLayer();
    }
  }

  /** σ(z) = (1 + tanh(z / 2)) / 2. */
  static Tape.Value sigmoid(Tape tape, Tape.Value z) {
    Tape.Value half = tape.value(0.5);
    return tape.value(1).plus(z.times(half).tanh()).times(half);
  }

  /** Gradient descent on XOR with {@code tanh(b + w1 x1 + w2 x2)}. */
  private static void withoutHiddenLayer() {
    Tape tape = new Tape();
    Tape.Value[] weights = {tape.value(0.3), tape.value(-0.2), tape.value(0.5)};
    for (int step = 0; step <= 500; step++) {
      Tape.Value loss = tape.value(0);
      for (int n = 0; n < INPUTS.length; n++) {
        Tape.Value error = output(tape, weights, INPUTS[n]).minus(tape.value(TARGETS[n]));
        loss = loss.plus(error.times(error));
      }
      tape.backward(loss);
      if (step % 250 == 0) {
        Print.line("step %3d  loss %.3f", step, loss.data());
      }
      for (Tape.Value weight : weights) {
        weight.set(weight.data() - 0.1 * weight.gradient());
      }
      tape.rewind(weights.length);
    }
  }

  private static Tape.Value output(Tape tape, Tape.Value[] weights, double[] x) {
    return weights[0]
        .plus(weights[1].times(tape.value(x[0])))
        .plus(weights[2].times(tape.value(x[1])))
        .tanh();
  }
}
