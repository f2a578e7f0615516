package dev.weft.layers.engine;

import java.util.concurrent.atomic.AtomicReference;

/** Notices a second thread in what serves one at a time, and tells it so; nobody waits. */
final class Exclusive {

  private final AtomicReference<Thread> inside = new AtomicReference<>();
  private final String what;

  /**
   * A guard.
   *
   * @param what is guarded, for the message, such as {@code "a session"}
   */
  Exclusive(String what) {
    this.what = what;
  }

  /**
   * Begins a use, which {@link #leave} ends.
   *
   * @throws IllegalStateException if a use is under way
   */
  void enter() {
    Thread other = inside.compareAndExchange(null, Thread.currentThread());
    if (other != null) {
      throw new IllegalStateException("expected one thread at a time in " + what + ", got " + Thread.currentThread()
          + " during a call of " + other + "; give each thread its own");
    }
  }

  void leave() {
    inside.set(null);
  }
}
