package dev.weft.benchmarks;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import dev.weft.core.kernel.Gemm;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Square matrix products {@code C = A B} on one thread: Weft, and SGEMM of <a
 * href="https://github.com/luhenry/netlib">dev.ludovic.netlib:blas</a> in pure Java and native.
 *
 * <p>Weft packs B anew in each call, as SGEMM does. Native SGEMM uses the BLAS library of the system and fails where there is
 * none; set {@code OPENBLAS_NUM_THREADS=1} to hold OpenBLAS to one thread.
 */
public class GemmBenchmark extends WeftBenchmark {

  /** Rows and columns of all three matrices. */
  @Param({"128", "256", "512", "1024"})
  public int size;

  /** Who multiplies. */
  @Param({"WEFT", "NETLIB_JAVA", "NETLIB_NATIVE"})
  public Library library;

  private float[] a;
  private float[] b;
  private float[] c;
  private Product product;

  /** Implementations of the product. */
  public enum Library {
    /** {@link Gemm} with the active kernels. */
    WEFT,
    /** netlib's Java code, with the Vector API where the JVM has it. */
    NETLIB_JAVA,
    /** netlib's binding to the system's BLAS. */
    NETLIB_NATIVE;

    private Product product(int n) {
      return switch (this) {
        case WEFT -> {
          Gemm gemm = new Gemm(Kernels.active(), n, n, n, false, false);
          yield (c, a, b) -> gemm.run(c, 0, a, 0, b, 0, false);
        }
        case NETLIB_JAVA -> sgemm(JavaBLAS.getInstance(), n);
        case NETLIB_NATIVE -> sgemm(NativeBLAS.getInstance(), n);
      };
    }

    /** BLAS is column-major, so the row-major C = A B is its Cᵀ = Bᵀ Aᵀ. */
    private static Product sgemm(BLAS blas, int n) {
      return (c, a, b) -> blas.sgemm("N", "N", n, n, n, 1f, b, n, a, n, 0f, c, n);
    }
  }

  private interface Product {
    void run(float[] c, float[] a, float[] b);
  }

  /** Fills the matrices with small integers, whose products are exact, and checks some elements. */
  @Setup
  public void prepare() {
    a = integers(1);
    b = integers(2);
    c = new float[size * size];
    product = library.product(size);
    product.run(c, a, b);
    for (int i = 0; i < size; i++) {
      check(i, i * 7 % size);
    }
  }

  private float[] integers(long stream) {
    float[] values = new float[size * size];
    long key = CounterRandom.key(2023, stream);
    for (int i = 0; i < values.length; i++) {
      values[i] = CounterRandom.below(key, i, 5) - 2f;
    }
    return values;
  }

  private void check(int i, int j) {
    float expected = 0;
    for (int l = 0; l < size; l++) {
      expected += a[i * size + l] * b[l * size + j];
    }
    if (c[i * size + j] != expected) {
      throw new IllegalStateException(
          library + ": expected C[" + i + ", " + j + "] = " + expected + ", got " + c[i * size + j]);
    }
  }

  /** One product. */
  @Benchmark
  public float[] multiply(Rates.Flops rate) {
    product.run(c, a, b);
    rate.add(2.0 * size * size * size);
    return c;
  }
}
