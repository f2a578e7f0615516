package dev.weft.benchmarks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Training steps and inference of every network of the zoo, in JVMs of their own. Vectors of SIMD kernels are objects until C2
 * has compiled what they are in, so it is waited for.
 */
class ZooAllocationTest {

  private static final int JVMS = 3;

  @Test
  void nothingIsAllocatedWithScalarKernels() throws IOException, InterruptedException {
    assertThat(allocations("-Dweft.kernels=scalar")).isEqualTo(none());
  }

  /** Each network in one of three JVMs: what C2 inlines depends on the order in which it happens to compile. */
  @Test
  void nothingIsAllocatedWithTheKernelsOfThisMachineOnceTheyAreCompiled() throws IOException, InterruptedException {
    List<String> allocating = none();
    for (int jvm = 0; jvm < JVMS && !allocating.isEmpty(); jvm++) {
      List<String> lines = allocations();
      assertThat(lines).hasSameSizeAs(none());
      allocating = allocating.stream().filter(nothing -> !lines.contains(nothing)).toList();
    }
    assertThat(allocating).isEmpty();
  }

  private static List<String> allocations(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    all.addAll(List.of(options));
    return ChildJvm.run(all, Probe.class).lines().toList();
  }

  private static List<String> none() {
    return Zoo.names().stream().map(name -> name + ": 0 bytes in training, 0 in inference").toList();
  }

  /** Prints the least that all threads allocated in a few runs one after the other. */
  static final class Probe {

    private static final int BATCH = 4;
    private static final int THREADS = 2;
    private static final int RUNS = 3;
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Probe() {}

    public static void main(String[] arguments) {
      for (String name : Zoo.names()) {
        try (ZooWork training = ZooWork.training(name, BATCH, THREADS);
            ZooWork inference = ZooWork.inference(name, BATCH, THREADS)) {
          System.out
              .println(name + ": " + bytes(training) + " bytes in training, " + bytes(inference) + " in inference");
        }
      }
    }

    /** Goes on until nothing is allocated or the time is over. */
    private static long bytes(ZooWork run) {
      long end = System.nanoTime() + LIMIT_NANOS;
      long least = Long.MAX_VALUE;
      while (least > 0 && System.nanoTime() < end) {
        long before = BEAN.getTotalThreadAllocatedBytes();
        for (int i = 0; i < RUNS; i++) {
          run.run();
        }
        least = Math.min(least, BEAN.getTotalThreadAllocatedBytes() - before);
      }
      return least;
    }
  }
}
