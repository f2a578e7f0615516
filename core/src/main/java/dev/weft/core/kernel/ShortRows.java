package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#add} for rows shorter than a vector: two vectors of half or a quarter the width, which may overlap. */
final class ShortRows {

  private static final VectorSpecies<Float> S8 = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> S4 = FloatVector.SPECIES_128;

  private ShortRows() {}

  static void add(float[] y, int yAt, float[] x, int xAt, int count) {
    if (count >= S8.length()) {
      int end = count - S8.length();
      FloatVector y0 = FloatVector.fromArray(S8, y, yAt).add(FloatVector.fromArray(S8, x, xAt));
      FloatVector y1 = FloatVector.fromArray(S8, y, yAt + end).add(FloatVector.fromArray(S8, x, xAt + end));
      y0.intoArray(y, yAt);
      y1.intoArray(y, yAt + end);
    } else if (count >= S4.length()) {
      int end = count - S4.length();
      FloatVector y0 = FloatVector.fromArray(S4, y, yAt).add(FloatVector.fromArray(S4, x, xAt));
      FloatVector y1 = FloatVector.fromArray(S4, y, yAt + end).add(FloatVector.fromArray(S4, x, xAt + end));
      y0.intoArray(y, yAt);
      y1.intoArray(y, yAt + end);
    } else {
      ScalarKernels.INSTANCE.add(y, yAt, x, xAt, count);
    }
  }
}
