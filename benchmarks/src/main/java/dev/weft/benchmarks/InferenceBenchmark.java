package dev.weft.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The reference network's answers to a batch of images. */
@Warmup(iterations = 10, time = 1)
public class InferenceBenchmark extends WeftBenchmark {

  /** Images at a time. */
  @Param({"1", "32", "256"})
  public int batch;

  /** Workers. */
  @Param({"1", "2"})
  public int threads;

  private ReferenceRun run;

  /** Builds the network. */
  @Setup
  public void prepare() throws IOException {
    run = ReferenceRun.inference(batch, threads);
  }

  /** Ends threads. */
  @TearDown
  public void close() {
    run.close();
  }

  /** One batch. */
  @Benchmark
  public float infer(Rates.Images rate) {
    rate.images += batch;
    return run.infer();
  }
}
