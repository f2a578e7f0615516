package dev.weft.core.kernel;

/** The loops of {@link PeakProbe} for a harness that measures by itself; in this package because they are not public. */
public enum PeakChains {
  /** Fits 16 vector registers. */
  TWELVE(new VectorChains.Twelve()),
  /** Fits 32 vector registers. */
  TWENTY_FOUR(new VectorChains.TwentyFour());

  private final PeakProbe.Chains chains;

  PeakChains(PeakProbe.Chains chains) {
    this.chains = chains;
  }

  /** Float operations in a call of {@link #run}, a multiply-add counted as two. */
  public double flops(int steps) {
    return 2.0 * chains.multiplyAdds() * steps;
  }

  /** Takes the steps; the result depends on all of them. */
  public float run(int steps) {
    return chains.run(steps);
  }
}
