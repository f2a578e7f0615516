package dev.weft.book.softmax;

import dev.weft.book.Print;

/** Prints p, y and p − y of one example, and the slopes that a small change of each logit shows. */
public final class GradientByHand {

  /** The logits of the example. */
  static final float[] LOGITS = {2, 1, 0};
  /** Its class. */
  static final int LABEL = 1;

  private GradientByHand() {}

  /** Prints the table of chapter 7. */
  public static void main(String[] args) {
    float[] p = Softmax.stable(LOGITS);
    float[] gradient = Softmax.gradient(LOGITS, LABEL);
    Print.line("loss %.4f", Softmax.loss(LOGITS, LABEL));
    System.out.println("class   z       p       y      p - y     slope");
    for (int j = 0; j < LOGITS.length; j++) {
      Print.line("%d    %4.1f  %6.4f  %6.4f  %8.4f  %8.4f",
          j, LOGITS[j], p[j], j == LABEL ? 1f : 0f, gradient[j], slope(j));
    }
  }

  /** How much the loss rises per unit of logit j, over a step of 0.01 to either side. */
  static double slope(int j) {
    float step = 0.01f;
    float[] more = LOGITS.clone();
    float[] less = LOGITS.clone();
    more[j] += step;
    less[j] -= step;
    return (Softmax.loss(more, LABEL) - Softmax.loss(less, LABEL)) / (2.0 * step);
  }
}
