package dev.weft.optim.metrics;

/**
 * Sums in NumPy's order, so that an average that lies on the edge of two decimals falls to the same side.
 *
 * <p>NumPy adds up to 128 numbers in eight interleaved partial sums, and halves longer arrays:
 * <a href="https://numpy.org/doc/stable/reference/generated/numpy.sum.html">numpy.sum</a>, "partial pairwise
 * summation".
 */
final class PairwiseSum {

  private static final int LANES = 8;
  private static final int BLOCK = 128;

  private PairwiseSum() {}

  static double of(double[] x) {
    return of(x, 0, x.length);
  }

  private static double of(double[] x, int from, int n) {
    if (n > BLOCK) {
      int half = n / 2 / LANES * LANES;
      return of(x, from, half) + of(x, from + half, n - half);
    }
    int whole = n / LANES * LANES;
    double sum = whole == 0 ? 0 : interleaved(x, from, whole);
    for (int i = whole; i < n; i++) {
      sum += x[from + i];
    }
    return sum;
  }

  private static double interleaved(double[] x, int from, int n) {
    double[] s = new double[LANES];
    for (int i = 0; i < n; i++) {
      s[i % LANES] += x[from + i];
    }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }
}
