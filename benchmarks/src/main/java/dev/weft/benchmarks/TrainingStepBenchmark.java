package dev.weft.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole training step of the reference network with dropout: gather, forward, loss, backward, Adam.
 *
 * <p>With {@code -prof gc} the line {@code gc.alloc.rate.norm} shows what a step allocates, which is to be nothing.
 */
@Warmup(iterations = 10, time = 1)
public class TrainingStepBenchmark extends WeftBenchmark {

  /** Images in a step. */
  @Param("128")
  public int batch;

  /** Workers. */
  @Param({"1", "2"})
  public int threads;

  private ReferenceRun run;

  /** Builds the network. */
  @Setup
  public void prepare() throws IOException {
    run = ReferenceRun.training(batch, threads);
  }

  /** Ends threads. */
  @TearDown
  public void close() {
    run.close();
  }

  /** One step. */
  @Benchmark
  public double step(Rates.Images rate) {
    rate.images += batch;
    return run.step();
  }
}
