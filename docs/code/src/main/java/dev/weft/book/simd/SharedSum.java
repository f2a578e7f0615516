package dev.weft.book.simd;

import dev.weft.book.Print;
import dev.weft.core.parallel.WorkerPool;

/** Adds up the gradients of a batch with several threads, in two ways. */
public final class SharedSum {

  /** The number of examples. */
  static final int EXAMPLES = 1000;
  /** The number of parameters. */
  static final int PARAMETERS = 64;

  private SharedSum() {}

  /** One gradient per example, {@code gradients[n][i]}. */
  static float[][] gradients() {
    float[][] gradients = new float[EXAMPLES][];
    for (int n = 0; n < EXAMPLES; n++) {
      gradients[n] = DotProducts.fractions(PARAMETERS, 100 + n);
    }
    return gradients;
  }

  /** Each thread adds up a share of the examples; the shares are added at the end. */
  static float[] byExamples(float[][] gradients, int threads) {
    float[][] shares = new float[threads][PARAMETERS];
    try (WorkerPool pool = new WorkerPool(threads)) {
      pool.run(threads, (worker, share) -> {
        for (int n = share * EXAMPLES / threads; n < (share + 1) * EXAMPLES / threads; n++) {
          add(shares[share], gradients[n], 0, PARAMETERS);
        }
      });
    }
    float[] sum = new float[PARAMETERS];
    for (float[] share : shares) {
      add(sum, share, 0, PARAMETERS);
    }
    return sum;
  }

  /** Each thread owns a share of the parameters, and adds up all examples for those. */
  static float[] byParameters(float[][] gradients, int threads) {
    float[] sum = new float[PARAMETERS];
    try (WorkerPool pool = new WorkerPool(threads)) {
      pool.run(threads, (worker, share) -> {
        for (float[] gradient : gradients) {
          add(sum, gradient, share * PARAMETERS / threads, (share + 1) * PARAMETERS / threads);
        }
      });
    }
    return sum;
  }

  private static void add(float[] sum, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += values[i];
    }
  }

  /** Prints the first sum's bits, for one to four threads. */
  public static void main(String[] args) {
    float[][] gradients = gradients();
    Print.line("threads   shares of examples   shares of parameters");
    for (int threads = 1; threads <= 4; threads++) {
      Print.line("%d %26s %22s", threads, bits(byExamples(gradients, threads)), bits(byParameters(gradients, threads)));
    }
  }

  private static String bits(float[] sum) {
    return String.format("%08x", Float.floatToIntBits(sum[0]));
  }
}
