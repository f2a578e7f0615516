package dev.weft.layers.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who computes what, and when: the one lock of a {@link Predictor}.
 *
 * <p>A caller with few examples who finds nobody waiting and a batch idle computes in it himself, at once. Everybody else waits in a
 * line, from which the predictor's threads fill idle batches. Nothing is held back so that a batch becomes full; batches fill by
 * themselves when all of them are busy and callers gather, which is when computing together pays.
 */
final class PredictionQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition quiet = lock.newCondition();
  private final List<PredictionBatch> batches;
  private final Deque<PredictionBatch> idle;
  private final Deque<Prediction> line = new ArrayDeque<>();
  private final int batchSize;
  private final int capacity;
  private int waiting; // examples in the line that nobody has taken
  private boolean refreshing;
  private boolean closed;

  PredictionQueue(List<PredictionBatch> batches, int batchSize, int capacity) {
    this.batches = List.copyOf(batches);
    this.idle = new ArrayDeque<>(batches);
    this.batchSize = batchSize;
    this.capacity = capacity;
  }

  /** Computes a prediction, or has it computed; waits for room in the line if need be. */
  void add(Prediction prediction) {
    PredictionBatch own;
    lock.lock();
    try {
      requireOpen();
      own = atOnce(prediction);
      if (own == null) {
        while (isFullFor(prediction)) {
          room.awaitUninterruptibly();
          requireOpen();
        }
        append(prediction);
      }
    } finally {
      lock.unlock();
    }
    if (own != null) {
      try {
        own.run();
      } finally {
        giveBack(own);
      }
    }
  }

  /** Has a prediction computed, if there is room in the line. */
  void offer(Prediction prediction) {
    lock.lock();
    try {
      requireOpen();
      if (isFullFor(prediction)) {
        throw new RejectedExecutionException("expected at most " + capacity + " examples that wait, got "
            + prediction.count() + " more than the " + waiting + " that do");
      }
      append(prediction);
    } finally {
      lock.unlock();
    }
  }

  /** Examples that nobody has begun to compute. */
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, got one that has been closed");
    }
  }

  /** A batch with the prediction in it, for the caller to run; null if it has to wait or is too large. */
  private PredictionBatch atOnce(Prediction prediction) {
    if (prediction.count() > batchSize || !line.isEmpty() || idle.isEmpty() || refreshing) {
      return null;
    }
    PredictionBatch batch = idle.pop();
    batch.take(prediction, prediction.count());
    return batch;
  }

  /** What is larger than the line is taken when nobody waits. */
  private boolean isFullFor(Prediction prediction) {
    return waiting > 0 && prediction.count() > capacity - waiting;
  }

  private void append(Prediction prediction) {
    line.add(prediction);
    waiting += prediction.count();
    if (prediction.count() > batchSize) {
      work.signalAll();
    } else {
      work.signal();
    }
  }

  private void giveBack(PredictionBatch batch) {
    lock.lock();
    try {
      idle.push(batch);
      if (refreshing || closed) {
        quiet.signalAll();
      }
      if (!line.isEmpty() || closed) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What each thread of the predictor does until it is closed and nobody waits. */
  void work() {
    for (PredictionBatch batch = next(); batch != null; batch = next()) {
      try {
        batch.run();
      } finally {
        giveBack(batch);
      }
    }
  }

  /** A batch to run, or null when there will be none. */
  private PredictionBatch next() {
    lock.lock();
    try {
      while (line.isEmpty() ? !closed : idle.isEmpty() || refreshing) {
        work.awaitUninterruptibly();
      }
      if (line.isEmpty()) {
        work.signalAll(); // the others end too
        return null;
      }
      int share = Math.min(batchSize, Math.ceilDiv(waiting, idle.size()));
      PredictionBatch batch = idle.pop();
      fill(batch, share);
      if (!line.isEmpty() && !idle.isEmpty()) {
        work.signal();
      }
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void fill(PredictionBatch batch, int examples) {
    int taken = 0;
    while (taken < examples && !line.isEmpty()) {
      Prediction first = line.peek();
      taken += batch.take(first, examples - taken);
      if (first.untaken() == 0) {
        line.remove();
      }
    }
    waiting -= taken;
  }

  /** Runs something while nothing is computed, and prepares the batches again. */
  void refresh(Runnable change) {
    lock.lock();
    try {
      requireOpen();
      while (refreshing) {
        quiet.awaitUninterruptibly();
      }
      refreshing = true;
      try {
        while (idle.size() < batches.size()) {
          quiet.awaitUninterruptibly();
        }
        change.run();
        batches.forEach(PredictionBatch::prepare);
      } finally {
        refreshing = false;
        quiet.signalAll();
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits is still computed. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until callers who compute themselves have ended, when the threads have. */
  void awaitQuiet() {
    lock.lock();
    try {
      while (idle.size() < batches.size()) {
        quiet.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
