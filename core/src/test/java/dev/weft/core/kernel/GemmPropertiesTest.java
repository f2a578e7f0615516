package dev.weft.core.kernel;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The matrix product as algebra, on small integers where nothing rounds. */
class GemmPropertiesTest {

  private static final int LARGEST = 70;

  private final Kernels kernels = Kernels.active();

  /** A (m, k) times B (k, n). */
  private float[] times(float[] a, float[] b, int m, int k, int n) {
    Operand packed = ProductChecks.pack(kernels, b, k, n, 0);
    float[] y = new float[m * n];
    int[] rows = IntStream.range(0, m).map(r -> r * k).toArray();
    kernels.multiply(
        y, 0, new float[n], 0, a, 0, rows, 0, m, packed.array(), packed.offset(), Product.ofMatrices(k, n));
    return y;
  }

  /** Aᵀ (k, m) times B (m, n), where A is given as (m, k). */
  private float[] transposedTimes(float[] a, float[] b, int m, int k, int n) {
    float[] y = new float[k * n];
    int[] rows = IntStream.range(0, m).map(r -> r * k).toArray();
    kernels.multiplyTransposed(y, 0, 0, k, a, 0, rows, 0, m, b, 0, Product.ofMatrices(k, n));
    return y;
  }

  private static float[] identity(int n) {
    float[] identity = new float[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  private static float[] transpose(float[] a, int m, int n) {
    float[] transposed = new float[n * m];
    for (int i = 0; i < m * n; i++) {
      transposed[i % n * m + i / n] = a[i];
    }
    return transposed;
  }

  @Property(tries = 60)
  void theIdentityChangesNothingFromEitherSide(
      @ForAll @IntRange(min = 1, max = LARGEST) int m, @ForAll @IntRange(min = 1, max = LARGEST) int n,
      @ForAll long seed) {
    float[] a = Operand.integers(m * n, seed);
    Operand.assertSameBits(times(a, identity(n), m, n, n), a, "A I");
    Operand.assertSameBits(times(identity(m), a, m, m, n), a, "I A");
    Operand.assertSameBits(transposedTimes(identity(m), a, m, m, n), a, "Iᵀ A");
  }

  @Property(tries = 60)
  void productsAreAssociative(
      @ForAll @IntRange(min = 1, max = 20) int m, @ForAll @IntRange(min = 1, max = LARGEST) int k,
      @ForAll @IntRange(min = 1, max = LARGEST) int l, @ForAll @IntRange(min = 1, max = LARGEST) int n,
      @ForAll long seed) {
    float[] a = Operand.integers(m * k, seed);
    float[] b = Operand.integers(k * l, seed + 1);
    float[] c = Operand.integers(l * n, seed + 2);
    float[] left = times(times(a, b, m, k, l), c, m, l, n);
    float[] right = times(a, times(b, c, k, l, n), m, k, n);
    Operand.assertSameBits(left, right, "(A B) C = A (B C)");
  }

  @Property(tries = 60)
  void theTransposedProductIsTheProductOfTheTransposedMatrix(
      @ForAll @IntRange(min = 1, max = LARGEST) int m, @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 1, max = LARGEST) int n, @ForAll long seed) {
    float[] a = Operand.integers(m * k, seed);
    float[] b = Operand.integers(m * n, seed + 1);
    Operand.assertSameBits(transposedTimes(a, b, m, k, n), times(transpose(a, m, k), b, k, m, n), "Aᵀ B");
  }

  @Property(tries = 60)
  void transposingAProductExchangesItsFactors(
      @ForAll @IntRange(min = 1, max = 20) int m, @ForAll @IntRange(min = 1, max = LARGEST) int k,
      @ForAll @IntRange(min = 1, max = LARGEST) int n, @ForAll long seed) {
    float[] a = Operand.integers(m * k, seed);
    float[] b = Operand.integers(k * n, seed + 1);
    float[] swapped = times(transpose(b, k, n), transpose(a, m, k), n, k, m);
    Operand.assertSameBits(transpose(times(a, b, m, k, n), m, n), swapped, "(A B)ᵀ = Bᵀ Aᵀ");
  }
}
