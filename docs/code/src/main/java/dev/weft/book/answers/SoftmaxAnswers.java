package dev.weft.book.answers;

import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.book.Print;
import dev.weft.book.softmax.Softmax;
import dev.weft.layers.engine.Loss;

/** Answers of chapter 7. */
public final class SoftmaxAnswers {

  private SoftmaxAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> byHand();
      case "2" -> {
        for (float lead : new float[] {4, (float) Math.log(91), 5}) {
          float[] z = new float[10];
          z[0] = lead;
          float[] target = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
          Print.line("lead %.2f: gradient %7.4f, loss %.4f", lead, smoothedGradient(lead),
              softmaxCrossEntropy().withLabelSmoothing(0.1f).loss(z, 0, target, 0, 10));
        }
      }
      default -> {
        Print.line("lead         loss   log-sum-exp");
        for (float x : new float[] {-120, -3, 0, 3, 40}) {
          Print.line("%4.0f %12.4g  %12.4g", x, loss(x), Softmax.loss(new float[] {0, x}, 1));
        }
      }
    }
  }

  private static void byHand() {
    float[] z = {0, (float) Math.log(2), (float) Math.log(5)};
    float[] p = Softmax.stable(z);
    float[] dz = Softmax.gradient(z, 1);
    Print.line("p    %7.4f %7.4f %7.4f", p[0], p[1], p[2]);
    Print.line("dz   %7.4f %7.4f %7.4f", dz[0], dz[1], dz[2]);
    Print.line("loss %7.4f", Softmax.loss(z, 1));
  }

  /** The gradient of the right logit, which leads nine equal ones, with label smoothing of 0.1. */
  static float smoothedGradient(float lead) {
    float[] z = new float[10];
    z[0] = lead;
    float[] target = new float[10];
    target[0] = 1;
    float[] dz = new float[10];
    Loss loss = softmaxCrossEntropy().withLabelSmoothing(0.1f);
    loss.gradient(dz, 0, z, 0, target, 0, 10, 1);
    return Math.abs(dz[0]) < 1e-6f ? 0 : dz[0]; // a rounded lead leaves a last bit of either sign
  }

  /** The loss of class 1 among two, from its lead. */
  static float loss(float x) {
    return (float) (Math.max(0, -x) + Math.log1p(Math.exp(-Math.abs(x))));
  }
}
