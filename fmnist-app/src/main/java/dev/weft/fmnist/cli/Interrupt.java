package dev.weft.fmnist.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A wish to stop, expressed by Ctrl-C, a request to terminate, a terminal that is closed, an output that nobody reads any
 * more, or {@link #request}. The first is only noted, for the run to end in good order; one more signal ends the process
 * at once. Close it to let signals end the process again.
 */
final class Interrupt implements BooleanSupplier, AutoCloseable {

  private static final int SIGNAL_EXIT_CODE = 128;
  private static final int READER_GONE = 1;
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  /** A launching JVM passes Ctrl-C on as a second signal; it means no more than the first. */
  private static final long ECHO_NANOS = 500_000_000;

  private final Screen screen;
  private final List<Runnable> restore = new ArrayList<>();
  private volatile int exitCode;
  private volatile long since;

  private Interrupt(Screen screen) {
    this.screen = screen;
  }

  /** Watches for signals from now on. */
  static Interrupt watch(Screen screen) {
    Interrupt interrupt = new Interrupt(screen);
    interrupt.restore.add(Signals.handle("INT", () -> interrupt.signalled(SIGINT)));
    interrupt.restore.add(Signals.handle("TERM", () -> interrupt.signalled(SIGTERM)));
    interrupt.restore.add(Signals.handle("HUP", () -> interrupt.signalled(SIGHUP)));
    return interrupt;
  }

  private synchronized void signalled(int signal) {
    if (exitCode == 0) {
      since = System.nanoTime();
      exitCode = SIGNAL_EXIT_CODE + signal;
      screen.remark("\nStopping after this step. Ctrl-C once more ends at once.");
    } else if (System.nanoTime() - since > ECHO_NANOS) {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /**
   * Asks to stop as Ctrl-C does; asking again changes nothing.
   *
   * @return whether nothing else had asked before
   */
  synchronized boolean request() {
    if (exitCode != 0) {
      return false;
    }
    since = System.nanoTime();
    exitCode = SIGNAL_EXIT_CODE + SIGINT;
    screen.remark("\nStopping after this step, as asked for on the page.");
    return true;
  }

  /** Whether to stop. */
  @Override
  public boolean getAsBoolean() {
    if (exitCode == 0 && screen.readerGone()) {
      exitCode = READER_GONE;
    }
    return exitCode != 0;
  }

  /** The exit code that tells of the signal, 130 for Ctrl-C; 1 without one. */
  int exitCode() {
    return exitCode;
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
