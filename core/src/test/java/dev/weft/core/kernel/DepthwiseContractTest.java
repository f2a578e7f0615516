package dev.weft.core.kernel;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link Kernels#addProducts} must do, run here on the kernels of this JVM and by {@link KernelChild} on those of other
 * JVMs. The size is the length of a row.
 */
class DepthwiseContractTest {

  private static final int[] A_STARTS = {99, 5, 0, 3, 11, 5};
  private static final int[] B_STARTS = {99, 0, 7, 2, 0, 9};
  private static final int FIRST = 1;

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  private static void add(Kernels kernels, Operand y, Operand a, Operand b, int from, int to, int n) {
    kernels.addProducts(
        y.array(), y.offset(), a.array(), a.offset(), A_STARTS, b.array(), b.offset(), B_STARTS, from, to, n);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addProductsAddsEachProductExactlyOnSmallIntegers(int n) {
    for (int count = 0; count < A_STARTS.length; count++) {
      Operand a = Operand.integers(n + 11, 3, 1);
      Operand b = Operand.integers(n + 9, 2, 2);
      Operand y = Operand.integers(n, 5, 3);
      float[] expected = y.data();
      for (int e = FIRST; e < FIRST + count; e++) {
        for (int l = 0; l < n; l++) {
          expected[l] += a.get(A_STARTS[e] + l) * b.get(B_STARTS[e] + l);
        }
      }
      add(kernels, y, a, b, FIRST, FIRST + count, n);
      y.assertSameBits(Operand.of(expected, y.offset()), count + " products of " + n);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addProductsStaysWithinTheBoundOfItsLength(int n) {
    Operand a = Operand.reals(n + 11, 0, 1);
    Operand b = Operand.reals(n + 9, 0, 2);
    Operand y = Operand.reals(n, 0, 3);
    Operand before = y.copy();
    add(kernels, y, a, b, FIRST, A_STARTS.length, n);
    for (int l = 0; l < n; l++) {
      ProductChecks.Sum sum = new ProductChecks.Sum(before.get(l));
      for (int e = FIRST; e < A_STARTS.length; e++) {
        sum.add(a.get(A_STARTS[e] + l), b.get(B_STARTS[e] + l));
      }
      sum.assertHolds(y.get(l));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addProductsGivesTheSameBitsHoweverItsProductsAreSplit(int n) {
    Operand a = Operand.reals(n + 11, 0, 1);
    Operand b = Operand.reals(n + 9, 1, 2);
    Operand atOnce = Operand.reals(n, 4, 3);
    Operand split = atOnce.copy();
    add(kernels, atOnce, a, b, FIRST, A_STARTS.length, n);
    add(kernels, split, a, b, FIRST, 3, n);
    add(kernels, split, a, b, 3, A_STARTS.length, n);
    split.assertSameBits(atOnce, "2 and 3 products");
  }
}
