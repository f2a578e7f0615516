package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** One vector of channels of the transforms of {@link Winograd}; {@link ScalarKernels} defines them. */
final class WinogradTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private WinogradTiles() {}

  /** {@code V = Bᵀ d B} for all tiles; channels must be a multiple of the lanes. */
  static void input(
      float[] v, int vOffset, int plane, float[] x, int xOffset, int[] corners, int firstCorner, int tiles,
      int rowStride, int channels) {
    for (int t = 0; t < tiles; t++) {
      int tile = xOffset + corners[firstCorner + 4 * t];
      int to = vOffset + t * channels;
      for (int c = 0; c < channels; c += L) {
        inputTile(v, to + c, plane, x, tile + c, rowStride, channels);
      }
    }
  }

  private static void inputTile(float[] v, int to, int plane, float[] x, int from, int rowStride, int channels) {
    int r0 = from;
    int r1 = from + 1 * rowStride;
    int r2 = from + 2 * rowStride;
    int r3 = from + 3 * rowStride;
    FloatVector d00 = FloatVector.fromArray(S, x, r0);
    FloatVector d10 = FloatVector.fromArray(S, x, r1);
    FloatVector d20 = FloatVector.fromArray(S, x, r2);
    FloatVector d30 = FloatVector.fromArray(S, x, r3);
    FloatVector t00 = d00.sub(d20);
    FloatVector t10 = d10.add(d20);
    FloatVector t20 = d20.sub(d10);
    FloatVector t30 = d10.sub(d30);
    FloatVector d01 = FloatVector.fromArray(S, x, r0 + channels);
    FloatVector d11 = FloatVector.fromArray(S, x, r1 + channels);
    FloatVector d21 = FloatVector.fromArray(S, x, r2 + channels);
    FloatVector d31 = FloatVector.fromArray(S, x, r3 + channels);
    FloatVector t01 = d01.sub(d21);
    FloatVector t11 = d11.add(d21);
    FloatVector t21 = d21.sub(d11);
    FloatVector t31 = d11.sub(d31);
    FloatVector d02 = FloatVector.fromArray(S, x, r0 + 2 * channels);
    FloatVector d12 = FloatVector.fromArray(S, x, r1 + 2 * channels);
    FloatVector d22 = FloatVector.fromArray(S, x, r2 + 2 * channels);
    FloatVector d32 = FloatVector.fromArray(S, x, r3 + 2 * channels);
    FloatVector t02 = d02.sub(d22);
    FloatVector t12 = d12.add(d22);
    FloatVector t22 = d22.sub(d12);
    FloatVector t32 = d12.sub(d32);
    FloatVector d03 = FloatVector.fromArray(S, x, r0 + 3 * channels);
    FloatVector d13 = FloatVector.fromArray(S, x, r1 + 3 * channels);
    FloatVector d23 = FloatVector.fromArray(S, x, r2 + 3 * channels);
    FloatVector d33 = FloatVector.fromArray(S, x, r3 + 3 * channels);
    FloatVector t03 = d03.sub(d23);
    FloatVector t13 = d13.add(d23);
    FloatVector t23 = d23.sub(d13);
    FloatVector t33 = d13.sub(d33);
    int v0 = to;
    t00.sub(t02).intoArray(v, v0);
    t01.add(t02).intoArray(v, v0 + plane);
    t02.sub(t01).intoArray(v, v0 + 2 * plane);
    t01.sub(t03).intoArray(v, v0 + 3 * plane);
    int v1 = to + 4 * plane;
    t10.sub(t12).intoArray(v, v1);
    t11.add(t12).intoArray(v, v1 + plane);
    t12.sub(t11).intoArray(v, v1 + 2 * plane);
    t11.sub(t13).intoArray(v, v1 + 3 * plane);
    int v2 = to + 8 * plane;
    t20.sub(t22).intoArray(v, v2);
    t21.add(t22).intoArray(v, v2 + plane);
    t22.sub(t21).intoArray(v, v2 + 2 * plane);
    t21.sub(t23).intoArray(v, v2 + 3 * plane);
    int v3 = to + 12 * plane;
    t30.sub(t32).intoArray(v, v3);
    t31.add(t32).intoArray(v, v3 + plane);
    t32.sub(t31).intoArray(v, v3 + 2 * plane);
    t31.sub(t33).intoArray(v, v3 + 3 * plane);
  }

  /** {@code max(0, max(Aᵀ M A) + b)} and which corner it was, for all tiles; n must be a multiple of the lanes. */
  static void output(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] m, int mOffset, int plane, float[] bias,
      int biasOffset, int tiles, int n) {
    for (int t = 0; t < tiles; t++) {
      int row = t * n;
      for (int j = 0; j < n; j += L) {
        outputTile(y, yOffset + row + j, choice, choiceOffset + row + j, m, mOffset + row + j, plane, bias,
            biasOffset + j);
      }
    }
  }

  private static void outputTile(
      float[] y, int to, float[] choice, int choiceAt, float[] m, int from, int plane, float[] bias, int biasAt) {
    FloatVector m00 = FloatVector.fromArray(S, m, from);
    FloatVector m10 = FloatVector.fromArray(S, m, from + 4 * plane);
    FloatVector m20 = FloatVector.fromArray(S, m, from + 8 * plane);
    FloatVector m30 = FloatVector.fromArray(S, m, from + 12 * plane);
    FloatVector s00 = m00.add(m10).add(m20);
    FloatVector s10 = m10.sub(m20).sub(m30);
    FloatVector m01 = FloatVector.fromArray(S, m, from + plane);
    FloatVector m11 = FloatVector.fromArray(S, m, from + 5 * plane);
    FloatVector m21 = FloatVector.fromArray(S, m, from + 9 * plane);
    FloatVector m31 = FloatVector.fromArray(S, m, from + 13 * plane);
    FloatVector s01 = m01.add(m11).add(m21);
    FloatVector s11 = m11.sub(m21).sub(m31);
    FloatVector m02 = FloatVector.fromArray(S, m, from + 2 * plane);
    FloatVector m12 = FloatVector.fromArray(S, m, from + 6 * plane);
    FloatVector m22 = FloatVector.fromArray(S, m, from + 10 * plane);
    FloatVector m32 = FloatVector.fromArray(S, m, from + 14 * plane);
    FloatVector s02 = m02.add(m12).add(m22);
    FloatVector s12 = m12.sub(m22).sub(m32);
    FloatVector m03 = FloatVector.fromArray(S, m, from + 3 * plane);
    FloatVector m13 = FloatVector.fromArray(S, m, from + 7 * plane);
    FloatVector m23 = FloatVector.fromArray(S, m, from + 11 * plane);
    FloatVector m33 = FloatVector.fromArray(S, m, from + 15 * plane);
    FloatVector s03 = m03.add(m13).add(m23);
    FloatVector s13 = m13.sub(m23).sub(m33);
    FloatVector b = FloatVector.fromArray(S, bias, biasAt);
    FloatVector best = FloatVector.zero(S);
    FloatVector chosen = FloatVector.broadcast(S, Kernels.NONE);
    FloatVector y0 = s00.add(s01).add(s02).add(b);
    VectorMask<Float> larger0 = y0.compare(VectorOperators.GT, best).or(y0.compare(VectorOperators.NE, y0));
    best = best.blend(y0, larger0);
    chosen = chosen.blend(0, larger0);
    FloatVector y1 = s01.sub(s02).sub(s03).add(b);
    VectorMask<Float> larger1 = y1.compare(VectorOperators.GT, best).or(y1.compare(VectorOperators.NE, y1));
    best = best.blend(y1, larger1);
    chosen = chosen.blend(1, larger1);
    FloatVector y2 = s10.add(s11).add(s12).add(b);
    VectorMask<Float> larger2 = y2.compare(VectorOperators.GT, best).or(y2.compare(VectorOperators.NE, y2));
    best = best.blend(y2, larger2);
    chosen = chosen.blend(2, larger2);
    FloatVector y3 = s11.sub(s12).sub(s13).add(b);
    VectorMask<Float> larger3 = y3.compare(VectorOperators.GT, best).or(y3.compare(VectorOperators.NE, y3));
    best = best.blend(y3, larger3);
    chosen = chosen.blend(3, larger3);
    best.intoArray(y, to);
    chosen.intoArray(choice, choiceAt);
  }
}
