package dev.weft.fmnist.explain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's correlation of the ranks, in which equal values share their mean rank. */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * How alike two lists order their places.
   *
   * @return 1 for the same order, −1 for the opposite, about 0 for unrelated ones; NaN if all values of a list are equal
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static double spearman(float[] first, float[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException("expected lists of one length, got " + first.length + " and " + second.length);
    }
    double[] a = ranks(first);
    double[] b = ranks(second);
    double mean = (first.length - 1) / 2.0;
    double together = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      together += (a[i] - mean) * (b[i] - mean);
      squaresOfA += (a[i] - mean) * (a[i] - mean);
      squaresOfB += (b[i] - mean) * (b[i] - mean);
    }
    return together / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static double[] ranks(float[] values) {
    int[] order = IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue).toArray();
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      double shared = (from + to - 1) / 2.0;
      Arrays.stream(order, from, to).forEach(i -> ranks[i] = shared);
    }
    return ranks;
  }
}
