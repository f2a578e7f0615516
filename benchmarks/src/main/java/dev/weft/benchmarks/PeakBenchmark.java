package dev.weft.benchmarks;

import dev.weft.core.kernel.PeakChains;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The FMA peak of one core: independent chains of multiply-adds in registers, at the width of the active kernels.
 *
 * <p>Twelve chains fit the 16 registers of AVX2, twenty-four the 32 of AVX-512 and NEON; the better one is the peak.
 */
public class PeakBenchmark extends WeftBenchmark {

  private static final int STEPS = 100_000;

  /** How many chains. */
  @Param({"TWELVE", "TWENTY_FOUR"})
  public PeakChains chains;

  /** A hundred thousand multiply-adds a chain. */
  @Benchmark
  public float peak(Rates.Flops rate) {
    rate.add(chains.flops(STEPS));
    return chains.run(STEPS);
  }
}
