package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#addScaledPatches} for one tap that is shorter than a vector: in vectors of half or a quarter the width. */
final class ShortPatches {

  private static final VectorSpecies<Float> S8 = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> S4 = FloatVector.SPECIES_128;

  private ShortPatches() {}

  static void tap(
      float[] y, int yAt, float[] x, int xAt, int length, float[] start, int startOffset, float[] scale,
      int scaleOffset, int count) {
    if (length >= S8.length()) {
      eights(y, yAt, x, xAt, length - S8.length(), start, startOffset, scale, scaleOffset, count);
    } else if (length >= S4.length()) {
      fours(y, yAt, x, xAt, length - S4.length(), start, startOffset, scale, scaleOffset, count);
    } else {
      ScalarProducts.addScaledTap(y, yAt, x, xAt, length, start, startOffset, scale, scaleOffset, count);
    }
  }

  /** Two vectors, the second {@code end} floats after the first. */
  private static void eights(
      float[] y, int yAt, float[] x, int xAt, int end, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count) {
    FloatVector a0 = FloatVector.fromArray(S8, y, yAt);
    FloatVector a1 = FloatVector.fromArray(S8, y, yAt + end);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S8, scale[scaleOffset + e]);
      int from = xAt + (int) start[startOffset + e];
      a0 = s.fma(FloatVector.fromArray(S8, x, from), a0);
      a1 = s.fma(FloatVector.fromArray(S8, x, from + end), a1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + end);
  }

  private static void fours(
      float[] y, int yAt, float[] x, int xAt, int end, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count) {
    FloatVector a0 = FloatVector.fromArray(S4, y, yAt);
    FloatVector a1 = FloatVector.fromArray(S4, y, yAt + end);
    for (int e = 0; e < count; e++) {
      FloatVector s = FloatVector.broadcast(S4, scale[scaleOffset + e]);
      int from = xAt + (int) start[startOffset + e];
      a0 = s.fma(FloatVector.fromArray(S4, x, from), a0);
      a1 = s.fma(FloatVector.fromArray(S4, x, from + end), a1);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + end);
  }
}
