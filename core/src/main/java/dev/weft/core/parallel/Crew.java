package dev.weft.core.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of a pool and the protocol by which they share a run. The caller, worker 0, has been validated and is the
 * only one.
 *
 * <p>Two counters carry a run. {@link #unclaimed} says how many tasks nobody has taken: taking one is a successful
 * compare-and-set from r to r − 1. {@link #unfinished} says how many have not been reported done; a run ends when it is
 * 0. The task and the number of tasks are read only <em>after</em> a claim has succeeded. A claim keeps the run it
 * belongs to from ending, so from then on both fields are those of that run and cannot change, even for a worker that
 * woke up late and read {@code unclaimed} when an earlier run was under way. That is why the counter counts down to a 0
 * that is the same for all runs, and not up to a limit that is not.
 */
final class Crew {

  private static final VarHandle UNCLAIMED;
  private static final VarHandle UNFINISHED;
  private static final VarHandle FAILURE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      UNCLAIMED = lookup.findVarHandle(Crew.class, "unclaimed", int.class);
      UNFINISHED = lookup.findVarHandle(Crew.class, "unfinished", int.class);
      FAILURE = lookup.findVarHandle(Crew.class, "failure", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many times a spinning thread looks before it reads the clock. */
  private static final int LOOKS_PER_CLOCK = 16;

  private final Member[] members;
  private final long spinNanos;

  private WorkerPool.Task task;
  private int tasks;
  private volatile int unclaimed;
  private volatile int unfinished;
  private volatile Throwable failure;
  /** The caller, while it is parked or about to park until the last task is done. */
  private volatile Thread waiting;

  private volatile boolean dismissed;

  Crew(int size, long spinNanos) {
    this.spinNanos = spinNanos;
    members = new Member[size];
    for (int i = 0; i < size; i++) {
      members[i] = new Member(this, i + 1);
    }
    try {
      for (Member member : members) {
        member.start();
      }
    } catch (OutOfMemoryError e) { // no more threads: do not leave some behind
      dismiss();
      throw e;
    }
  }

  boolean isMember(Thread thread) {
    return thread instanceof Member member && member.crew == this;
  }

  /** Executes a run of at least one task; the calling thread works as worker 0. */
  void run(int tasks, WorkerPool.Task task) {
    this.task = task;
    this.tasks = tasks;
    unfinished = tasks;
    unclaimed = tasks; // publishes the fields above
    wake(tasks - 1);
    work(0);
    awaitLastTask();
    this.task = null;
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throwUnchecked(thrown);
    }
  }

  private void wake(int atMost) {
    int left = atMost;
    for (int i = 0; i < members.length && left > 0; i++) {
      Member member = members[i];
      if (member.parked) {
        LockSupport.unpark(member);
        left--;
      }
    }
  }

  /** Claims and executes tasks until none is left, then reports them done. */
  private void work(int worker) {
    int done = 0;
    int left = unclaimed;
    while (left > 0) {
      if (UNCLAIMED.compareAndSet(this, left, left - 1)) {
        execute(worker, tasks - left);
        done++;
      }
      left = unclaimed;
    }
    if (done > 0) {
      report(done);
    }
  }

  private void execute(int worker, int index) {
    try {
      task.run(worker, index);
    } catch (Throwable thrown) {
      record(thrown);
      skipUnclaimed();
    }
  }

  @SuppressWarnings("ReferenceEquality") // an exception must not be suppressed in itself, one that equals it may
  private void record(Throwable thrown) {
    if (!FAILURE.compareAndSet(this, (Throwable) null, thrown) && failure != thrown) {
      failure.addSuppressed(thrown);
    }
  }

  private void skipUnclaimed() {
    int skipped = (int) UNCLAIMED.getAndSet(this, 0);
    if (skipped > 0) {
      report(skipped);
    }
  }

  private void report(int done) {
    int before = (int) UNFINISHED.getAndAdd(this, -done);
    if (before == done) {
      Thread caller = waiting;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }
  }

  private void awaitLastTask() {
    long deadline = System.nanoTime() + spinNanos;
    int looks = 0;
    while (unfinished > 0) {
      Thread.onSpinWait();
      if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() - deadline >= 0) {
        parkUntilLastTask();
      }
    }
  }

  private void parkUntilLastTask() {
    boolean interrupted = false;
    waiting = Thread.currentThread();
    while (unfinished > 0) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // a pending interrupt would turn park into a busy loop
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns true when there may be a task to claim, false when the crew has been dismissed. */
  private boolean awaitWork(Member self) {
    long deadline = System.nanoTime() + spinNanos;
    int looks = 0;
    while (unclaimed == 0 && !dismissed) {
      Thread.onSpinWait();
      if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() - deadline >= 0) {
        parkUntilWork(self);
      }
    }
    return !dismissed;
  }

  private void parkUntilWork(Member self) {
    self.parked = true; // before looking once more: the caller publishes first and looks at this flag second
    while (unclaimed == 0 && !dismissed) {
      LockSupport.park(this);
      Thread.interrupted(); // left behind by a task; it would turn park into a busy loop
    }
    self.parked = false;
  }

  /** Tells the threads to end; they are idle, for no run is under way. */
  void dismiss() {
    dismissed = true;
    for (Member member : members) {
      LockSupport.unpark(member);
    }
  }

  /** Waits until the threads have ended. */
  void join() {
    boolean interrupted = false;
    for (Member member : members) {
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** One thread of the crew. */
  private static final class Member extends Thread {
    private final Crew crew;
    private final int worker;
    private volatile boolean parked;

    Member(Crew crew, int worker) {
      super(null, null, "weft-worker-" + worker, 0, false);
      this.crew = crew;
      this.worker = worker;
      setDaemon(true);
    }

    @Override
    public void run() {
      while (crew.awaitWork(this)) {
        crew.work(worker);
      }
    }
  }
}
