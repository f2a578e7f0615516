package dev.weft.fmnist.cli;

import java.util.concurrent.TimeUnit;

/**
 * Ends this process when the one that launched it is gone, so that killing the launcher does not leave a training behind.
 * It ends as after a request to terminate: a training leaves a checkpoint.
 */
final class ParentWatch {

  /** Set in a launched JVM. */
  private static final String MODE = "weft.launch";
  private static final String PARENT = "weft.launch.parent";
  private static final int TERMINATED = 143;
  private static final long PATIENCE_SECONDS = 60;

  private ParentWatch() {}

  /** Begins to watch, if another JVM launched this one. */
  static void start() {
    Long parent = Long.getLong(PARENT);
    if (parent == null || !System.getProperty(MODE, "").equals("launched")) {
      return;
    }
    ProcessHandle launcher = ProcessHandle.current().parent().orElse(null);
    if (launcher == null || launcher.pid() != parent) { // it has gone already, and this has another parent now
      end();
    } else {
      Thread.ofPlatform().daemon().name("weft-watch-parent").start(() -> {
        launcher.onExit().join();
        end();
      });
    }
  }

  private static void end() {
    Thread thread = new Thread(() -> {
      try {
        Signals.raise("TERM");
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      } catch (ReflectiveOperationException | InterruptedException _) { // then at once
      }
      Runtime.getRuntime().halt(TERMINATED);
    }, "weft-parent-gone");
    thread.setDaemon(true);
    thread.start();
  }
}
