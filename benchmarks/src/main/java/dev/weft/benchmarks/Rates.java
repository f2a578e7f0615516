package dev.weft.benchmarks;

import dev.weft.core.kernel.PeakProbe;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counters that JMH prints next to a score, each divided by the time measured. */
public final class Rates {

  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  private Rates() {}

  /** Arithmetic, a multiply-add counted as two operations. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Flops {

    /** Billions of float operations. */
    public double gflops;

    /** The same in percent of what one core does at best, measured in the same JVM by {@link PeakProbe}. */
    public double percentOfPeak;

    private double peak;

    /** Measures the peak. */
    @Setup(Level.Trial)
    public void measurePeak() {
      peak = PeakProbe.flopsPerSecond();
    }

    /** Counts one call that did this many operations. */
    public void add(double flops) {
      gflops += flops / GIGA;
      percentOfPeak += PERCENT * flops / peak;
    }
  }

  /** Memory traffic: every float that the algorithm must read or write once. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Traffic {

    /** Billions of bytes. */
    public double gigabytes;

    /** Counts one call that read and wrote this many floats altogether. */
    public void addFloats(double floats) {
      gigabytes += floats * Float.BYTES / GIGA;
    }
  }

  /** Images that went through a network. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Images {

    /** Images. */
    public long images;
  }
}
