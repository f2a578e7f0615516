package dev.weft.core.kernel;

/** The loops of {@link PeakProbe} for a harness that measures by itself; in this package because they are not public. */
public enum PeakChains {
  /** Fits 16 vector registers. */
  TWELVE,
  /** Fits 32 vector registers. */
  TWENTY_FOUR;

  private static final PeakProbe.Chains TWELVE_CHAINS = new VectorChains.Twelve();
  private static final PeakProbe.Chains TWENTY_FOUR_CHAINS = new VectorChains.TwentyFour();

  private PeakProbe.Chains chains() {
    return this == TWELVE ? TWELVE_CHAINS : TWENTY_FOUR_CHAINS;
  }

  /** Float operations in a call of {@link #run}, a multiply-add counted as two. */
  public double flops(int steps) {
    return 2.0 * chains().multiplyAdds() * steps;
  }

  /** Takes the steps; the result depends on all of them. */
  public float run(int steps) {
    return chains().run(steps);
  }
}
