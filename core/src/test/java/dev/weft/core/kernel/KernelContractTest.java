package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.ProductChecks.Taps;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the products of every implementation must do, run here on the kernels of this JVM and by {@link KernelChild} on those
 * of other JVMs. The size is the number of columns, chosen around the lanes and the panels.
 */
class KernelContractTest {

  static final int MOST_ROWS = 13;

  private final Kernels kernels = Kernels.active();

  /** One vector and its neighbours, several vectors and a little, narrow ones, and the widths of known networks. */
  static IntStream sizes() {
    int lanes = Kernels.active().lanes();
    return IntStream.of(
        1, lanes - 1, lanes, lanes + 1, 2 * lanes - 1, 2 * lanes, 2 * lanes + 1, 3 * lanes, 4 * lanes - 1, 4 * lanes,
        4 * lanes + 1, 5 * lanes, 5 * lanes + 1, 7 * lanes, 9 * lanes + 3, 2, 3, 6, 8, 10, 12, 13, 24, 32, 33, 48, 61,
        64,
        84, 100, 120, 128, 200).filter(size -> size > 0).distinct().sorted();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplySumsRowsTimesTapsExactlyOnSmallIntegers(int columns) {
    for (int rows = 1; rows <= MOST_ROWS; rows++) {
      ProductChecks.multiplyIntegers(kernels, Taps.SOME[rows % Taps.SOME.length], rows, columns, 3 * (rows % 2));
    }
    for (Taps taps : Taps.SOME) {
      ProductChecks.multiplyIntegers(kernels, taps, 7, columns, 0);
      ProductChecks.multiplyIntegers(kernels, taps, 8, columns, 5);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyAccumulatesWithinTheBoundOfItsLength(int columns) {
    ProductChecks.multiplyAndAccumulateReals(kernels, 7, 1, columns);
    ProductChecks.multiplyAndAccumulateReals(kernels, 5, 100, columns);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyTransposedSumsOverRowsExactlyOnSmallIntegers(int columns) {
    for (int rows = 1; rows <= MOST_ROWS; rows++) {
      Taps taps = Taps.SOME[rows % Taps.SOME.length];
      ProductChecks.multiplyTransposedIntegers(kernels, taps, rows, columns, 3 * (rows % 2));
    }
    for (int length = 1; length <= MOST_ROWS; length++) {
      ProductChecks.multiplyTransposedIntegers(kernels, new Taps(new int[] {0}, length), 3, columns, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyTransposedStaysWithinTheBoundOfItsLength(int columns) {
    ProductChecks.multiplyTransposedReals(kernels, 100, 7, columns);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void packingByColumnRangesGivesWhatPackingAtOnceGives(int columns) {
    int k = 3;
    float[] matrix = Operand.integers(k * columns, 1);
    Operand atOnce = ProductChecks.pack(kernels, matrix, k, columns, 2);
    Operand inRanges = Operand.room(kernels.packedSize(k, columns), 2);
    int width = kernels.panelWidth();
    for (int from = (columns - 1) / width * width; from >= 0; from -= width) {
      kernels.pack(inRanges.array(), inRanges.offset(), matrix, 0, columns, 1, k, columns, from,
          Math.min(columns, from + width));
    }
    inRanges.assertSameBits(atOnce, "ranges of " + width);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void packingTransposesByExchangedStrides(int columns) {
    int k = 5;
    float[] matrix = Operand.integers(k * columns, 1);
    Operand transposed = Operand.room(k * columns, 4);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < columns; j++) {
        transposed.array()[transposed.offset() + j * k + i] = matrix[i * columns + j];
      }
    }
    Operand packed = Operand.room(kernels.packedSize(k, columns), 0);
    kernels.pack(packed.array(), 0, transposed.array(), transposed.offset(), 1, k, k, columns, 0, columns);
    packed.assertSameBits(ProductChecks.pack(kernels, matrix, k, columns, 0), "transposed");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyGivesTheSameBitsHoweverItsRowsAreSplit(int columns) {
    int m = MOST_ROWS;
    int k = 9;
    Operand x = Operand.reals(m * k, 0, 1);
    Operand packed = ProductChecks.pack(kernels, Operand.reals(k * columns, 0, 2).array(), k, columns, 0);
    Operand bias = Operand.reals(columns, 0, 3);
    int[] rows = IntStream.range(0, m).map(r -> r * k).toArray();
    Operand atOnce = Operand.room(m * columns, 0);
    Product product = Product.ofMatrices(k, columns);
    kernels.multiply(atOnce.array(), 0, bias.array(), 0, x.array(), 0, rows, 0, m, packed.array(), 0, product);
    for (int piece : new int[] {1, 4, 6, 7}) {
      Operand split = Operand.room(m * columns, 1);
      for (int r = 0; r < m; r += piece) {
        kernels.multiply(split.array(), 1 + r * columns, bias.array(), 0, x.array(), 0, rows, r,
            Math.min(piece, m - r), packed.array(), 0, product);
      }
      split.assertSameBits(atOnce, "pieces of " + piece + " rows");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void multiplyTransposedGivesTheSameBitsHoweverItsResultIsSplit(int columns) {
    int m = 5;
    int k = MOST_ROWS;
    Operand x = Operand.reals(m * k, 0, 1);
    Operand dy = Operand.reals(m * columns, 0, 2);
    int[] rows = IntStream.range(0, m).map(r -> r * k).toArray();
    Operand atOnce = Operand.reals(k * columns, 0, 3);
    Operand before = atOnce.copy();
    Product product = Product.ofMatrices(k, columns);
    kernels.multiplyTransposed(atOnce.array(), 0, 0, k, x.array(), 0, rows, 0, m, dy.array(), 0, product);
    for (int piece : new int[] {1, 4, 6, 7}) {
      Operand split = before.copy();
      for (int l = 0; l < k; l += piece) {
        kernels.multiplyTransposed(
            split.array(), 0, l, Math.min(k, l + piece), x.array(), 0, rows, 0, m, dy.array(), 0, product);
      }
      split.assertSameBits(atOnce, "pieces of " + piece + " rows");
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void packedMatricesAreNoLargerThanWholeVectorsNeed(int columns) {
    int lanes = kernels.lanes();
    assertThat(kernels.packedSize(3, columns)).isEqualTo(3 * ((columns + lanes - 1) / lanes * lanes));
  }
}
