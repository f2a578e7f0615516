package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Logistic function and hyperbolic tangent in vectors; rows are at least a vector long.
 *
 * <p>Both come from {@code e(x) = exp(x) − 1}, which is {@code σ(x) = 1 / (2 + e(−x))} and {@code tanh(x) = e(2x) / (2 + e(2x))}
 * without loss near 0. With {@code x = k ln 2 + r} it is {@code 2ᵏ (exp(r) − 1) + (2ᵏ − 1)}, and {@code exp(r) − 1} is summed up to
 * r⁷ / 7!, 2⁻²⁷ of it at most beside the truth. What is beyond ±87 counts as that; a NaN stays one.
 */
final class SigmoidLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f; // 355 / 512: few bits, so that k times it is exact
  private static final float LN2_LOW = -2.1219444e-4f;
  private static final float SHIFT = 12582912; // 1.5 · 2²³: added, it leaves a whole number in the low bits
  private static final float MOST = 87; // exp of it is a float, and of its negative a normal one
  private static final int ONE_BITS = 0x3f800000;
  private static final int SIGN_BIT = 0x80000000;
  private static final int MANTISSA_BITS = 23;

  private static final float C2 = 1f / 2;
  private static final float C3 = 1f / 6;
  private static final float C4 = 1f / 24;
  private static final float C5 = 1f / 120;
  private static final float C6 = 1f / 720;
  private static final float C7 = 1f / 5040;

  private SigmoidLoops() {}

  /**
   * {@code y[i] = σ(x[i])}. y and x may be the same range: the last vector overlaps the one before it, and is read before that one is
   * written.
   *
   * <p>{@code e(x)} stands in both loops as a whole. A method of its own would be compiled by itself first, since both call it; C2 does not
   * inline what is large and compiled, and every vector that goes in and out would be an object.
   */
  static void sigmoid(float[] m, int y, int x, int count) {
    FloatVector most = FloatVector.broadcast(S, MOST);
    int last = count - L;
    FloatVector next = FloatVector.fromArray(S, m, x);
    for (int i = 0; i < count; i += L) {
      FloatVector v = next.neg();
      next = FloatVector.fromArray(S, m, x + Math.min(i + L, last));
      v = v.blend(most, v.compare(VectorOperators.GT, most));
      v = v.blend(-MOST, v.compare(VectorOperators.LT, -MOST));
      FloatVector shifted = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, SHIFT));
      FloatVector k = shifted.sub(SHIFT);
      FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), v);
      r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
      FloatVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).add(ONE_BITS)
          .reinterpretAsFloats();
      FloatVector sum = r.fma(FloatVector.broadcast(S, C7), FloatVector.broadcast(S, C6));
      sum = sum.fma(r, FloatVector.broadcast(S, C5));
      sum = sum.fma(r, FloatVector.broadcast(S, C4));
      sum = sum.fma(r, FloatVector.broadcast(S, C3));
      sum = sum.fma(r, FloatVector.broadcast(S, C2));
      FloatVector e = sum.mul(r).fma(r, r).fma(power, power.sub(1));
      FloatVector.broadcast(S, 1).div(e.add(2)).intoArray(m, y + Math.min(i, last));
    }
  }

  /** {@code y[i] = tanh(x[i])}, of the absolute value, so that no power is small: {@code e / (2 + e)} loses nothing there. As above. */
  static void tanh(float[] m, int y, int x, int count) {
    FloatVector most = FloatVector.broadcast(S, MOST);
    int last = count - L;
    FloatVector next = FloatVector.fromArray(S, m, x);
    for (int i = 0; i < count; i += L) {
      FloatVector v = next;
      next = FloatVector.fromArray(S, m, x + Math.min(i + L, last));
      IntVector sign = v.reinterpretAsInts().and(SIGN_BIT);
      v = v.abs();
      v = v.add(v);
      v = v.blend(most, v.compare(VectorOperators.GT, most));
      FloatVector shifted = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, SHIFT));
      FloatVector k = shifted.sub(SHIFT);
      FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), v);
      r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
      FloatVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).add(ONE_BITS)
          .reinterpretAsFloats();
      FloatVector sum = r.fma(FloatVector.broadcast(S, C7), FloatVector.broadcast(S, C6));
      sum = sum.fma(r, FloatVector.broadcast(S, C5));
      sum = sum.fma(r, FloatVector.broadcast(S, C4));
      sum = sum.fma(r, FloatVector.broadcast(S, C3));
      sum = sum.fma(r, FloatVector.broadcast(S, C2));
      FloatVector e = sum.mul(r).fma(r, r).fma(power, power.sub(1));
      e.div(e.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(m, y + Math.min(i, last));
    }
  }
}
