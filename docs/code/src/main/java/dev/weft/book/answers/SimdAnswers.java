package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.simd.DotProduct;
import dev.weft.book.simd.DotProducts;
import dev.weft.core.parallel.WorkerPool;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Answers of chapter 12. */
public final class SimdAnswers {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;
  private static final int BLOCK = 50;
  private static final int MOST = 20;

  private SimdAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        float a = 1 + 0x1p-12f;
        Print.line("rounded twice %.3e", a * a + -(a * a));
        Print.line("rounded once  %.3e", roundingError(a, a));
      }
      case "2" -> Print.line("equal for %d of the lengths 0 to %d", equalLengths(), MOST);
      default -> {
        float[] values = DotProducts.fractions(1000, 4);
        for (int threads = 1; threads <= 4; threads++) {
          Print.line("%d threads: %08x", threads, Float.floatToIntBits(byBlocks(values, threads)));
        }
      }
    }
  }

  /** What a float product leaves out. */
  static float roundingError(float a, float b) {
    return Math.fma(a, b, -(a * b));
  }

  /** The dot product, the last vector partly filled. */
  static float masked(float[] a, float[] b) {
    FloatVector sums = FloatVector.zero(S);
    for (int i = 0; i < a.length; i += S.length()) {
      VectorMask<Float> there = S.indexInRange(i, a.length);
      sums = FloatVector.fromArray(S, a, i, there).fma(FloatVector.fromArray(S, b, i, there), sums);
    }
    return sums.reduceLanes(VectorOperators.ADD);
  }

  private static int equalLengths() {
    int equal = 0;
    for (int length = 0; length <= MOST; length++) {
      float[] a = DotProducts.wholeNumbers(length, 0);
      float[] b = DotProducts.wholeNumbers(length, 1);
      if (masked(a, b) == DotProduct.plain(a, b)) {
        equal++;
      }
    }
    return equal;
  }

  /** A sum whose bits do not depend on the number of threads. */
  static float byBlocks(float[] values, int threads) {
    int blocks = Math.ceilDiv(values.length, BLOCK);
    float[] sums = new float[blocks];
    try (WorkerPool pool = new WorkerPool(threads)) {
      pool.run(blocks, (worker, block) -> {
        for (int i = block * BLOCK; i < Math.min(values.length, (block + 1) * BLOCK); i++) {
          sums[block] += values[i];
        }
      });
    }
    float sum = 0;
    for (float part : sums) {
      sum += part;
    }
    return sum;
  }
}
