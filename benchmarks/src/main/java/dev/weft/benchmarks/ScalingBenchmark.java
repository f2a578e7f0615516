package dev.weft.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Training and inference of the reference network on one to eight threads, of which the machine may have fewer. */
@Warmup(iterations = 10, time = 1)
public class ScalingBenchmark extends WeftBenchmark {

  /** Workers. */
  @Param({"1", "2", "3", "4", "5", "6", "7", "8"})
  public int threads;

  /** Images at a time. */
  @Param("128")
  public int batch;

  private ReferenceRun training;
  private ReferenceRun inference;

  /** Builds the networks. */
  @Setup
  public void prepare() throws IOException {
    training = ReferenceRun.training(batch, threads);
    inference = ReferenceRun.inference(batch, threads);
  }

  /** Ends threads. */
  @TearDown
  public void close() {
    training.close();
    inference.close();
  }

  /** One training step. */
  @Benchmark
  public double training(Rates.Images rate) {
    rate.images += batch;
    return training.step();
  }

  /** One batch of answers. */
  @Benchmark
  public float inference(Rates.Images rate) {
    rate.images += batch;
    return inference.infer();
  }
}
