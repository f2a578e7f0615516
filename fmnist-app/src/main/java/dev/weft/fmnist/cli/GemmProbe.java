package dev.weft.fmnist.cli;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;

/** Measures the matrix product of a set of kernels on the calling thread. */
final class GemmProbe {

  /** Rows and columns of the matrices. */
  static final int SIZE = 512;

  private static final long WARM_UP_NANOS = 600_000_000;
  private static final int RUNS = 15;

  /** Where nothing is compiled, a run or two have to do. */
  private static final long LIMIT_NANOS = 4_000_000_000L;
  private static final double NANOS = 1e9;
  private static final int BLOCK_ROWS = 96;

  private GemmProbe() {}

  /** The best rate of several runs, a multiply-add counted as two operations. The right operand is packed once. */
  static double flopsPerSecond(Kernels kernels) {
    float[] a = new float[SIZE * SIZE];
    float[] y = new float[SIZE * SIZE];
    for (int i = 0; i < a.length; i++) {
      a[i] = (i % 7 - 3) * 0.125f;
    }
    float[] packed = new float[kernels.packedSize(SIZE, SIZE)];
    kernels.pack(packed, 0, a, 0, SIZE, 1, SIZE, SIZE, 0, SIZE);
    int[] rows = new int[SIZE];
    for (int r = 0; r < SIZE; r++) {
      rows[r] = r * SIZE;
    }
    float[] zeros = new float[SIZE];
    Product product = Product.ofMatrices(SIZE, SIZE);
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    int measured = 0;
    while (measured < RUNS && (measured == 0 || System.nanoTime() - start < LIMIT_NANOS)) {
      long began = System.nanoTime();
      for (int r = 0; r < SIZE; r += BLOCK_ROWS) {
        kernels.multiply(
            y, r * SIZE, zeros, 0, a, 0, rows, r, Math.min(BLOCK_ROWS, SIZE - r), packed, 0, product);
      }
      long ended = System.nanoTime();
      if (ended - start > WARM_UP_NANOS || ended - began > WARM_UP_NANOS) { // by then C2 has compiled the loops
        best = Math.min(best, ended - began);
        measured++;
      }
    }
    return 2.0 * SIZE * SIZE * SIZE * NANOS / best;
  }
}
