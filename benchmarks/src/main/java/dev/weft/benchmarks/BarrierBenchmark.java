package dev.weft.benchmarks;

import dev.weft.core.parallel.WorkerPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to hand every worker a task and wait for all, in nanoseconds; a training step does so about three times. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BarrierBenchmark extends WeftBenchmark {

  private static final int LINE = 16;

  /** Workers; more than processors is a case to survive, not to be fast in. */
  @Param({"1", "2", "4", "8"})
  public int threads;

  private WorkerPool pool;
  private WorkerPool.Task task;

  /** Starts the threads. */
  @Setup
  public void prepare() {
    pool = new WorkerPool(threads);
    int[] counts = new int[threads * LINE]; // a cache line each
    task = (worker, index) -> counts[index * LINE]++;
  }

  /** Ends them. */
  @TearDown
  public void close() {
    pool.close();
  }

  /** A run of one task a worker that does next to nothing. */
  @Benchmark
  public void run() {
    pool.run(threads, task);
  }
}
