package dev.weft.fmnist.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Runs commands inside the test's JVM. */
final class Cli {

  private Cli() {}

  /** What a command printed and returned. */
  record Result(int code, String out, String err) {}

  static Result run(Object... arguments) {
    return run(new ByteArrayOutputStream(), new ByteArrayOutputStream(), arguments);
  }

  /** Runs a command that is asked to end, as by {@code kill}, when it has printed a text. */
  static Result runUntil(String text, Object... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Runnable restore = Signals.handle("TERM", () -> {}); // should the signal come late, it shall not end the tests
    try {
      return run(new Interrupter(text, err), err, arguments);
    } finally {
      restore.run();
    }
  }

  private static Result run(ByteArrayOutputStream out, ByteArrayOutputStream err, Object... arguments) {
    String[] args = new String[arguments.length];
    for (int i = 0; i < args.length; i++) {
      args[i] = arguments[i].toString();
    }
    Screen screen = Screen.plain(new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8), args);
    int code = Main.run(screen, WarmUp.none(), args);
    return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Sends the signal after a text, and lets the command go on when it has noticed. */
  private static final class Interrupter extends ByteArrayOutputStream {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String text;
    private final ByteArrayOutputStream err;
    private boolean sent;

    Interrupter(String text, ByteArrayOutputStream err) {
      this.text = text;
      this.err = err;
    }

    @Override
    public void flush() {
      if (!sent && toString(StandardCharsets.UTF_8).contains(text)) {
        sent = true;
        raise();
        Instant latest = Instant.now().plus(LIMIT);
        while (!err.toString(StandardCharsets.UTF_8).contains("Stopping") && Instant.now().isBefore(latest)) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }

    private static void raise() {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal).invoke(null, signal.getConstructor(String.class).newInstance("TERM"));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("sun.misc.Signal", e);
      }
    }
  }
}
