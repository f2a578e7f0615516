package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.softmax;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One network, used by many threads at once, gives each of them what it gives to one alone. */
@Timeout(120)
class ConcurrentInferenceTest {

  private static final int THREADS = 16;
  private static final int ROUNDS = 60;
  private static final int MANY_ROUNDS = 400;
  private static final int[] BATCHES = {1, 2, 7, 16, 33};

  private final Network network = Sequential.input(14, 14, 1)
      .add(conv2D(16, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f)) // fused, computed directly
      .add(conv2D(32, 3).same()).add(batchNorm()).add(gelu()).add(averagePool2D(2))
      .add(flatten()).add(dense(16)).add(relu()).add(dense(10)).add(softmax())
      .build(7);
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<float[]> expected = new ArrayList<>();

  ConcurrentInferenceTest() {
    Batch.setReals(network.parameters(), 3);
    for (int size : BATCHES) {
      Tensor x = Tensor.of(Batch.reals(network, size, size).x(), size, 14, 14, 1);
      inputs.add(x);
      expected.add(network.predict(x).toArray());
    }
  }

  /** Runs the same work on all threads, which begin together, and hands on what any of them throws. */
  private static void together(Work work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Void>> results = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        Callable<Void> task = () -> {
          work.run(thread, start);
          return null;
        };
        results.add(threads.submit(task));
      }
      for (Future<Void> result : results) {
        result.get();
      }
    }
  }

  private interface Work {
    void run(int thread, CyclicBarrier start) throws Exception;
  }

  private void predictAll(InferenceSession session, int seed, int rounds) {
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      int i = random.nextInt(BATCHES.length);
      Close.assertSameBits(session.predict(inputs.get(i)).toArray(), expected.get(i), "batch of " + BATCHES[i]);
    }
  }

  private static long waits() {
    ThreadInfo self = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().threadId());
    return self.getBlockedCount() + self.getWaitedCount();
  }

  @Test
  void sixteenSessionsAtOnceGiveTheBitsOfOneAlone() throws Exception {
    together((thread, start) -> {
      try (InferenceSession session = network.session(33)) {
        start.await();
        predictAll(session, thread, ROUNDS);
      }
    });
  }

  /** The JVM itself blocks a thread now and then; a lock on the way would block most of them, and more than once. */
  @Test
  void noThreadWaitsForAnother() throws Exception {
    LongAdder waits = new LongAdder();
    together((thread, start) -> {
      try (InferenceSession session = network.session(33)) {
        predictAll(session, thread, 2 * BATCHES.length); // classes are loaded by now
        start.await();
        long before = waits();
        predictAll(session, thread, MANY_ROUNDS);
        waits.add(waits() - before);
      }
    });
    assertThat(waits.sum()).as("times that a thread was blocked or parked").isLessThan(THREADS);
  }

  @Test
  void sessionsCanBeMadeAndClosedAtOnce() throws Exception {
    together((thread, start) -> {
      start.await();
      for (int round = 0; round < 10; round++) {
        try (InferenceSession session = network.session(33)) {
          predictAll(session, thread + round, 3);
        }
      }
    });
  }

  @Test
  void theConvenientWayNeedsNoSessionOfTheCaller() throws Exception {
    together((thread, start) -> {
      start.await();
      for (int i = 0; i < BATCHES.length; i++) {
        Close.assertSameBits(network.predict(inputs.get(i)).toArray(), expected.get(i), "batch of " + BATCHES[i]);
      }
    });
  }
}
