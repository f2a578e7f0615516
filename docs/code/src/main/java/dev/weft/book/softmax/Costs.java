package dev.weft.book.softmax;

import dev.weft.book.Print;

/** Prints the cross-entropy of one example by the probability of its class. */
public final class Costs {

  private Costs() {}

  /** Prints the table of chapter 7. */
  public static void main(String[] args) {
    Print.line("p of the right class    loss");
    for (String p : new String[] {"1", "0.9", "0.5", "0.1", "0.01", "0.000001"}) {
      Print.line("%-20s %7.3f", p, -Math.log(Double.parseDouble(p)) + 0.0); // + 0 turns -0 into 0
    }
  }
}
