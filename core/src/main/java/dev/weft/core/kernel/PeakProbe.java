package dev.weft.core.kernel;

/**
 * Measures how many float operations a second one core can do at best: independent chains of multiply-adds in
 * registers, at the vector width of the active kernels. Takes about half a second.
 *
 * {@snippet :
 * void tell() {
 *   System.out.printf("%.0f GFLOP/s a core%n", PeakProbe.flopsPerSecond() / 1e9); // some two seconds
 * }
 * }
 */
public final class PeakProbe {

  private static final int WARM_UP_CALLS = 60;
  private static final int CALLS = 60;
  private static final int STEPS = 100_000;

  /** Where nothing is compiled, two calls have to do. */
  private static final int FEWEST_CALLS = 2;
  private static final long LIMIT_NANOS = 2_000_000_000;
  private static final double NANOS = 1e9;

  private PeakProbe() {}

  /** One measured loop. */
  interface Chains {

    /** How many multiply-adds of one float a step makes. */
    int multiplyAdds();

    /** Takes the steps; the result depends on all of them. */
    float run(int steps);
  }

  /** The best of many measurements on the calling thread, a multiply-add counted as two operations. */
  public static double flopsPerSecond() {
    if (Kernels.active().lanes() == 1) {
      return measure(new ScalarChains());
    }
    return Math.max(measure(new VectorChains.Twelve()), measure(new VectorChains.TwentyFour()));
  }

  private static double measure(Chains chains) {
    float sum = 0;
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + LIMIT_NANOS;
    for (int call = 0; call < WARM_UP_CALLS + CALLS && (call < FEWEST_CALLS || System.nanoTime() < end); call++) {
      long began = System.nanoTime();
      sum += chains.run(STEPS);
      long nanos = System.nanoTime() - began;
      if (call >= WARM_UP_CALLS || call == FEWEST_CALLS - 1) {
        best = Math.min(best, nanos);
      }
    }
    if (Float.isNaN(sum)) { // keeps the sum, and with it the loops
      throw new IllegalStateException("expected a number, got " + sum);
    }
    return 2.0 * chains.multiplyAdds() * STEPS * NANOS / best;
  }

  /** Sixteen chains of plain floats. */
  private static final class ScalarChains implements Chains {

    @Override
    public int multiplyAdds() {
      return 16;
    }

    @Override
    public float run(int steps) {
      float x = 0.999f;
      float y = 0.001f;
      float a0 = 0;
      float a1 = 1;
      float a2 = 2;
      float a3 = 3;
      float a4 = 4;
      float a5 = 5;
      float a6 = 6;
      float a7 = 7;
      float a8 = 8;
      float a9 = 9;
      float a10 = 10;
      float a11 = 11;
      float a12 = 12;
      float a13 = 13;
      float a14 = 14;
      float a15 = 15;
      for (int i = 0; i < steps; i++) {
        a0 = a0 * x + y;
        a1 = a1 * x + y;
        a2 = a2 * x + y;
        a3 = a3 * x + y;
        a4 = a4 * x + y;
        a5 = a5 * x + y;
        a6 = a6 * x + y;
        a7 = a7 * x + y;
        a8 = a8 * x + y;
        a9 = a9 * x + y;
        a10 = a10 * x + y;
        a11 = a11 * x + y;
        a12 = a12 * x + y;
        a13 = a13 * x + y;
        a14 = a14 * x + y;
        a15 = a15 * x + y;
      }
      return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15;
    }
  }
}
