package dev.weft.book.simd;

import dev.weft.book.Print;
import java.util.Arrays;

/** Prints what the order of additions does to a sum. */
public final class Rounding {

  private Rounding() {}

  /** The sum from the first to the last. */
  static float inOrder(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** Sums of every n-th value, which are added at the end: what n lanes do. */
  static float inLanes(float[] values, int lanes) {
    float[] sums = new float[lanes];
    for (int i = 0; i < values.length; i++) {
      sums[i % lanes] += values[i];
    }
    return inOrder(sums);
  }

  /** The sum of the halves' sums, and so on. */
  static float inPairs(float[] values, int from, int to) {
    if (to - from == 1) {
      return values[from];
    }
    int middle = (from + to) >>> 1;
    return inPairs(values, from, middle) + inPairs(values, middle, to);
  }

  /** As many tenths as asked for. */
  static float[] tenths(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 0.1f);
    return values;
  }

  /** Prints the tables of chapter 12. */
  public static void main(String[] args) {
    float big = 1 << 24;
    Print.line("(16777216 + 1) + 1 = %.0f", big + 1 + 1);
    Print.line("16777216 + (1 + 1) = %.0f", big + (1 + 1f));
    Print.line("");
    float[] values = tenths(1 << 20);
    Print.line("1,048,576 times 0.1");
    Print.line("in order     %.3f", inOrder(values));
    Print.line("4 lanes      %.3f", inLanes(values, 4));
    Print.line("16 lanes     %.3f", inLanes(values, 16));
    Print.line("in pairs     %.3f", inPairs(values, 0, values.length));
    Print.line("exact        %.3f", values.length * (double) 0.1f);
  }
}
