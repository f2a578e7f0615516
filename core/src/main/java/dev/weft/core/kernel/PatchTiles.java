package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@link Kernels#addScaledPatches}: taps times vectors.
 *
 * <p>Three taps at once are what 3 × 3 convolutions have: 3 × 6 vectors where there are 32 registers, 3 × 4 where there are
 * 16. Each patch costs one broadcast and one load per multiply-add, so a tile runs at the speed of
 * loads: half the peak, for a small part of the work. The last vector starts {@code end} floats after the first one, as in
 * {@link MultiplyTiles}.
 *
 * <p>Written by core/src/tiles/java/Tiles.java; change it there.
 */
final class PatchTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private PatchTiles() {}

  static void tile3x6(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count, int end) {
    int y0 = yOffset;
    int y1 = y0 + yStride;
    int y2 = y1 + yStride;
    FloatVector a00 = FloatVector.fromArray(S, y, y0);
    FloatVector a01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector a02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, y, y0 + 3 * L);
    FloatVector a04 = FloatVector.fromArray(S, y, y0 + 4 * L);
    FloatVector a05 = FloatVector.fromArray(S, y, y0 + end);
    FloatVector a10 = FloatVector.fromArray(S, y, y1);
    FloatVector a11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector a12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, y, y1 + 3 * L);
    FloatVector a14 = FloatVector.fromArray(S, y, y1 + 4 * L);
    FloatVector a15 = FloatVector.fromArray(S, y, y1 + end);
    FloatVector a20 = FloatVector.fromArray(S, y, y2);
    FloatVector a21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector a22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, y, y2 + 3 * L);
    FloatVector a24 = FloatVector.fromArray(S, y, y2 + 4 * L);
    FloatVector a25 = FloatVector.fromArray(S, y, y2 + end);
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
      a05 = s.fma(FloatVector.fromArray(S, x, x0 + end), a05);
      a10 = s.fma(FloatVector.fromArray(S, x, x1), a10);
      a11 = s.fma(FloatVector.fromArray(S, x, x1 + L), a11);
      a12 = s.fma(FloatVector.fromArray(S, x, x1 + 2 * L), a12);
      a13 = s.fma(FloatVector.fromArray(S, x, x1 + 3 * L), a13);
      a14 = s.fma(FloatVector.fromArray(S, x, x1 + 4 * L), a14);
      a15 = s.fma(FloatVector.fromArray(S, x, x1 + end), a15);
      a20 = s.fma(FloatVector.fromArray(S, x, x2), a20);
      a21 = s.fma(FloatVector.fromArray(S, x, x2 + L), a21);
      a22 = s.fma(FloatVector.fromArray(S, x, x2 + 2 * L), a22);
      a23 = s.fma(FloatVector.fromArray(S, x, x2 + 3 * L), a23);
      a24 = s.fma(FloatVector.fromArray(S, x, x2 + 4 * L), a24);
      a25 = s.fma(FloatVector.fromArray(S, x, x2 + end), a25);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + 2 * L);
    a03.intoArray(y, y0 + 3 * L);
    a04.intoArray(y, y0 + 4 * L);
    a05.intoArray(y, y0 + end);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + 2 * L);
    a13.intoArray(y, y1 + 3 * L);
    a14.intoArray(y, y1 + 4 * L);
    a15.intoArray(y, y1 + end);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + 2 * L);
    a23.intoArray(y, y2 + 3 * L);
    a24.intoArray(y, y2 + 4 * L);
    a25.intoArray(y, y2 + end);
  }

  static void tile3x4(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count, int end) {
    int y0 = yOffset;
    int y1 = y0 + yStride;
    int y2 = y1 + yStride;
    FloatVector a00 = FloatVector.fromArray(S, y, y0);
    FloatVector a01 = FloatVector.fromArray(S, y, y0 + L);
    FloatVector a02 = FloatVector.fromArray(S, y, y0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, y, y0 + end);
    FloatVector a10 = FloatVector.fromArray(S, y, y1);
    FloatVector a11 = FloatVector.fromArray(S, y, y1 + L);
    FloatVector a12 = FloatVector.fromArray(S, y, y1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, y, y1 + end);
    FloatVector a20 = FloatVector.fromArray(S, y, y2);
    FloatVector a21 = FloatVector.fromArray(S, y, y2 + L);
    FloatVector a22 = FloatVector.fromArray(S, y, y2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, y, y2 + end);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);
      int x0 = xOffset + (int) start[startOffset + e];
      int x1 = x0 + xStride;
      int x2 = x1 + xStride;
      a00 = s.fma(FloatVector.fromArray(S, x, x0), a00);
      a01 = s.fma(FloatVector.fromArray(S, x, x0 + L), a01);
      a02 = s.fma(FloatVector.fromArray(S, x, x0 + 2 * L), a02);
      a03 = s.fma(FloatVector.fromArray(S, x, x0 + end), a03);
      a10 = s.fma(FloatVector.fromArray(S, x, x1), a10);
      a11 = s.fma(FloatVector.fromArray(S, x, x1 + L), a11);
      a12 = s.fma(FloatVector.fromArray(S, x, x1 + 2 * L), a12);
      a13 = s.fma(FloatVector.fromArray(S, x, x1 + end), a13);
      a20 = s.fma(FloatVector.fromArray(S, x, x2), a20);
      a21 = s.fma(FloatVector.fromArray(S, x, x2 + L), a21);
      a22 = s.fma(FloatVector.fromArray(S, x, x2 + 2 * L), a22);
      a23 = s.fma(FloatVector.fromArray(S, x, x2 + end), a23);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + 2 * L);
    a03.intoArray(y, y0 + end);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + 2 * L);
    a13.intoArray(y, y1 + end);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + 2 * L);
    a23.intoArray(y, y2 + end);
  }

  static void tile1x2(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,
      float[] start, int startOffset, float[] scale, int scaleOffset, int count, int end) {
    int y0 = yOffset;
    FloatVector a00 = FloatVector.fromArray(S, y, y0);
    FloatVector a01 = FloatVector.fromArray(S, y, y0 + end);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);
      int x0 = xOffset + (int) start[startOffset + e];
      a00 = s.fma(FloatVector.fromArray(S, x, x0), a00);
      a01 = s.fma(FloatVector.fromArray(S, x, x0 + end), a01);
    }
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + end);
  }
}
