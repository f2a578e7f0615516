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
 * <p>Maxima are a comparison and a blend: {@code FloatVector.max} would pay for the order of −0 and NaN that nothing here needs.
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
      zero.blend(value, value.compare(VectorOperators.GT, zero)).intoArray(y, yOffset + i);
    }
    SCALAR.relu(y, yOffset + i, x, xOffset + i, count - i);
  }

  static void reluGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, float[] y, int yOffset, int count) {
    FloatVector zero = FloatVector.zero(S);
    int i = 0;
    for (; i <= count - L; i += L) {
      VectorMask<Float> open = FloatVector.fromArray(S, y, yOffset + i).compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(S, dy, dyOffset + i), open).intoArray(dx, dxOffset + i);
    }
    SCALAR.reluGradient(dx, dxOffset + i, dy, dyOffset + i, y, yOffset + i, count - i);
  }

  static void reluMaxPool(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int windows, int n) {
    int whole = n / L * L;
    for (int w = 0; w < windows; w++) {
      int row = xOffset + 4 * w * n;
      int out = w * n;
      for (int j = 0; j < whole; j += L) {
        FloatVector best = FloatVector.zero(S);
        FloatVector chosen = FloatVector.broadcast(S, 4);
        for (int q = 0; q < 4; q++) {
          FloatVector value = FloatVector.fromArray(S, x, row + q * n + j);
          VectorMask<Float> larger = value.compare(VectorOperators.GT, best);
          best = best.blend(value, larger);
          chosen = chosen.blend(q, larger);
        }
        best.intoArray(y, yOffset + out + j);
        chosen.intoArray(choice, choiceOffset + out + j);
      }
      for (int j = whole; j < n; j++) {
        float best = 0;
        int chosen = 4;
        for (int q = 0; q < 4; q++) {
          if (x[row + q * n + j] > best) {
            best = x[row + q * n + j];
            chosen = q;
          }
        }
        y[yOffset + out + j] = best;
        choice[choiceOffset + out + j] = chosen;
      }
    }
  }

  static void unpool(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, int windows, int n) {
    FloatVector zero = FloatVector.zero(S);
    int whole = n / L * L;
    for (int w = 0; w < windows; w++) {
      int from = w * n;
      int to = dxOffset + 4 * w * n;
      for (int j = 0; j < whole; j += L) {
        FloatVector gradient = FloatVector.fromArray(S, dy, dyOffset + from + j);
        FloatVector chosen = FloatVector.fromArray(S, choice, choiceOffset + from + j);
        for (int q = 0; q < 4; q++) {
          zero.blend(gradient, chosen.compare(VectorOperators.EQ, q)).intoArray(dx, to + q * n + j);
        }
      }
      for (int j = whole; j < n; j++) {
        for (int q = 0; q < 4; q++) {
          dx[to + q * n + j] = choice[choiceOffset + from + j] == q ? dy[dyOffset + from + j] : 0;
        }
      }
    }
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
