package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels#addProducts} in vectors: four accumulators at a time, then one; the end of a row is a vector that overlaps the
 * one before it, so that nothing is masked and only rows shorter than a vector are left to the scalar form.
 */
final class DepthwiseLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private DepthwiseLoops() {}

  static void addProducts(
      float[] y, int yOffset, float[] a, int aOffset, int[] aStarts, float[] b, int bOffset, int[] bStarts, int from,
      int to, int n) {
    if (n < L) {
      ScalarKernels.INSTANCE.addProducts(y, yOffset, a, aOffset, aStarts, b, bOffset, bStarts, from, to, n);
      return;
    }
    int last = n - L;
    FloatVector end = FloatVector.fromArray(S, y, yOffset + last); // before the vectors that it overlaps are written
    for (int e = from; n % L != 0 && e < to; e++) {
      end = FloatVector.fromArray(S, a, aOffset + aStarts[e] + last)
          .fma(FloatVector.fromArray(S, b, bOffset + bStarts[e] + last), end);
    }
    int l = 0;
    for (; l <= n - 4 * L; l += 4 * L) {
      four(y, yOffset + l, a, aOffset + l, aStarts, b, bOffset + l, bStarts, from, to);
    }
    for (; l <= last; l += L) {
      one(y, yOffset + l, a, aOffset + l, aStarts, b, bOffset + l, bStarts, from, to);
    }
    if (n % L != 0) {
      end.intoArray(y, yOffset + last);
    }
  }

  private static void four(
      float[] y, int yAt, float[] a, int aAt, int[] aStarts, float[] b, int bAt, int[] bStarts, int from, int to) {
    FloatVector y0 = FloatVector.fromArray(S, y, yAt);
    FloatVector y1 = FloatVector.fromArray(S, y, yAt + L);
    FloatVector y2 = FloatVector.fromArray(S, y, yAt + 2 * L);
    FloatVector y3 = FloatVector.fromArray(S, y, yAt + 3 * L);
    for (int e = from; e < to; e++) {
      int i = aAt + aStarts[e];
      int j = bAt + bStarts[e];
      y0 = FloatVector.fromArray(S, a, i).fma(FloatVector.fromArray(S, b, j), y0);
      y1 = FloatVector.fromArray(S, a, i + L).fma(FloatVector.fromArray(S, b, j + L), y1);
      y2 = FloatVector.fromArray(S, a, i + 2 * L).fma(FloatVector.fromArray(S, b, j + 2 * L), y2);
      y3 = FloatVector.fromArray(S, a, i + 3 * L).fma(FloatVector.fromArray(S, b, j + 3 * L), y3);
    }
    y0.intoArray(y, yAt);
    y1.intoArray(y, yAt + L);
    y2.intoArray(y, yAt + 2 * L);
    y3.intoArray(y, yAt + 3 * L);
  }

  private static void one(
      float[] y, int yAt, float[] a, int aAt, int[] aStarts, float[] b, int bAt, int[] bStarts, int from, int to) {
    FloatVector sum = FloatVector.fromArray(S, y, yAt);
    for (int e = from; e < to; e++) {
      sum = FloatVector.fromArray(S, a, aAt + aStarts[e]).fma(FloatVector.fromArray(S, b, bAt + bStarts[e]), sum);
    }
    sum.intoArray(y, yAt);
  }
}
