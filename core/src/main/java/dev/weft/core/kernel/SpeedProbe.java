package dev.weft.core.kernel;

import java.util.Arrays;

/** Measures whether this JVM computes what SIMD kernels rely on with instructions, where it cannot be asked. */
final class SpeedProbe {

  /** Without the instruction a fused multiply-add is made of big decimals, a thousand times slower than a multiplication. */
  private static final int FMA_RATIO = 25;

  private static final int FMA_CALLS = 8;
  private static final int ROUNDS = 10;

  /** The interpreter gets short loops, as in {@link WarmUp}, and C2 this long to compile the tile. */
  private static final int FIRST_CALLS = 220;
  private static final int CALLS = 30;

  /** After so many calls the scalar loop is compiled, at least by C1. */
  private static final int SCALAR_CALLS = 400;
  private static final int DEPTH = 48;
  private static final long LIMIT_NANOS = 10_000_000_000L;

  private SpeedProbe() {}

  /** Whether {@code Math.fma} is an instruction. Takes microseconds if it is, a millisecond or two if not. */
  static boolean fmaIsFast() {
    long fused = Long.MAX_VALUE;
    long plain = Long.MAX_VALUE;
    float sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      sum += fused(0.5f);
      long between = System.nanoTime();
      sum += plain(0.5f);
      long ended = System.nanoTime();
      fused = Math.min(fused, between - began);
      plain = Math.min(plain, ended - between);
    }
    return Float.isFinite(sum) && fused < FMA_RATIO * plain;
  }

  private static float fused(float start) {
    float a = start;
    for (int i = 0; i < FMA_CALLS; i++) {
      a = Math.fma(a, 1.1f, 0.3f);
    }
    return a;
  }

  /** A call of a method in place of the fused multiply-add, so that the interpreter has as much to do. */
  private static float plain(float start) {
    float a = start;
    for (int i = 0; i < FMA_CALLS; i++) {
      a = Math.max(a * 1.1f, 0.3f);
    }
    return a;
  }

  /**
   * Whether a tile of these kernels takes less than half the time of the scalar loop before the time is over: until it is compiled,
   * each vector is an object. Takes as long as C2 does to compile it, some tenths of a second.
   */
  static boolean overtakesScalar(Kernels kernels) {
    long end = System.nanoTime() + LIMIT_NANOS;
    Trial vectors = new Trial(kernels, kernels.panelWidth());
    long scalar = new Trial(Kernels.scalar(), kernels.panelWidth()).nanos(SCALAR_CALLS, DEPTH);
    vectors.nanos(FIRST_CALLS, 1);
    do {
      if (2 * vectors.nanos(CALLS, DEPTH) < scalar) {
        return true;
      }
    } while (System.nanoTime() < end);
    return false;
  }

  /** Six rows times a packed matrix of n columns. */
  private static final class Trial {
    private final Kernels kernels;
    private final int n;
    private final int[] rows = new int[6];
    private final float[] x = new float[DEPTH];
    private final float[] y;
    private final float[] packed;

    Trial(Kernels kernels, int n) {
      this.kernels = kernels;
      this.n = n;
      this.y = new float[rows.length * n];
      this.packed = new float[kernels.packedSize(DEPTH, n)];
      Arrays.fill(x, 0.5f);
    }

    /** The shortest of several calls. */
    long nanos(int calls, int depth) {
      long best = Long.MAX_VALUE;
      Product product = Product.ofMatrices(depth, n).accumulating();
      for (int call = 0; call < calls; call++) {
        long began = System.nanoTime();
        kernels.multiply(y, 0, y, 0, x, 0, rows, 0, rows.length, packed, 0, product);
        best = Math.min(best, System.nanoTime() - began);
      }
      return best;
    }
  }
}
