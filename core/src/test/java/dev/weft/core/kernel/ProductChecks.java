package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Runs {@link Kernels#multiply} and {@link Kernels#multiplyTransposed} and compares each with its defining sum. */
final class ProductChecks {

  /** Half a unit in the last place of a float, relative. */
  private static final double ROUNDING = 0x1p-24;

  /** A table of taps as a convolution or a matrix has it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Taps(int[] starts, int length) {
    static final Taps[] SOME = {
        new Taps(new int[] {0}, 7), new Taps(new int[] {0, 11, 22}, 5), new Taps(new int[] {3, 1}, 1),
        new Taps(new int[] {0}, 1), new Taps(new int[] {0, 6, 12, 40, 46, 52}, 3)
    };

    int k() {
      return starts.length * length;
    }

    /** Where element i of a row lies after the row's start. */
    int element(int i) {
      return starts[i / length] + i % length;
    }

    Product product(int n) {
      return Product.of(starts, length, n);
    }

    int reach() {
      return Arrays.stream(starts).max().getAsInt() + length;
    }
  }

  private ProductChecks() {}

  /** Rows that overlap and are not in order, with one row in front that does not belong to the product. */
  static int[] rows(int count) {
    int[] rows = new int[count + 1];
    for (int r = 1; r <= count; r++) {
      rows[r] = (r * 5 + 3) % (count + 2) * 2;
    }
    return rows;
  }

  static int longestRow(int[] rows) {
    return Arrays.stream(rows).max().getAsInt();
  }

  /** A k × n matrix in the kernels' own order. */
  static Operand pack(Kernels kernels, float[] matrix, int k, int n, int offset) {
    Operand packed = Operand.room(kernels.packedSize(k, n), offset);
    kernels.pack(packed.array(), packed.offset(), matrix, 0, n, 1, k, n, 0, n);
    packed.assertGuards();
    return packed;
  }

  /** The product of small integers, which every implementation must give exactly. */
  static void multiplyIntegers(Kernels kernels, Taps taps, int m, int n, int offset) {
    int[] rows = rows(m);
    int stride = n + (offset == 0 ? 0 : 3);
    Operand x = Operand.integers(longestRow(rows) + taps.reach(), offset, 1);
    float[] b = Operand.integers(taps.k() * n, 2);
    Operand bias = Operand.integers(n, offset, 3);
    Operand packed = pack(kernels, b, taps.k(), n, offset);
    Operand y = Operand.room((m - 1) * stride + n, offset);
    float[] expected = y.data();
    for (int r = 0; r < m; r++) {
      for (int j = 0; j < n; j++) {
        double sum = bias.get(j);
        for (int i = 0; i < taps.k(); i++) {
          sum += x.get(rows[r + 1] + taps.element(i)) * b[i * n + j];
        }
        expected[r * stride + j] = (float) sum;
      }
    }
    kernels.multiply(
        y.array(), y.offset(), bias.array(), bias.offset(), x.array(), x.offset(), rows, 1, m, packed.array(),
        packed.offset(), taps.product(n).withRowStride(stride));
    y.assertGuards();
    Operand.assertSameBits(y.data(), expected, m + " × " + taps.k() + " × " + n + " at offset " + offset);
  }

  /** A product of random numbers that is added to what y holds; the error may grow with the length of the sums. */
  static void multiplyAndAccumulateReals(Kernels kernels, int m, int k, int n) {
    int[] rows = rows(m);
    Operand x = Operand.reals(longestRow(rows) + k, 2, 1);
    Operand b = Operand.reals(k * n, 0, 2);
    Operand packed = pack(kernels, b.array(), k, n, 0);
    Operand y = Operand.reals(m * n, 3, 3);
    Operand before = y.copy();
    kernels.multiply(
        y.array(), y.offset(), y.array(), y.offset(), x.array(), x.offset(), rows, 1, m, packed.array(),
        packed.offset(), Product.ofMatrices(k, n).accumulating());
    y.assertGuards();
    for (int r = 0; r < m; r++) {
      for (int j = 0; j < n; j++) {
        Sum sum = new Sum(before.get(r * n + j));
        for (int i = 0; i < k; i++) {
          sum.add(x.get(rows[r + 1] + i), b.get(i * n + j));
        }
        sum.assertHolds(y.get(r * n + j));
      }
    }
  }

  /** {@code dW += xᵀ dy} of small integers, for a range of the rows of dW. */
  static void multiplyTransposedIntegers(Kernels kernels, Taps taps, int m, int n, int offset) {
    int[] rows = rows(m);
    Operand x = Operand.integers(longestRow(rows) + taps.reach(), offset, 1);
    int stride = n + offset;
    Operand dy = Operand.integers((m - 1) * stride + n, offset, 2);
    Operand dW = Operand.integers(taps.k() * n, offset, 3);
    float[] expected = dW.data();
    int from = taps.k() / 5;
    int to = taps.k() - taps.k() / 7;
    for (int l = from; l < to; l++) {
      for (int j = 0; j < n; j++) {
        for (int r = 0; r < m; r++) {
          expected[l * n + j] += x.get(rows[r + 1] + taps.element(l)) * dy.get(r * stride + j);
        }
      }
    }
    kernels.multiplyTransposed(
        dW.array(), dW.offset(), from, to, x.array(), x.offset(), rows, 1, m, dy.array(), dy.offset(),
        taps.product(n).withRowStride(stride));
    dW.assertGuards();
    Operand.assertSameBits(dW.data(), expected, taps.k() + " × " + m + " × " + n + " at offset " + offset);
  }

  /** {@code dW += xᵀ dy} of random numbers; the error may grow with the number of rows. */
  static void multiplyTransposedReals(Kernels kernels, int m, int k, int n) {
    int[] rows = rows(m);
    Operand x = Operand.reals(longestRow(rows) + k, 2, 1);
    Operand dy = Operand.reals(m * n, 0, 2);
    Operand dW = Operand.reals(k * n, 3, 3);
    Operand before = dW.copy();
    kernels.multiplyTransposed(
        dW.array(), dW.offset(), 0, k, x.array(), x.offset(), rows, 1, m, dy.array(), dy.offset(),
        Product.ofMatrices(k, n));
    dW.assertGuards();
    for (int l = 0; l < k; l++) {
      for (int j = 0; j < n; j++) {
        Sum sum = new Sum(before.get(l * n + j));
        for (int r = 0; r < m; r++) {
          sum.add(x.get(rows[r + 1] + l), dy.get(r * n + j));
        }
        sum.assertHolds(dW.get(l * n + j));
      }
    }
  }

  /** A sum of products in double precision that knows how far a sum in float may be from it. */
  static final class Sum {
    private double value;
    private double magnitude;
    private int terms;

    Sum(float start) {
      value = start;
      magnitude = Math.abs(start);
    }

    void add(float a, float b) {
      value += (double) a * b;
      magnitude += Math.abs((double) a * b);
      terms++;
    }

    /** Each term is rounded at most twice, and each error is relative to at most the sum of all magnitudes. */
    void assertHolds(float actual) {
      double bound = 2 * (terms + 1) * ROUNDING * magnitude;
      assertThat(Math.abs(actual - value)).as("error of a sum of %d terms", terms).isLessThanOrEqualTo(bound);
    }
  }
}
