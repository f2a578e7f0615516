package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.gradients.CheckNetwork;
import dev.weft.core.random.CounterRandom;
import dev.weft.layers.check.GradientReport.TensorCheck;

/** Answers of chapter 10. */
public final class GradientAnswers {

  private GradientAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        Print.line("D(0.1)      %.8f", central(0.1));
        Print.line("D(0.05)     %.8f", central(0.05));
        Print.line("Richardson  %.8f", richardson(0.1));
      }
      case "2" -> {
        for (float factor : new float[] {2, -1, 0.99f, 0.999f}) {
          TensorCheck loss = CheckNetwork.check(new ScaledLoss(factor)).tensors().getLast();
          Print.line("factor %6.3f: relative error %.3f, %s", factor, loss.worst().relativeError(), loss.verdict());
        }
      }
      default -> Print.line("%d of 10,000", nearKink(10_000, 1 / 64.0));
    }
  }

  /** The central difference of x⁵ at 1. */
  static double central(double h) {
    return (Math.pow(1 + h, 5) - Math.pow(1 - h, 5)) / (2 * h);
  }

  /** Two central differences without their error in h². */
  static double richardson(double h) {
    return (4 * central(h / 2) - central(h)) / 3;
  }

  /** How many of so many standard normal numbers are nearer to 0 than h. */
  static int nearKink(int count, double h) {
    int near = 0;
    for (int i = 0; i < count; i++) {
      if (Math.abs(CounterRandom.gaussian(CounterRandom.key(10, 3), i)) < h) {
        near++;
      }
    }
    return near;
  }
}
