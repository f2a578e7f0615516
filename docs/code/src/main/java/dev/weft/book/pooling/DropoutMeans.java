package dev.weft.book.pooling;

import dev.weft.book.Print;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import java.util.Arrays;

/** The mean of a million ones after dropout, with and without the factor. */
public final class DropoutMeans {

  private static final int COUNT = 1_000_000;

  private DropoutMeans() {}

  /** Prints a row for each rate. */
  public static void main(String[] args) {
    Print.line("rate   without factor   factor   with factor");
    for (float rate : new float[] {0.25f, 0.4f, 0.5f}) {
      float scale = 1 / (1 - rate);
      Print.line("%.2f %16.2f %8.3f %13.2f", rate, mean(rate, 1), scale, mean(rate, scale));
    }
  }

  private static double mean(float rate, float scale) {
    float[] x = new float[COUNT];
    float[] y = new float[COUNT];
    Arrays.fill(x, 1);
    Kernels.scalar().dropout(y, 0, x, 0, COUNT, CounterRandom.key(1, 1), 0, rate, scale);
    double sum = 0;
    for (float value : y) {
      sum += value;
    }
    return sum / COUNT;
  }
}
