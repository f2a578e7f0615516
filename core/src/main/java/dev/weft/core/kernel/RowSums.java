package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#sumRows} in vectors of columns: two side by side, since the sum of one waits for each addition. */
final class RowSums {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private RowSums() {}

  static void add(float[] sums, int sumsAt, float[] x, int xAt, int stride, int rows, int columns) {
    if (columns < L) {
      addNarrow(sums, sumsAt, x, xAt, stride, rows, columns);
      return;
    }
    int column = 0;
    for (; columns - column >= 3 * L; column += 2 * L) {
      pair(sums, sumsAt + column, x, xAt + column, stride, rows, L);
    }
    if (columns - column > 2 * L) {
      pair(sums, sumsAt + column, x, xAt + column, stride, rows, 0);
      column += L;
    }
    pair(sums, sumsAt + column, x, xAt + column, stride, rows, columns - column - L);
  }

  /** Two vectors, the second {@code end} columns after the first: both are loaded before one is stored, so they may overlap. */
  private static void pair(float[] sums, int sumsAt, float[] x, int xAt, int stride, int rows, int end) {
    FloatVector a0 = FloatVector.fromArray(S, sums, sumsAt);
    FloatVector a1 = FloatVector.fromArray(S, sums, sumsAt + end);
    for (int r = 0; r < rows; r++) {
      a0 = a0.add(FloatVector.fromArray(S, x, xAt + r * stride));
      a1 = a1.add(FloatVector.fromArray(S, x, xAt + r * stride + end));
    }
    a0.intoArray(sums, sumsAt);
    a1.intoArray(sums, sumsAt + end);
  }

  /** Reads whole vectors as long as they end in the array, and adds the last rows one by one. */
  private static void addNarrow(float[] sums, int sumsAt, float[] x, int xAt, int stride, int rows, int columns) {
    float[] scratch = Scratch.ofThisThread();
    int inside = Math.clamp((long) Math.floorDiv(x.length - xAt - L, Math.max(1, stride)) + 1, 0, rows);
    System.arraycopy(sums, sumsAt, scratch, 0, columns);
    pair(scratch, 0, x, xAt, stride, inside, 0);
    System.arraycopy(scratch, 0, sums, sumsAt, columns);
    ScalarKernels.INSTANCE.sumRows(sums, sumsAt, x, xAt + inside * stride, stride, rows - inside, columns);
  }
}
