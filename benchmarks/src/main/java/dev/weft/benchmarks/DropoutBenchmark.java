package dev.weft.benchmarks;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Dropout of as many floats as the reference network's first dropout layer sees, on one thread, mask drawn on the way. */
public class DropoutBenchmark extends WeftBenchmark {

  private static final int SIZE = 13 * 13 * 32;
  private static final float RATE = 0.25f;
  private static final float SCALE = 1 / (1 - RATE);

  /** Images. */
  @Param("16")
  public int batch;

  private final Kernels kernels = Kernels.active();
  private float[] x;
  private float[] y;
  private long step;

  /** Fills the input. */
  @Setup
  public void prepare() {
    x = RandomFloats.normal(batch * SIZE);
    y = new float[x.length];
  }

  /** Another mask each time. */
  @Benchmark
  public float[] dropout(Rates.Traffic rate) {
    kernels.dropout(y, 0, x, 0, x.length, CounterRandom.key(2023, step++), 0, RATE, SCALE);
    rate.addFloats(2.0 * x.length);
    return y;
  }
}
