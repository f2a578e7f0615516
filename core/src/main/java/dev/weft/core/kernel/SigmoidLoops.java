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
 * r⁷ / 7!, 2⁻²⁷ of it at most beside the truth.
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

  /** {@code exp(x) − 1} for x within ±87; what is further out counts as 87, a NaN stays one. */
  private static FloatVector expm1(FloatVector x) {
    FloatVector most = FloatVector.broadcast(S, MOST);
    FloatVector least = FloatVector.broadcast(S, -MOST);
    FloatVector v = x.blend(most, x.compare(VectorOperators.GT, most));
    v = v.blend(least, v.compare(VectorOperators.LT, least));
    FloatVector shifted = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, SHIFT));
    FloatVector k = shifted.sub(SHIFT);
    FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), v);
    r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
    FloatVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS).add(ONE_BITS)
        .reinterpretAsFloats();
    return polynomial(r).fma(power, power.sub(1));
  }

  private static FloatVector polynomial(FloatVector r) {
    FloatVector sum = r.fma(FloatVector.broadcast(S, C7), FloatVector.broadcast(S, C6));
    sum = sum.fma(r, FloatVector.broadcast(S, C5));
    sum = sum.fma(r, FloatVector.broadcast(S, C4));
    sum = sum.fma(r, FloatVector.broadcast(S, C3));
    sum = sum.fma(r, FloatVector.broadcast(S, C2));
    return sum.mul(r).fma(r, r);
  }

  private static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(S, 1).div(expm1(x.neg()).add(2));
  }

  /** Of the absolute value, so that no power is small: {@code e / (2 + e)} loses nothing there. */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector e = expm1(size.add(size));
    IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
    return e.div(e.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** {@code y[i] = σ(x[i])}. y and x may be the same range: the last vector is computed first. */
  static void sigmoid(float[] m, int y, int x, int count) {
    int last = count - L;
    FloatVector end = sigmoid(FloatVector.fromArray(S, m, x + last));
    for (int i = 0; i < last; i += L) {
      sigmoid(FloatVector.fromArray(S, m, x + i)).intoArray(m, y + i);
    }
    end.intoArray(m, y + last);
  }

  /** {@code y[i] = tanh(x[i])}. y and x may be the same range: the last vector is computed first. */
  static void tanh(float[] m, int y, int x, int count) {
    int last = count - L;
    FloatVector end = tanh(FloatVector.fromArray(S, m, x + last));
    for (int i = 0; i < last; i += L) {
      tanh(FloatVector.fromArray(S, m, x + i)).intoArray(m, y + i);
    }
    end.intoArray(m, y + last);
  }
}
