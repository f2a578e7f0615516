package dev.weft.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16})
  void everyIndexIsExecutedExactlyOnceInEveryRun(int workers) {
    try (WorkerPool pool = new WorkerPool(workers)) {
      for (int tasks : new int[] {0, 1, 2, 3, 7, 64, 1000}) {
        AtomicIntegerArray counts = new AtomicIntegerArray(tasks);
        for (int run = 0; run < 20; run++) {
          pool.run(tasks, (worker, index) -> counts.incrementAndGet(index));
        }
        for (int i = 0; i < tasks; i++) {
          assertThat(counts.get(i)).isEqualTo(20);
        }
      }
    }
  }

  /**
   * A worker that is late for one run must not take an index of the next one with the wrong task: runs follow each
   * other at once, with task counts that change, and every task knows the run it belongs to. The cells are plain, so
   * this also fails if a result is not visible to the caller.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void runsInQuickSuccessionDoNotMix(int workers) {
    int runs = 20_000;
    int[] cells = new int[9];
    int[] current = new int[1];
    AtomicInteger strays = new AtomicInteger();
    WorkerPool.Task[] tasks = new WorkerPool.Task[9];
    for (int n = 1; n < tasks.length; n++) {
      int size = n;
      tasks[n] =
          (worker, index) -> {
            if (index >= size || current[0] % 8 + 1 != size) {
              strays.incrementAndGet();
            }
            cells[index] += size;
          };
    }
    long expected = 0;
    try (WorkerPool pool = new WorkerPool(workers)) {
      for (int run = 0; run < runs; run++) {
        int size = run % 8 + 1;
        current[0] = run;
        pool.run(size, tasks[size]);
        expected += (long) size * size;
        long sum = 0;
        for (int cell : cells) {
          sum += cell;
        }
        assertThat(sum).isEqualTo(expected);
      }
    }
    assertThat(strays).hasValue(0);
  }

  @Test
  void aRunWakesParkedWorkers() {
    Thread[] threads = new Thread[3];
    try (WorkerPool pool = new WorkerPool(3)) {
      for (int run = 0; run < 50; run++) {
        CountDownLatch together = new CountDownLatch(3);
        pool.run(3, (worker, index) -> {
          threads[worker] = Thread.currentThread();
          together.countDown();
          awaitQuietly(together); // for ever, if one sleeps on
        });
        while (threads[1].getState() != Thread.State.WAITING || threads[2].getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
    }
    assertThat(threads).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void allWorkersTakePart() {
    int workers = 4;
    try (WorkerPool pool = new WorkerPool(workers)) {
      CountDownLatch together = new CountDownLatch(workers);
      AtomicIntegerArray perWorker = new AtomicIntegerArray(workers);
      pool.run(
          workers,
          (worker, index) -> {
            perWorker.incrementAndGet(worker);
            together.countDown();
            awaitQuietly(together); // nobody can take two
          });
      for (int worker = 0; worker < workers; worker++) {
        assertThat(perWorker.get(worker)).isEqualTo(1);
      }
    }
  }

  @Test
  void theCallerIsWorkerZero() {
    Thread caller = Thread.currentThread();
    try (WorkerPool pool = new WorkerPool(3)) {
      AtomicInteger wrong = new AtomicInteger();
      pool.run(
          1000,
          (worker, index) -> {
            if ((worker == 0) != (Thread.currentThread() == caller)) {
              wrong.incrementAndGet();
            }
          });
      assertThat(wrong).hasValue(0);
    }
  }

  @Test
  void aPoolOfOneRunsInOrderOnTheCaller() {
    StringBuilder order = new StringBuilder();
    try (WorkerPool pool = new WorkerPool(1)) {
      pool.run(4, (worker, index) -> order.append(worker).append(index).append(' '));
    }
    assertThat(order).hasToString("00 01 02 03 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6})
  void theExceptionOfATaskReachesTheCallerAndThePoolStaysUsable(int workers) {
    AtomicInteger executed = new AtomicInteger();
    try (WorkerPool pool = new WorkerPool(workers)) {
      for (int run = 0; run < 500; run++) {
        ArithmeticException thrown = new ArithmeticException("task 3");
        Throwable caught =
            catchThrowable(
                () -> pool.run(
                    10,
                    (worker, index) -> {
                      if (index == 3) {
                        throw thrown;
                      }
                    }));
        assertThat(caught).isSameAs(thrown);
        assertThat(caught).hasNoSuppressedExceptions();
        pool.run(10, (worker, index) -> executed.incrementAndGet());
      }
    }
    assertThat(executed).hasValue(5000);
  }

  @Test
  void laterExceptionsAreSuppressedInTheFirst() {
    try (WorkerPool pool = new WorkerPool(3)) {
      CountDownLatch together = new CountDownLatch(3);
      Throwable caught =
          catchThrowable(
              () -> pool.run(
                  3,
                  (worker, index) -> {
                    together.countDown();
                    awaitQuietly(together);
                    throw new IllegalArgumentException("task " + index);
                  }));
      assertThat(caught).isInstanceOf(IllegalArgumentException.class);
      assertThat(caught.getSuppressed()).hasSize(2);
    }
  }

  @Test
  void oneExceptionThrownByTwoTasksIsNotSuppressedInItself() {
    IllegalStateException shared = new IllegalStateException("shared");
    try (WorkerPool pool = new WorkerPool(2)) {
      CountDownLatch together = new CountDownLatch(2);
      Throwable caught =
          catchThrowable(
              () -> pool.run(
                  2,
                  (worker, index) -> {
                    together.countDown();
                    awaitQuietly(together);
                    throw shared;
                  }));
      assertThat(caught).isSameAs(shared);
    }
  }

  @Test
  void tasksAfterAFailureAreSkipped() {
    AtomicInteger executed = new AtomicInteger();
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(1_000_000, (worker, index) -> {
        executed.incrementAndGet();
        throw new IllegalStateException("first");
      })).hasMessage("first");
    }
    assertThat(executed.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void errorsAndSneakyCheckedExceptionsPassUnwrapped() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(8, (worker, index) -> sneak(new StackOverflowError())))
          .isInstanceOf(StackOverflowError.class);
      assertThatThrownBy(() -> pool.run(8, (worker, index) -> sneak(new IOException("disk"))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRunAllocatesNothing() {
    Assumptions.assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported());
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] threads = new long[3];
    int[] cells = new int[3];
    try (WorkerPool pool = new WorkerPool(3)) {
      CountDownLatch together = new CountDownLatch(3);
      pool.run(
          3,
          (worker, index) -> {
            threads[worker] = Thread.currentThread().threadId();
            together.countDown();
            awaitQuietly(together);
          });
      WorkerPool.Task task = (worker, index) -> cells[index]++;
      repeat(pool, task, 2000);
      bean.getThreadAllocatedBytes(threads[0]);
      long[] before = bean.getThreadAllocatedBytes(threads);
      long[] again = bean.getThreadAllocatedBytes(threads);
      repeat(pool, task, 10_000);
      long[] after = bean.getThreadAllocatedBytes(threads);
      long measuring = again[0] - before[0];
      assertThat(after[0] - again[0]).as("caller").isLessThanOrEqualTo(measuring + 1024);
      assertThat(after[1] - again[1]).as("worker 1").isLessThan(1024);
      assertThat(after[2] - again[2]).as("worker 2").isLessThan(1024);
    }
  }

  @Test
  void runsOfSeveralThreadsWaitForEachOther() throws InterruptedException {
    int[] plain = new int[1]; // a run has one writer, so only overlapping runs would lose a count
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread[] callers = new Thread[4];
      for (int i = 0; i < callers.length; i++) {
        callers[i] =
            new Thread(
                () -> {
                  for (int run = 0; run < 2000; run++) {
                    pool.run(
                        2,
                        (worker, index) -> {
                          if (index == 1) {
                            plain[0]++;
                          }
                        });
                  }
                });
        callers[i].start();
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(plain[0]).isEqualTo(8000);
  }

  private static void repeat(WorkerPool pool, WorkerPool.Task task, int runs) {
    for (int run = 0; run < runs; run++) {
      pool.run(3, task);
    }
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
