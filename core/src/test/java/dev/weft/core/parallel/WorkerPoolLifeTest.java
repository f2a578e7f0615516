package dev.weft.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolLifeTest {

  @Test
  void rejectsAPoolWithoutWorkers() {
    assertThatThrownBy(() -> new WorkerPool(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 worker or more, got 0");
  }

  @Test
  void rejectsANegativeNumberOfTasks() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(-1, (worker, index) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 0 tasks or more, got -1");
    }
  }

  @Test
  void rejectsAMissingTask() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(1, null)).isInstanceOf(NullPointerException.class).hasMessage("task");
    }
  }

  @Test
  void knowsItsNumberOfWorkers() {
    try (WorkerPool pool = new WorkerPool(3)) {
      assertThat(pool.workers()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rejectsARunInsideARun(int workers) {
    try (WorkerPool pool = new WorkerPool(workers)) {
      assertThatThrownBy(() -> pool.run(4, (worker, index) -> pool.run(2, (w, i) -> {})))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected run to be called from outside the pool, got a call from one of its tasks");
    }
  }

  @Test
  void aTaskMayRunAnotherPool() {
    AtomicInteger executed = new AtomicInteger();
    try (WorkerPool outer = new WorkerPool(2);
        WorkerPool inner = new WorkerPool(2)) {
      outer.run(4, (worker, index) -> inner.run(3, (w, i) -> executed.incrementAndGet()));
    }
    assertThat(executed).hasValue(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void rejectsARunAfterClose(int workers) {
    WorkerPool pool = new WorkerPool(workers);
    pool.close();
    assertThatThrownBy(() -> pool.run(1, (worker, index) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected an open pool, got one that has been closed");
  }

  @Test
  void closingTwiceIsHarmless() {
    WorkerPool pool = new WorkerPool(2);
    pool.close();
    pool.close();
    assertThat(pool.workers()).isEqualTo(2);
  }

  @Test
  void rejectsACloseFromInsideATask() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(() -> pool.run(2, (worker, index) -> closeFromATask(pool)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("expected close to be called from outside the pool");
    }
  }

  @Test
  void threadsHaveEndedWhenCloseReturns() {
    Thread helper;
    try (WorkerPool pool = new WorkerPool(2)) {
      helper = helperOf(pool);
      assertThat(helper.isAlive()).isTrue();
      assertThat(helper.isDaemon()).isTrue();
      assertThat(helper.getName()).isEqualTo("weft-worker-1");
    }
    assertThat(helper.isAlive()).isFalse();
  }

  @Test
  void threadsOfAForgottenPoolEnd() throws InterruptedException {
    Thread helper = helperOf(new WorkerPool(2));
    for (int attempt = 0; attempt < 100 && helper.isAlive(); attempt++) {
      System.gc();
      helper.join(50);
    }
    assertThat(helper.isAlive()).isFalse();
  }

  @Test
  void anInterruptOfTheCallerStaysPendingAndTheRunCompletes() {
    AtomicInteger executed = new AtomicInteger();
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread.currentThread().interrupt();
      pool.run(
          2,
          (worker, index) -> {
            if (worker != 0) {
              spinFor(5_000_000);
            }
            executed.incrementAndGet();
          });
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(executed).hasValue(2);
  }

  private static void closeFromATask(WorkerPool pool) {
    pool.close();
  }

  /** Makes both workers take a task at the same time, so that the helper is surely seen. */
  private static Thread helperOf(WorkerPool pool) {
    AtomicReference<Thread> helper = new AtomicReference<>();
    pool.run(
        2,
        (worker, index) -> {
          if (worker == 1) {
            helper.set(Thread.currentThread());
          }
          while (helper.get() == null) {
            Thread.onSpinWait();
          }
        });
    return helper.get();
  }

  private static void spinFor(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
