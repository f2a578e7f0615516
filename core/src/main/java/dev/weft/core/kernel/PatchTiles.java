package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@link Kernels#addScaledPatches}.
 *
 * <p>The wide tile holds three taps at once, as 3 × 3 convolutions have them: 3 × 6 vectors where there are 32 registers, 3 ×
 * 4 where there are 16. Each patch costs one broadcast and one load per multiply-add, so the tile runs at the speed of
 * loads: half the peak, for a small part of the work.
 */
final class PatchTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  /** Taps of the wide tile. */
  static final int TAPS = 3;

  private static final int VECTORS = L == 8 ? 4 : 6;

  /** Floats of each tap in the wide tile. */
  static final int WIDTH = VECTORS * L;

  private PatchTiles() {}

  static void addScaledPatches(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, int taps, int tapLength,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count) {
    int wide = taps == TAPS ? wideFloats(tapLength) : 0;
    for (int l = 0; l < wide; l += WIDTH) {
      if (VECTORS == 6) {
        tile3x6(y, yOffset + l, yStride, x, xOffset + l, xStride, start, startOffset, scale, scaleOffset, count);
      } else {
        tile3x4(y, yOffset + l, yStride, x, xOffset + l, xStride, start, startOffset, scale, scaleOffset, count);
      }
    }
    int rest = tapLength - wide;
    for (int t = 0; t < taps && rest > 0; t++) {
      tap(y, yOffset + t * yStride + wide, x, xOffset + t * xStride + wide, rest, start, startOffset, scale,
          scaleOffset, count);
    }
  }

  /** How much of a tap goes into wide tiles: what they leave is nothing, or a vector at least, or the whole of a short tap. */
  private static int wideFloats(int tapLength) {
    int wide = tapLength / WIDTH * WIDTH;
    int rest = tapLength - wide;
    return rest == 0 || rest >= L ? wide : Math.max(0, wide - WIDTH);
  }

  /**
   * One tap: pairs of vectors, the last of which may overlap so as to end with the tap. Taps shorter than a vector go to shorter
   * vectors, and those of less than four floats to a plain loop.
   */
  private static void tap(
      float[] y, int yAt, float[] x, int xAt, int length, float[] start, int startOffset, float[] scale,
      int scaleOffset, int count) {
    if (length < L) {
      ShortPatches.tap(y, yAt, x, xAt, length, start, startOffset, scale, scaleOffset, count);
      return;
    }
    int l = 0;
    for (; length - l >= 3 * L; l += 2 * L) {
      pair(y, yAt + l, x, xAt + l, L, start, startOffset, scale, scaleOffset, count);
    }
    if (length - l > 2 * L) {
      pair(y, yAt + l, x, xAt + l, 0, start, startOffset, scale, scaleOffset, count);
      l += L;
    }
    pair(y, yAt + l, x, xAt + l, length - l - L, start, startOffset, scale, scaleOffset, count);
  }

  /** Two vectors, the second {@code end} floats after the first. Both are loaded before one is stored, so they may overlap. */
  private static void pair(
      float[] y, int yAt, float[] x, int xAt, int end, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count) {
    FloatVector a0 = FloatVector.fromArray(S, y, yAt);
    FloatVector a1 = FloatVector.fromArray(S, y, yAt + end);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);
      int from = xAt + (int) start[startOffset + e];
      a0 = s.fma(FloatVector.fromArray(S, x, from), a0);
      a1 = s.fma(FloatVector.fromArray(S, x, from + end), a1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + end);
  }

  private static void tile3x6(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count) {
    int y0 = yOffset;
    int y1 = y0 + yStride;
    int y2 = y1 + yStride;
    FloatVector a00 = FloatVector.fromArray(S, y, y0);
    FloatVector a01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector a02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, y, y0 + 3 * L);
    FloatVector a04 = FloatVector.fromArray(S, y, y0 + 4 * L);
    FloatVector a05 = FloatVector.fromArray(S, y, y0 + 5 * L);
    FloatVector a10 = FloatVector.fromArray(S, y, y1);
    FloatVector a11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector a12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, y, y1 + 3 * L);
    FloatVector a14 = FloatVector.fromArray(S, y, y1 + 4 * L);
    FloatVector a15 = FloatVector.fromArray(S, y, y1 + 5 * L);
    FloatVector a20 = FloatVector.fromArray(S, y, y2);
    FloatVector a21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector a22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, y, y2 + 3 * L);
    FloatVector a24 = FloatVector.fromArray(S, y, y2 + 4 * L);
    FloatVector a25 = FloatVector.fromArray(S, y, y2 + 5 * L);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);
      int x0 = xOffset + (int) start[startOffset + e];
      int x1 = x0 + xStride;
      int x2 = x1 + xStride;
      a00 = s.fma(FloatVector.fromArray(S, x, x0), a00);
      a01 = s.fma(FloatVector.fromArray(S, x, x0 + L), a01);
      a02 = s.fma(FloatVector.fromArray(S, x, x0 + 2 * L), a02);
      a03 = s.fma(FloatVector.fromArray(S, x, x0 + 3 * L), a03);
      a04 = s.fma(FloatVector.fromArray(S, x, x0 + 4 * L), a04);
      a05 = s.fma(FloatVector.fromArray(S, x, x0 + 5 * L), a05);
      a10 = s.fma(FloatVector.fromArray(S, x, x1), a10);
      a11 = s.fma(FloatVector.fromArray(S, x, x1 + L), a11);
      a12 = s.fma(FloatVector.fromArray(S, x, x1 + 2 * L), a12);
      a13 = s.fma(FloatVector.fromArray(S, x, x1 + 3 * L), a13);
      a14 = s.fma(FloatVector.fromArray(S, x, x1 + 4 * L), a14);
      a15 = s.fma(FloatVector.fromArray(S, x, x1 + 5 * L), a15);
      a20 = s.fma(FloatVector.fromArray(S, x, x2), a20);
      a21 = s.fma(FloatVector.fromArray(S, x, x2 + L), a21);
      a22 = s.fma(FloatVector.fromArray(S, x, x2 + 2 * L), a22);
      a23 = s.fma(FloatVector.fromArray(S, x, x2 + 3 * L), a23);
      a24 = s.fma(FloatVector.fromArray(S, x, x2 + 4 * L), a24);
      a25 = s.fma(FloatVector.fromArray(S, x, x2 + 5 * L), a25);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + 2 * L);
    a03.intoArray(y, y0 + 3 * L);
    a04.intoArray(y, y0 + 4 * L);
    a05.intoArray(y, y0 + 5 * L);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + 2 * L);
    a13.intoArray(y, y1 + 3 * L);
    a14.intoArray(y, y1 + 4 * L);
    a15.intoArray(y, y1 + 5 * L);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + 2 * L);
    a23.intoArray(y, y2 + 3 * L);
    a24.intoArray(y, y2 + 4 * L);
    a25.intoArray(y, y2 + 5 * L);
  }

  private static void tile3x4(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count) {
    int y0 = yOffset;
    int y1 = y0 + yStride;
    int y2 = y1 + yStride;
    FloatVector a00 = FloatVector.fromArray(S, y, y0);
    FloatVector a01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector a02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, y, y0 + 3 * L);
    FloatVector a10 = FloatVector.fromArray(S, y, y1);
    FloatVector a11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector a12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, y, y1 + 3 * L);
    FloatVector a20 = FloatVector.fromArray(S, y, y2);
    FloatVector a21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector a22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, y, y2 + 3 * L);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);
      int x0 = xOffset + (int) start[startOffset + e];
      int x1 = x0 + xStride;
      int x2 = x1 + xStride;
      a00 = s.fma(FloatVector.fromArray(S, x, x0), a00);
      a01 = s.fma(FloatVector.fromArray(S, x, x0 + L), a01);
      a02 = s.fma(FloatVector.fromArray(S, x, x0 + 2 * L), a02);
      a03 = s.fma(FloatVector.fromArray(S, x, x0 + 3 * L), a03);
      a10 = s.fma(FloatVector.fromArray(S, x, x1), a10);
      a11 = s.fma(FloatVector.fromArray(S, x, x1 + L), a11);
      a12 = s.fma(FloatVector.fromArray(S, x, x1 + 2 * L), a12);
      a13 = s.fma(FloatVector.fromArray(S, x, x1 + 3 * L), a13);
      a20 = s.fma(FloatVector.fromArray(S, x, x2), a20);
      a21 = s.fma(FloatVector.fromArray(S, x, x2 + L), a21);
      a22 = s.fma(FloatVector.fromArray(S, x, x2 + 2 * L), a22);
      a23 = s.fma(FloatVector.fromArray(S, x, x2 + 3 * L), a23);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + 2 * L);
    a03.intoArray(y, y0 + 3 * L);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + 2 * L);
    a13.intoArray(y, y1 + 3 * L);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + 2 * L);
    a23.intoArray(y, y2 + 3 * L);
  }
}
