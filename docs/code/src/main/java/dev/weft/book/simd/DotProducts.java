package dev.weft.book.simd;

import dev.weft.book.Print;
import dev.weft.core.random.CounterRandom;

/** Prints what the ways of computing a dot product give for whole numbers and for others. */
public final class DotProducts {

  private DotProducts() {}

  /** A way to compute it. */
  interface Way {
    /** Σ a b. */
    float of(float[] a, float[] b);
  }

  /** Whole numbers from −8 to 8, all of whose sums are exact in float. */
  public static float[] wholeNumbers(int count, long stream) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = CounterRandom.below(CounterRandom.key(12, stream), i, 17) - 8;
    }
    return values;
  }

  /** Numbers from −1 to 1 with all their digits. */
  public static float[] fractions(int count, long stream) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * CounterRandom.uniform(CounterRandom.key(12, stream), i) - 1;
    }
    return values;
  }

  /** Prints the table of chapter 12. */
  public static void main(String[] args) {
    Print.line("1,024 products    whole numbers   fractions   its bits");
    row("plain", DotProduct::plain);
    row("fused", DotProduct::fused);
    row("four sums", DotProduct::fourSums);
    row("four lanes", DotProduct::lanes);
    row("4 x four lanes", DotProduct::fourVectors);
    float[] a = fractions(1024, 2);
    float[] b = fractions(1024, 3);
    double exact = 0;
    for (int i = 0; i < a.length; i++) {
      exact += (double) a[i] * b[i];
    }
    Print.line("%-17s %13s  %10.6f", "double", "", exact);
  }

  private static void row(String name, Way way) {
    float whole = way.of(wholeNumbers(1024, 0), wholeNumbers(1024, 1));
    float sum = way.of(fractions(1024, 2), fractions(1024, 3));
    Print.line("%-17s %13.0f  %10.6f   %08x", name, whole, sum, Float.floatToIntBits(sum));
  }
}
