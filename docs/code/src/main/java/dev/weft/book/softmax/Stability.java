package dev.weft.book.softmax;

import dev.weft.book.Print;
import java.util.Locale;

/** Prints what the two ways of computing softmax make of small and large logits. */
public final class Stability {

  private Stability() {}

  /** Prints the tables of chapter 7. */
  public static void main(String[] args) {
    System.out.println("logits                   as defined             maximum subtracted");
    for (float shift : new float[] {0, 80, 100, 1000, -200}) {
      float[] z = {1 + shift, 2 + shift, 3 + shift};
      Print.line("%-24s %-22s %s",
          text("%.0f", z), text("%.3f", Softmax.naive(z)), text("%.3f", Softmax.stable(z)));
    }
    System.out.println();
    System.out.println("logits          loss of class 0: -log p   log-sum-exp");
    for (float margin : new float[] {1, 10, 100, 120}) {
      float[] z = {0, margin};
      Print.line("%-15s %23.4f   %11.4f",
          text("%.0f", z), Softmax.lossOfProbability(z, 0), Softmax.loss(z, 0));
    }
  }

  private static String text(String format, float[] values) {
    StringBuilder text = new StringBuilder("(");
    for (float value : values) {
      text.append(text.length() > 1 ? ", " : "").append(String.format(Locale.ROOT, format, value));
    }
    return text.append(")").toString();
  }
}
