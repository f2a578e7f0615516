package dev.weft.book.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The sum Σᵢ aᵢ bᵢ in five ways, each a step closer to what a processor does well. */
public final class DotProduct {

  /** Four lanes on every machine, so that the bits are the same everywhere; Weft takes the widest there is. */
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

  private static final int L = S.length();

  private DotProduct() {}

  /** As it is defined: one sum, from the first product to the last. */
  public static float plain(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The same, with a product and an addition that round once together. */
  public static float fused(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  /** Four sums that do not wait for each other: element i belongs to sum i mod 4. The length is a multiple of four. */
  public static float fourSums(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    return s0 + s1 + s2 + s3;
  }

  /** The four sums in the four lanes of one vector, and what is left over at the end. */
  public static float lanes(float[] a, float[] b) {
    FloatVector sums = FloatVector.zero(S);
    int i = 0;
    for (; i <= a.length - L; i += L) {
      sums = FloatVector.fromArray(S, a, i).fma(FloatVector.fromArray(S, b, i), sums);
    }
    float sum = sums.lane(0) + sums.lane(1) + sums.lane(2) + sums.lane(3);
    for (; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  /** Four vectors of sums, so that four additions are under way at once. */
  public static float fourVectors(float[] a, float[] b) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int i = 0;
    for (; i <= a.length - 4 * L; i += 4 * L) {
      s0 = FloatVector.fromArray(S, a, i).fma(FloatVector.fromArray(S, b, i), s0);
      s1 = FloatVector.fromArray(S, a, i + L).fma(FloatVector.fromArray(S, b, i + L), s1);
      s2 = FloatVector.fromArray(S, a, i + 2 * L).fma(FloatVector.fromArray(S, b, i + 2 * L), s2);
      s3 = FloatVector.fromArray(S, a, i + 3 * L).fma(FloatVector.fromArray(S, b, i + 3 * L), s3);
    }
    FloatVector sums = s0.add(s1).add(s2.add(s3));
    float sum = sums.lane(0) + sums.lane(1) + sums.lane(2) + sums.lane(3);
    for (; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
