package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.random.CounterRandom;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the operations on elements, rows and pools must do, run here on the kernels of this JVM and by {@link
 * KernelChild} on those of other JVMs. Except where products are added, every implementation gives the scalar bits on any data.
 */
class ElementContractTest {

  private static final Kernels SCALAR = Kernels.scalar();
  private static final int[] OFFSETS = {0, 5};

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  /** Numbers of all kinds, with zeros of both signs, NaN and infinities among them. */
  private static Operand awkward(int length, int offset, long seed) {
    float[] special = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
    Random random = new Random(seed);
    float[] data = Operand.reals(length, 0, seed + 1).data();
    for (int i = 0; i < length; i++) {
      if (random.nextInt(3) == 0) {
        data[i] = special[random.nextInt(special.length)];
      }
    }
    return Operand.of(data, offset);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void reluIsTheScalarReluOnNumbersOfAllKinds(int count) {
    for (int offset : OFFSETS) {
      Operand x = awkward(count, offset, count);
      Operand expected = Operand.room(count, offset);
      Operand y = Operand.room(count, offset);
      SCALAR.relu(expected.array(), offset, x.array(), offset, count);
      kernels.relu(y.array(), offset, x.array(), offset, count);
      y.assertSameBits(expected, "relu");
      for (int i = 0; i < count; i++) {
        assertThat(Float.valueOf(y.get(i))).isEqualTo(Float.valueOf(x.get(i) <= 0 ? 0f : x.get(i)));
      }
      kernels.relu(x.array(), offset, x.array(), offset, count);
      x.assertSameBits(expected, "relu in place");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void reluGradientPassesWhereTheOutputIsNotZero(int count) {
    for (int offset : OFFSETS) {
      Operand y = awkward(count, offset, 1);
      Operand dy = awkward(count, offset, 2);
      Operand dx = Operand.room(count, offset);
      kernels.reluGradient(dx.array(), offset, dy.array(), offset, y.array(), offset, count);
      float[] expected = new float[count];
      for (int i = 0; i < count; i++) {
        expected[i] = y.get(i) <= 0 ? 0 : dy.get(i); // as PyTorch: through a NaN, too
      }
      dx.assertSameBits(Operand.of(expected, offset), "relu gradient");
      kernels.reluGradient(dy.array(), offset, dy.array(), offset, y.array(), offset, count);
      dy.assertSameBits(dx, "relu gradient in place");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addIsTheSumOfEachPair(int count) {
    for (int offset : OFFSETS) {
      Operand y = Operand.reals(count, offset, 1);
      Operand x = Operand.reals(count, offset, 2);
      float[] expected = y.data();
      for (int i = 0; i < count; i++) {
        expected[i] += x.get(i);
      }
      kernels.add(y.array(), offset, x.array(), offset, count);
      y.assertSameBits(Operand.of(expected, offset), "sum");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sumRowsAddsTheRowsInOrder(int columns) {
    for (int rows : new int[] {0, 1, 2, 13}) {
      int stride = columns + 2;
      Operand x = Operand.reals(rows * stride, 5, 1);
      Operand sums = Operand.reals(columns, 3, 2);
      float[] expected = sums.data();
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < columns; j++) {
          expected[j] += x.get(r * stride + j);
        }
      }
      kernels.sumRows(sums.array(), 3, x.array(), 5, stride, rows, columns);
      sums.assertSameBits(Operand.of(expected, 3), rows + " rows");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void dropoutKeepsExactlyWhatTheRandomStreamKeeps(int count) {
    float[] rates = {0f, Float.MIN_VALUE, 0.25f, 0.3f, 0.5f, 0.999f};
    int[] firsts = {0, 1000, -3, Integer.MAX_VALUE - 7};
    for (int i = 0; i < rates.length; i++) {
      long key = CounterRandom.key(count, i);
      int first = firsts[i % firsts.length];
      float scale = 1 / (1 - rates[i]);
      Operand x = awkward(count, 5, i);
      Operand y = Operand.room(count, 2);
      kernels.dropout(y.array(), 2, x.array(), 5, count, key, first, rates[i], scale);
      float[] expected = new float[count];
      for (int e = 0; e < count; e++) {
        expected[e] = CounterRandom.uniform(key, first + e) >= rates[i] ? x.get(e) * scale : 0;
      }
      y.assertSameBits(Operand.of(expected, 2), "rate " + rates[i]);
      kernels.dropout(x.array(), 5, x.array(), 5, count, key, first, rates[i], scale);
      x.assertSameBits(Operand.of(expected, 5), "in place, rate " + rates[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void dropoutGivesTheSameBitsHoweverItIsSplit(int count) {
    long key = CounterRandom.key(7, 8);
    Operand x = Operand.reals(count, 0, 1);
    Operand atOnce = Operand.room(count, 0);
    kernels.dropout(atOnce.array(), 0, x.array(), 0, count, key, 100, 0.4f, 2f);
    for (int piece : new int[] {1, 3, kernels.lanes(), 50}) {
      Operand split = Operand.room(count, 0);
      for (int from = 0; from < count; from += piece) {
        kernels.dropout(
            split.array(), from, x.array(), from, Math.min(piece, count - from), key, 100 + from, 0.4f, 2f);
      }
      split.assertSameBits(atOnce, "pieces of " + piece);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void reluMaxPoolTakesTheFirstLargestOfFourRowsOrTheLastNaNOrNone(int columns) {
    for (int windows : new int[] {1, 2, 5}) {
      for (Operand x : new Operand[] {
          Operand.integers(4 * windows * columns, 3, windows), awkward(4 * windows * columns, 0, windows)}) {
        int size = windows * columns;
        float[] best = new float[size];
        float[] chosen = new float[size];
        for (int i = 0; i < size; i++) {
          chosen[i] = 4;
          for (int q = 0; q < 4; q++) {
            float value = x.get((i / columns * 4 + q) * columns + i % columns);
            if (value > best[i] || Float.isNaN(value)) {
              best[i] = value;
              chosen[i] = q;
            }
          }
        }
        Operand y = Operand.room(size, 2);
        Operand choice = Operand.room(size, 7);
        kernels.reluMaxPool(y.array(), 2, choice.array(), 7, x.array(), x.offset(), windows, columns);
        y.assertSameBits(Operand.of(best, 2), "maximum");
        choice.assertSameBits(Operand.of(chosen, 7), "choice");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void unpoolPutsEachGradientWhereTheMaximumWas(int columns) {
    int windows = 3;
    Random random = new Random(columns);
    float[] chosen = new float[windows * columns];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextInt(5);
    }
    Operand choice = Operand.of(chosen, 1);
    Operand dy = awkward(windows * columns, 3, 1);
    Operand dx = Operand.room(4 * windows * columns, 2);
    float[] expected = new float[dx.length()];
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] < 4) {
        expected[(i / columns * 4 + (int) chosen[i]) * columns + i % columns] = dy.get(i);
      }
    }
    kernels.unpool(dx.array(), 2, dy.array(), 3, choice.array(), 1, windows, columns);
    dx.assertSameBits(Operand.of(expected, 2), "gradient");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void listChosenListsTheColumnsOfOneChoiceThatHaveAGradient(int columns) {
    Random random = new Random(columns);
    float[] chosen = new float[columns];
    float[] gradients = new float[columns];
    for (int round = 0; round < 6; round++) {
      for (int j = 0; j < columns; j++) {
        chosen[j] = round == 0 ? 2 : random.nextInt(5);
        gradients[j] = round == 0 ? j + 1 : random.nextInt(4) == 0 ? -0f : random.nextInt(4) == 0 ? Float.NaN : 1 + j;
      }
      Operand choice = Operand.of(chosen, round);
      Operand dy = Operand.of(gradients, round);
      Operand starts = Operand.room(columns, 3);
      Operand scales = Operand.room(columns, round);
      int count = kernels.listChosen(
          starts.array(), 3, scales.array(), round, choice.array(), round, dy.array(), round, columns, 2, 288);
      starts.assertGuards();
      scales.assertGuards();
      int[] expected = IntStream.range(0, columns).filter(j -> chosen[j] == 2 && gradients[j] != 0).toArray();
      assertThat(count).isEqualTo(expected.length);
      for (int e = 0; e < count; e++) {
        assertThat(starts.get(e)).as("start of entry %d", e).isEqualTo(expected[e] * 288);
        assertThat(scales.get(e)).as("gradient of entry %d", e).isEqualTo(Float.valueOf(gradients[expected[e]]));
      }
    }
  }
}
