package dev.weft.core.parallel;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fixed number of workers that execute numbered tasks; the calling thread is worker 0.
 *
 * {@snippet :
 * long[] sums = new long[8];
 * try (WorkerPool pool = new WorkerPool(4)) {
 *   pool.run(8, (worker, task) -> sums[task] = LongStream.range(0, 1000 * task).sum());
 * }
 * Arrays.stream(sums).sum(); // = 69986000
 * }
 *
 * <p>Workers claim indexes one at a time, so uneven tasks balance themselves; which worker executes an index is not
 * determined. A result that must not depend on the number of workers is written by index, never by worker; the
 * worker's number is there to choose scratch memory.
 *
 * <p>A run allocates nothing. Between runs the threads spin for some {@link #SPIN_NANOS} ns and then park, so that a
 * run following closely starts at once and an idle pool costs nothing; when there are more workers than processors they
 * park at once. Threads are daemons, end with {@link #close}, and end by themselves when the pool becomes unreachable.
 *
 * <p>What the caller did before {@code run} is visible to every task, and what the tasks did is visible to the caller
 * after it.
 */
public final class WorkerPool implements AutoCloseable {

  /** How long an idle worker, or a caller waiting for the last task, spins before it parks. */
  static final long SPIN_NANOS = 50_000;

  private static final Cleaner CLEANER = Cleaner.create();

  private final int workers;
  private final Crew crew;
  private final Cleaner.Cleanable dismissal;
  private final ReentrantLock running = new ReentrantLock();
  private boolean closed;

  /** One piece of work, called once for every index of a run. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does the work of one index.
     *
     * @param worker the worker that does it, in {@code [0, workers)}; no two tasks run on one worker at the same time
     * @param index which task of the run it is, in {@code [0, tasks)}
     */
    void run(int worker, int index);
  }

  /**
   * Starts a pool: the caller of {@link #run} and {@code workers - 1} daemon threads.
   *
   * @throws IllegalArgumentException if there is not at least one worker
   */
  public WorkerPool(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("expected 1 worker or more, got " + workers);
    }
    this.workers = workers;
    long spinNanos = workers <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
    Crew started = new Crew(workers - 1, spinNanos);
    this.crew = started;
    this.dismissal = CLEANER.register(this, started::dismiss);
  }

  /** The number of workers, the caller included. */
  public int workers() {
    return workers;
  }

  /**
   * Executes {@code task.run(worker, index)} once for every index in {@code [0, tasks)} and returns when all are done.
   *
   * <p>If a task throws, tasks not yet begun are skipped, those under way are waited for, and the first exception is
   * thrown here with any others suppressed in it; the pool stays usable. Runs from different threads wait for each
   * other. An interrupt does not end a run: it stays pending.
   *
   * @throws IllegalArgumentException if the number of tasks is negative
   * @throws IllegalStateException if the pool is closed, or if called from a task of the same pool
   */
  public void run(int tasks, Task task) {
    Objects.requireNonNull(task, "task");
    if (tasks < 0) {
      throw new IllegalArgumentException("expected 0 tasks or more, got " + tasks);
    }
    rejectCallFromTask("run");
    running.lock();
    try {
      if (closed) {
        throw new IllegalStateException("expected an open pool, got one that has been closed");
      }
      if (workers == 1 || tasks <= 1) {
        runInline(tasks, task);
      } else {
        crew.run(tasks, task);
      }
    } finally {
      running.unlock();
      Reference.reachabilityFence(this);
    }
  }

  private static void runInline(int tasks, Task task) {
    for (int index = 0; index < tasks; index++) {
      task.run(0, index);
    }
  }

  /**
   * Ends the threads, after a run under way, and waits until they have ended. Closing again does nothing.
   *
   * @throws IllegalStateException if called from a task of this pool
   */
  @Override
  public void close() {
    rejectCallFromTask("close");
    running.lock();
    try {
      closed = true;
      dismissal.clean();
      crew.join();
    } finally {
      running.unlock();
    }
  }

  private void rejectCallFromTask(String method) {
    if (running.isHeldByCurrentThread() || crew.isMember(Thread.currentThread())) {
      throw new IllegalStateException(
          "expected " + method + " to be called from outside the pool, got a call from one of its tasks");
    }
  }
}
