package dev.weft.core.kernel;

import dev.weft.core.random.CounterRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Operations on each element by itself: whole vectors, then the scalar form for the rest.
 *
 * <p>Maxima are a comparison and a blend: {@code FloatVector.max} would pay for the order of −0 and 0 that nothing here needs.
 * A ReLU asks which elements are not above 0, which a NaN is not, and so passes it on for nothing; a max-pool has to ask for it.
 */
final class ElementLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final VectorSpecies<Integer> SI = VectorSpecies.of(int.class, S.vectorShape());
  private static final int L = S.length();
  private static final Kernels SCALAR = ScalarKernels.INSTANCE;

  private ElementLoops() {}

  static void relu(float[] y, int yOffset, float[] x, int xOffset, int count) {
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i <= count - L; i += L) {
      FloatVector value = FloatVector.fromArray(S, x, xOffset + i);
      value.blend(zero, value.compare(VectorOperators.LE, zero)).intoArray(y, yOffset + i);
    }
    SCALAR.relu(y, yOffset + i, x, xOffset + i, count - i);
  }

  static void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i <= count - L; i += L) {
      VectorMask<Float> shut = FloatVector.fromArray(S, y, yOffset + i).compare(VectorOperators.LE, zero);
      FloatVector.fromArray(S, dy, dyOffset + i).blend(zero, shut).intoArray(dx, dxOffset + i);
    }
    SCALAR.reluGradient(dx, dxOffset + i, dy, dyOffset + i, y, yOffset + i, count - i);
  }

  /** The last vector of a row overlaps the one before it, or reaches into the next row, which is written later. */
  static void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    int whole = wholeRows(windows, n);
    int last = Math.max(0, n - L);
    for (int w = 0; w < whole; w++) {
      int row = xOffset + 4 * w * n;
      int out = w * n;
      for (int column = 0; column < n; column += L) {
        int j = Math.min(column, last);
        FloatVector best = FloatVector.zero(S);
        FloatVector chosen = FloatVector.broadcast(S, Kernels.NONE);
        for (int q = 0; q < 4; q++) {
          FloatVector value = FloatVector.fromArray(S, x, row + q * n + j);
          VectorMask<Float> larger =
              value.compare(VectorOperators.GT, best).or(value.compare(VectorOperators.NE, value));
          best = best.blend(value, larger);
          chosen = chosen.blend(q, larger);
        }
        best.intoArray(y, yOffset + out + j);
        chosen.intoArray(choice, choiceOffset + out + j);
      }
    }
    int done = whole * n;
    SCALAR.reluMaxPool(y, yOffset + done, choice, choiceOffset + done, x, xOffset + 4 * done, windows - whole, n);
  }

  static void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n) {
    FloatVector zero = FloatVector.zero(S);
    int whole = wholeRows(windows, n);
    int last = Math.max(0, n - L);
    for (int w = 0; w < whole; w++) {
      int from = w * n;
      int to = dxOffset + 4 * w * n;
      for (int q = 0; q < 4; q++) {
        for (int column = 0; column < n; column += L) {
          int j = Math.min(column, last);
          FloatVector gradient = FloatVector.fromArray(S, dy, dyOffset + from + j);
          FloatVector chosen = FloatVector.fromArray(S, choice, choiceOffset + from + j);
          zero.blend(gradient, chosen.compare(VectorOperators.EQ, q)).intoArray(dx, to + q * n + j);
        }
      }
    }
    int done = whole * n;
    SCALAR.unpool(dx, dxOffset + 4 * done, dy, dyOffset + done, choice, choiceOffset + done, windows - whole, n);
  }

  /**
   * How many of the rows of n elements may be read and written in whole vectors: all if n is a vector or more, since then the
   * last one may overlap; else those at whose start a vector does not reach over the end of the last row.
   */
  static int wholeRows(int rows, int n) {
    return n >= L ? rows : Math.max(0, rows - (L + n - 1) / n + 1);
  }

  /** The last vector is summed first, while what it shares with the one before it is as it was. */
  static void add(float[] y, int yOffset, float[] x, int xOffset, int count) {
    if (count < L) {
      ShortRows.add(y, yOffset, x, xOffset, count);
      return;
    }
    int last = count - L;
    FloatVector end = FloatVector.fromArray(S, y, yOffset + last).add(FloatVector.fromArray(S, x, xOffset + last));
    for (int i = 0; i < last; i += L) {
      FloatVector.fromArray(S, y, yOffset + i).add(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    end.intoArray(y, yOffset + last);
  }

  /** Compresses the lanes of the entries to the front and stores whole vectors, of which the next one overwrites the rest. */
  static int listChosen(
      float[] starts, int startsOffset, float[] scales, int scalesOffset, float[] choice, int choiceOffset,
      float[] dy, int dyOffset, int n, int q, int step) {
    FloatVector lanes = FloatVector.zero(S).addIndex(1).mul(step);
    int count = 0;
    int j = 0;
    for (; j <= n - L; j += L) {
      FloatVector gradient = FloatVector.fromArray(S, dy, dyOffset + j);
      VectorMask<Float> listed = FloatVector.fromArray(S, choice, choiceOffset + j).compare(VectorOperators.EQ, q)
          .and(gradient.compare(VectorOperators.NE, 0));
      lanes.add((float) j * step).compress(listed).intoArray(starts, startsOffset + count);
      gradient.compress(listed).intoArray(scales, scalesOffset + count);
      count += listed.trueCount();
    }
    for (; j < n; j++) {
      if (choice[choiceOffset + j] == q && dy[dyOffset + j] != 0) {
        starts[startsOffset + count] = j * step;
        scales[scalesOffset + count] = dy[dyOffset + j];
        count++;
      }
    }
    return count;
  }

  /** Draws the bits of {@link CounterRandom#bits} in int lanes and compares them as whole numbers. */
  static void dropout(
      float[] y, int yOffset, float[] x, int xOffset, int count, long key, int first, float rate, float scale) {
    int threshold = (int) Math.ceil(rate * 0x1p24);
    FloatVector zero = FloatVector.zero(S);
    IntVector lanes = IntVector.zero(SI).addIndex(1);
    int i = 0;
    for (; i <= count - L; i += L) {
      IntVector bits = mix(mix(lanes.add(first + i + (int) key)).lanewise(VectorOperators.XOR, (int) (key >>> 32)));
      VectorMask<Float> keep =
          bits.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.GE, threshold).cast(S);
      zero.blend(FloatVector.fromArray(S, x, xOffset + i).mul(scale), keep).intoArray(y, yOffset + i);
    }
    SCALAR.dropout(y, yOffset + i, x, xOffset + i, count - i, key, first + i, rate, scale);
  }

  private static IntVector mix(IntVector value) {
    IntVector x = value;
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16)).mul(0x21f0aaad);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)).mul(0x735a2d97);
    return x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15));
  }
}
